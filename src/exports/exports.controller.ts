import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkLine } from '../bank-data.js';
import { pageSize } from '../views.js';
import { exportStates } from './export.entity.js';
import { ExportFiles } from './export-file.js';
import { ExportBody, ExportView, RecallView, RecipientView } from './export-view.js';
import { ExportsService } from './exports.service.js';

const Filter = z.strictObject({ ...pageSize, state: z.enum(exportStates).optional() });
const ExportPage = z.object({ items: z.array(ExportView), next: z.string().nullable() }).meta({ id: 'ExportPage' });
const RecipientList = z.object({ items: z.array(RecipientView) }).meta({ id: 'ExportRecipientList' });
const Refusal = z.strictObject({ reason: caseworkLine(500) }).meta({ id: 'ExportRefusal' });
const Id = z.uuid();

@ApiTags('Exports')
@ApiProblems()
@Controller('v1')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly files: ExportFiles,
  ) {}

  @Get('export-recipients')
  @ApiOperation({
    operationId: 'listExportRecipients',
    summary: 'Organisations that persons may be given to, and until when',
  })
  @ApiOkResponse({ standardSchema: RecipientList })
  async recipients(@CurrentStaff() actor: StaffActor) {
    return { items: await this.exports.recipients(actor) };
  }

  @Post('exports')
  @ApiOperation({
    operationId: 'askForExport',
    summary: 'Ask for an export',
    description:
      'Nothing leaves before a second person confirms. Of reports only those whose family lets partners know; of each person only what the agreement with ' +
      'the recipient is about. Never who reports, contacts, narratives, notes, or anything about suggestions.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ExportView })
  async ask(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ExportBody }) body: ExportBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, replayed } = await this.exports.ask(actor, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/v1/exports/${view.id}`);
    return view;
  }

  @Get('exports')
  @ApiOperation({ operationId: 'listExports', summary: 'Exports of the own organisation, newest first' })
  @ApiOkResponse({ standardSchema: ExportPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.exports.list(actor, filter);
  }

  @Get('exports/:id')
  @ApiOperation({ operationId: 'getExport', summary: 'One export: who asked, for whom, why, and how many it is about' })
  @ApiOkResponse({ standardSchema: ExportView })
  get(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.exports.view(actor, id);
  }

  @Post('exports/:id/confirmation')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmExport',
    summary: 'Agree to an export, as somebody who did not ask for it',
    description:
      'Needs a fresh proof of identity. It is made then and can be fetched for seven days. Many records raise an alarm.',
  })
  @ApiOkResponse({ standardSchema: ExportView })
  confirm(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.exports.confirm(actor, id);
  }

  @Post('exports/:id/refusal')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuseExport', summary: 'Refuse an export, as somebody who did not ask for it' })
  @ApiOkResponse({ standardSchema: ExportView })
  refuse(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Refusal }) { reason }: z.infer<typeof Refusal>,
  ) {
    return this.exports.refuse(actor, id, reason);
  }

  @Get('exports/:id/file')
  @ApiOperation({
    operationId: 'fetchExport',
    summary: 'The file, at most three times',
    description:
      'Needs a fresh proof of identity. Written while it is fetched, from what may be shared at that moment; refused when a family took its consent back ' +
      'since it was made. Carries the recipient, the number of the export and when each record has to be deleted.',
  })
  @ApiProduces('text/csv', 'application/jsonl', 'application/xml')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const { fileName, mediaType, bytes } = await this.files.give(actor, id);
    reply
      .header('content-type', mediaType)
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(bytes);
  }

  @Get('exports/:id/recall')
  @ApiOperation({
    operationId: 'recallExport',
    summary: 'Whom the recipient has to delete from a file that was given out',
    description: 'Their families took the consent back, or it ran out. Ids as they stand in the file.',
  })
  @ApiOkResponse({ standardSchema: RecallView })
  async recall(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string): Promise<RecallView> {
    return { record_ids: await this.files.recall(actor, id) };
  }
}
