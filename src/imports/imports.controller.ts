import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { rowOutcomes } from './import.entity.js';
import { ImportBody } from './import-body.js';
import { importStates } from './import-states.js';
import { ImportView } from './import-view.js';
import { ImportsService } from './imports.service.js';
import { ChoicesBody } from './inspection-view.js';
import { Mapping } from './mapping/mapping.js';
import { ImportRowView, rowPlans } from './row-view.js';
import { ImportSettings } from './settings/import-settings.js';
import { MappingPreview, PreviewMapping } from './settings/mapping-preview.js';
import { BeginImport } from './upload/begin-import.js';

const ImportFilter = z.strictObject({
  ...pageSize,
  list_id: z.uuid().optional(),
  state: z.enum(importStates).optional(),
});
const RowFilter = z.strictObject({
  ...pageSize,
  plan: z.enum(rowPlans).optional(),
  outcome: z.enum(rowOutcomes).optional(),
  code: z
    .string()
    .max(100)
    .regex(/^[a-z_]+\.[a-z0-9_]+$/)
    .optional(),
});
const ImportPage = z.object({ items: z.array(ImportView), next: z.string().nullable() }).meta({ id: 'ImportPage' });
const RowPage = z.object({ items: z.array(ImportRowView), next: z.string().nullable() }).meta({ id: 'ImportRowPage' });
const Id = z.uuid();
const ApiSeen = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the revision that was seen' });

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly beginning: BeginImport,
    private readonly settings: ImportSettings,
    private readonly previews: PreviewMapping,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createImport',
    summary: 'Begin to hand in a list',
    description:
      'CSV, TSV, XLSX, JSON Lines or PFIF. Says what the file is; its bytes are sent to /v1/imports/{id}/file. Then the file is inspected, its ' +
      'columns are mapped, it is checked, and only when somebody says so are its rows stored.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ImportView })
  async create(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ImportBody }) body: ImportBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { id, replayed } = await this.beginning.begin(actor, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/v1/imports/${id}`);
    return tagged(reply, await this.imports.view(actor, id));
  }

  @Get()
  @ApiOperation({ operationId: 'listImports', summary: 'Imports, newest first' })
  @ApiOkResponse({ standardSchema: ImportPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: ImportFilter }) filter: z.infer<typeof ImportFilter>) {
    return this.imports.list(actor, filter);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getImport', summary: 'What was understood of a file, and how far it is' })
  @ApiOkResponse({ standardSchema: ImportView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.imports.view(actor, id));
  }

  @Put(':id/choices')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'chooseImportReading',
    summary: 'Say how the file is to be read; it is inspected again',
    description: 'What is left out is guessed. A mapping and a check that there were are out of date.',
  })
  @ApiSeen()
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: ChoicesBody }) body: ChoicesBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.settings.choose(actor, id, seenRevision(ifMatch), body));
  }

  @Put(':id/mapping')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'mapImportColumns',
    summary: 'Say what the columns mean; the whole file is checked',
    description: 'Every column of the file is named, in any order. Nothing is stored as a record by the check.',
  })
  @ApiSeen()
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async map(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: Mapping }) mapping: Mapping,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.settings.map(actor, id, seenRevision(ifMatch), mapping));
  }

  @Post(':id/mapping/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewImportMapping', summary: 'The first rows as a mapping would read them' })
  @ApiOkResponse({ standardSchema: MappingPreview })
  preview(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Mapping }) mapping: Mapping,
  ) {
    return this.previews.preview(actor, id, mapping);
  }

  @Get(':id/rows')
  @ApiOperation({ operationId: 'listImportRows', summary: 'What was understood of each row, and what became of it' })
  @ApiOkResponse({ standardSchema: RowPage })
  rows(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: RowFilter }) filter: z.infer<typeof RowFilter>,
  ) {
    return this.imports.rows(actor, id, filter);
  }
}

function tagged(reply: FastifyReply, view: ImportView): ImportView {
  reply.header('etag', `"${view.revision}"`);
  return view;
}
