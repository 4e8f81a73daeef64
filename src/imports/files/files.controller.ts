import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { pageSize } from '../../views.js';
import { listKinds } from '../mapping/import-fields.js';
import { templateLanguages } from '../templates/field-words.js';
import { template, templateFormats } from '../templates/template.js';
import { annotatedFormats, type GivenFile, GivenFiles } from './given-file.js';
import { GoneRows, GoneRowView } from './gone-rows.js';

const Id = z.uuid();
const Format = z.strictObject({ format: z.enum(annotatedFormats).optional() });
const Page = z.strictObject(pageSize);
const GonePage = z.object({ items: z.array(GoneRowView), next: z.string().nullable() }).meta({ id: 'GoneRowPage' });
const Language = z.strictObject({ language: z.enum(templateLanguages).default('en') });
const Kind = z.enum(listKinds);
const TemplateFormat = z.enum(templateFormats);
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const file = { schema: { type: 'string' as const, format: 'binary' } };

@ApiTags('Imports')
@ApiProblems()
@Controller('v1')
export class ImportFilesController {
  constructor(
    private readonly files: GivenFiles,
    private readonly goneRows: GoneRows,
  ) {}

  @Get('imports/:id/errors.csv')
  @ApiOperation({
    operationId: 'getImportErrors',
    summary: 'Every problem of a file: row, column, value, code, message',
    description: 'UTF-8 with a byte order mark. A cell that a spreadsheet would run has an apostrophe in front.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse(file)
  async errors(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    give(reply, await this.files.errors(actor, id));
  }

  @Get('imports/:id/annotated')
  @ApiOperation({
    operationId: 'getAnnotatedImport',
    summary: 'The rows of a file with two more columns: what became of each, and what is wrong with it',
    description: 'A workbook comes back as one, everything else as CSV. It may be mended and sent again as it is.',
  })
  @ApiProduces('text/csv', xlsx)
  @ApiOkResponse(file)
  async annotated(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: Format }) { format }: z.infer<typeof Format>,
    @Res() reply: FastifyReply,
  ) {
    give(reply, await this.files.annotated(actor, id, format));
  }

  @Get('imports/:id/gone')
  @ApiOperation({
    operationId: 'listGoneRows',
    summary: 'Rows of the newest version of the list that this file does not have: a question, never a deletion',
  })
  @ApiOkResponse({ standardSchema: GonePage })
  gone(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: Page }) page: z.infer<typeof Page>,
  ) {
    return this.goneRows.list(actor, id, page);
  }

  @Get('import-templates/:kind/:format')
  @ApiOperation({
    operationId: 'getImportTemplate',
    summary: 'An empty list with a column for everything that is understood',
  })
  @ApiProduces('text/csv', xlsx)
  @ApiOkResponse(file)
  template(
    @Param('kind', { schema: Kind }) kind: z.infer<typeof Kind>,
    @Param('format', { schema: TemplateFormat }) format: z.infer<typeof TemplateFormat>,
    @Query({ schema: Language }) { language }: z.infer<typeof Language>,
    @Res() reply: FastifyReply,
  ) {
    give(reply, template(kind, format, language));
  }
}

function give(reply: FastifyReply, { fileName, mediaType, bytes }: GivenFile): void {
  reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(bytes);
}
