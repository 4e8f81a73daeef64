import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { ReportBody, ReportContent, ReportPatch } from './report-body.js';
import { ReportSummary, ReportView } from './report-view.js';
import { ReportsService } from './reports.service.js';

const Page = z.strictObject(pageSize);
const ReportPage = z.object({ items: z.array(ReportSummary), next: z.string().nullable() }).meta({ id: 'ReportPage' });
const Revisions = z
  .object({
    items: z.array(z.object({ revision: z.int(), changed_at: z.iso.datetime(), content: ReportContent })),
  })
  .meta({ id: 'ReportRevisions' });
const Id = z.uuid();

@ApiTags('Reports')
@ApiProblems()
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Post()
  @ApiOperation({ operationId: 'fileReport', summary: 'File a disappearance report' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ReportView })
  async file(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ReportBody }) body: ReportBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { report, replayed } = await this.reports.file(actor, key, body);
    reply.header('location', `/v1/reports/${report.id}`).header('etag', `"${report.revision}"`);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return report;
  }

  @Get()
  @ApiOperation({ operationId: 'listReports', summary: 'Reports, newest first' })
  @ApiOkResponse({ standardSchema: ReportPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.reports.list(actor, page);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getReport', summary: 'One report' })
  @ApiOkResponse({ standardSchema: ReportView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const report = await this.reports.view(actor, id);
    reply.header('etag', `"${report.revision}"`);
    return report;
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'editReport', summary: 'Change a report; what was told before is kept' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the revision that was seen' })
  @ApiOkResponse({ standardSchema: ReportView })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: ReportPatch }) patch: z.infer<typeof ReportPatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const report = await this.reports.edit(actor, id, seenRevision(ifMatch), patch);
    reply.header('etag', `"${report.revision}"`);
    return report;
  }

  @Get(':id/revisions')
  @ApiOperation({ operationId: 'listReportRevisions', summary: 'What was told, word for word, at every revision' })
  @ApiOkResponse({ standardSchema: Revisions })
  async revisions(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string) {
    const revisions = await this.reports.revisions(actor, id);
    return {
      items: revisions.map((revision) => ({
        revision: revision.revision,
        changed_at: revision.changedAt.toISOString(),
        content: revision.content,
      })),
    };
  }
}
