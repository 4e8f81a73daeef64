import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { CONFIG, type Config } from '../config.js';
import { pageSize } from '../views.js';
import { rowOutcomes } from './import.entity.js';
import { ImportRowView, ImportView } from './import-view.js';
import { ImportsService } from './imports.service.js';
import { readParts } from './read-parts.js';

const Page = z.strictObject(pageSize);
const RowFilter = z.strictObject({ ...pageSize, outcome: z.enum(rowOutcomes).optional() });
const ImportPage = z.object({ items: z.array(ImportView), next: z.string().nullable() }).meta({ id: 'ImportPage' });
const RowPage = z.object({ items: z.array(ImportRowView), next: z.string().nullable() }).meta({ id: 'ImportRowPage' });
const Id = z.uuid();

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createImport',
    summary: 'Send a list of detention records (CSV in UTF-8)',
    description:
      'Send the part `source` (JSON, see SourceBody) before the part `file`. The rows are stored in the background.',
  })
  @ApiIdempotencyKey()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['source', 'file'],
      properties: {
        source: {
          type: 'string',
          description: 'JSON: document_type, title, issuer, document_number, document_date, original_or_copy, custody',
        },
        file: { type: 'string', format: 'binary' },
      },
    },
  })
  @ApiAcceptedResponse({ standardSchema: ImportView })
  async create(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { source, file } = await readParts(request, this.config.uploadLimitBytes);
    const result = await this.imports.upload(actor, key, source, file);
    reply.code(result.created ? 202 : 200).header('location', `/v1/imports/${result.import.id}`);
    return result.import;
  }

  @Get()
  @ApiOperation({ operationId: 'listImports', summary: 'Imports, newest first' })
  @ApiOkResponse({ standardSchema: ImportPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.imports.list(actor, page);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getImport', summary: 'How far an import is' })
  @ApiOkResponse({ standardSchema: ImportView })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string) {
    return this.imports.view(actor, id);
  }

  @Get(':id/rows')
  @ApiOperation({ operationId: 'listImportRows', summary: 'What became of each row' })
  @ApiOkResponse({ standardSchema: RowPage })
  rows(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: RowFilter }) filter: z.infer<typeof RowFilter>,
  ) {
    return this.imports.rows(actor, id, filter);
  }
}
