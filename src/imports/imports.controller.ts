import type { MultipartFile } from '@fastify/multipart';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { validationProblem } from '../problem-filter.js';
import { pageSize } from '../views.js';
import { rowOutcomes } from './import.entity.js';
import { ImportRowView, ImportView } from './import-view.js';
import { ImportsService } from './imports.service.js';
import { SourceBody } from './source-body.js';

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
    const { source, file } = await this.readParts(request);
    const result = await this.imports.upload(actor, key, source, {
      name: file.filename.slice(0, 255),
      mediaType: file.mimetype.slice(0, 100),
      bytes: whole(file.file),
    });
    reply.code(result.created ? 202 : 200).header('location', `/v1/imports/${result.import.id}`);
    return result.import;
  }

  /** The file is read as a stream, so the part that says what it is must come first. */
  private async readParts(request: FastifyRequest): Promise<{ source: SourceBody; file: MultipartFile }> {
    if (!request.isMultipart()) {
      throw new Problem('request.media_type', 'Send multipart/form-data with the parts source and file.');
    }
    const limit = this.config.uploadLimitBytes;
    if (Number(request.headers['content-length'] ?? 0) > limit + 65_536) throw new Problem('request.too_large');
    const file = await request.file({ limits: { fileSize: limit, files: 1, fields: 4 } });
    if (!file) throw new Problem('import.no_file');
    const { source, ...others } = file.fields;
    const unknown = Object.keys(others).find((name) => name !== file.fieldname);
    if (unknown) {
      throw new Problem('request.unknown_field', undefined, [
        { pointer: `/${unknown}`, code: 'field.unknown', message: 'This part is not known here.' },
      ]);
    }
    if (!source || Array.isArray(source) || source.type !== 'field') {
      throw new Problem('import.no_source', 'The part source must come before the part file, once.');
    }
    return { source: readSource(String(source.value)), file };
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

/** The parser ends a file that is over the limit as if it were whole; here that is an error, and nothing of it is kept. */
async function* whole(file: MultipartFile['file']): AsyncGenerator<Buffer> {
  yield* file;
  if (file.truncated) throw new Problem('request.too_large');
}

function readSource(text: string): SourceBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('request.not_json', 'The part source is not JSON.');
  }
  const parsed = SourceBody.safeParse(value);
  if (!parsed.success)
    throw validationProblem(parsed.error.issues.map((issue) => ({ ...issue, path: ['source', ...issue.path] })));
  return parsed.data;
}
