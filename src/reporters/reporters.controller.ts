import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { seenRevision } from '../if-match.js';
import { removalReasons, revealableFields } from './reporter.entity.js';
import { ReporterBody, ReporterPatch } from './reporter-body.js';
import { ReporterView, RevealedView } from './reporter-view.js';
import { Reporters } from './reporters.service.js';
import { BudgetExhausted, Reveals } from './reveals.service.js';

const Id = z.uuid();
const ReporterList = z.object({ items: z.array(ReporterView) }).meta({ id: 'ReporterList' });
const RevealBody = z
  .strictObject({
    fields: z
      .array(z.enum(revealableFields))
      .min(1)
      .max(revealableFields.length)
      .refine((fields) => new Set(fields).size === fields.length, {
        message: 'A field stands twice.',
        params: { code: 'field.duplicate' },
      }),
    reason: caseworkParagraph(500).describe(
      'What it is needed for. Sealed; of the audit entry only the id of the reveal is part.',
    ),
  })
  .meta({ id: 'RevealBody' });
const RemovalBody = z.strictObject({ reason: z.enum(removalReasons) }).meta({ id: 'RemovalBody' });

@ApiTags('Reporters')
@ApiProblems()
@Controller('v1/reports/:id/reporters')
export class ReportersController {
  constructor(
    private readonly reporters: Reporters,
    private readonly reveals: Reveals,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listReporters',
    summary: 'Who reports: answers and which fields there are, never names or contacts',
  })
  @ApiOkResponse({ standardSchema: ReporterList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: await this.reporters.list(actor, id) };
  }

  @Post()
  @ApiOperation({ operationId: 'joinReport', summary: 'Another relative joins the report' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ReporterView })
  async join(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ReporterBody }) body: ReporterBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { reporter, replayed } = await this.reporters.join(actor, id, key, body);
    reply.header('location', `/v1/reports/${id}/reporters/${reporter.id}`).header('etag', `"${reporter.revision}"`);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return reporter;
  }

  @Patch(':reporterId')
  @ApiOperation({
    operationId: 'editReporter',
    summary: 'Change what is known of a reporter; name and contacts are replaced whole',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that was seen, in quotes' })
  @ApiOkResponse({ standardSchema: ReporterView })
  async edit(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('reporterId', { schema: Id }) reporterId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: ReporterPatch }) patch: z.infer<typeof ReporterPatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const reporter = await this.reporters.edit(actor, id, reporterId, seenRevision(ifMatch), patch);
    reply.header('etag', `"${reporter.revision}"`);
    return reporter;
  }

  @Post(':reporterId/reveal')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revealReporter',
    summary: 'Show name or contacts, for a reason, within the reading budget; every time is written down',
  })
  @ApiOkResponse({ standardSchema: RevealedView })
  async reveal(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('reporterId', { schema: Id }) reporterId: string,
    @Body({ schema: RevealBody }) body: z.infer<typeof RevealBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      return await this.reveals.reveal(actor, id, reporterId, body.fields, body.reason);
    } catch (error) {
      if (error instanceof BudgetExhausted) reply.header('retry-after', String(error.retryAfterSeconds));
      throw error;
    }
  }

  @Delete(':reporterId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'eraseReporter',
    summary: 'Remove a person from the report for good; a tombstone of ids, dates and the reason stays',
  })
  @ApiNoContentResponse()
  async erase(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('reporterId', { schema: Id }) reporterId: string,
    @Body({ schema: RemovalBody }) body: z.infer<typeof RemovalBody>,
  ) {
    await this.reporters.erase(actor, id, reporterId, body.reason);
  }
}
