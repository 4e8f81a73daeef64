import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { CaseAssignment } from './case-assignment.service.js';
import { AssignmentBody, LinkBody, StepBody, UnlinkBody } from './case-bodies.js';
import { CaseHistory, HistoryItem } from './case-history.service.js';
import { CaseLinks } from './case-links.service.js';
import { CaseSteps } from './case-steps.service.js';
import { CaseSummary, CaseView } from './case-views.js';
import { CasesService } from './cases.service.js';
import { type HistorySource, historySources } from './history-sources.js';
import { caseStates } from './transitions.js';

const Filter = z.strictObject({
  ...pageSize,
  state: z.enum(caseStates).optional(),
  assigned_to: z
    .union([z.enum(['me', 'nobody']), z.uuid()])
    .optional()
    .describe('An account, "me" or "nobody"'),
  intake_flag: z
    .enum(['true', 'false'])
    .transform((asked) => asked === 'true')
    .optional()
    .describe('Those that came from one network with many others, or those that did not'),
});
const CasePage = z.object({ items: z.array(CaseSummary), next: z.string().nullable() }).meta({ id: 'CasePage' });
const HistoryFilter = z.strictObject({
  ...pageSize,
  of: z.enum(Object.keys(historySources) as HistorySource[]).optional(),
});
const HistoryPage = z
  .object({ items: z.array(HistoryItem), next: z.string().nullable() })
  .meta({ id: 'CaseHistoryPage' });
const Id = z.uuid();
const IfMatch = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the case that was seen' });

@ApiTags('Cases')
@ApiProblems()
@Controller('v1')
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly steps: CaseSteps,
    private readonly assignment: CaseAssignment,
    private readonly links: CaseLinks,
    private readonly history: CaseHistory,
  ) {}

  @Get('cases')
  @ApiOperation({ operationId: 'listCases', summary: 'Cases that the caller reaches, newest first' })
  @ApiOkResponse({ standardSchema: CasePage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.cases.list(actor, filter);
  }

  @Get('cases/:id')
  @ApiOperation({
    operationId: 'getCase',
    summary: 'One case: its state, its reports, its hold, and what may be done now',
  })
  @ApiOkResponse({ standardSchema: CaseView })
  async get(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.cases.view(actor, id));
  }

  @Get('reports/:id/case')
  @ApiOperation({ operationId: 'getCaseOfReport', summary: 'The case that a report belongs to now' })
  @ApiOkResponse({ standardSchema: CaseView })
  async ofReport(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.cases.ofReport(actor, id));
  }

  @Post('cases/:id/steps')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stepCase',
    summary: 'Move a case to its next state',
    description:
      'Reports of a paused, closed or withdrawn case are not compared; those of a held one are. Whatever lies in a side state goes back to what it was. A hold ' +
      'is lifted by a supervisor who did not set it. Nobody is told anything.',
  })
  @ApiIdempotencyKey()
  @IfMatch()
  @ApiOkResponse({ standardSchema: CaseView })
  async step(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: StepBody }) body: StepBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.steps.step(actor, key, id, seenRevision(ifMatch), body);
    return shown(reply, await this.cases.view(actor, id));
  }

  @Post('cases/:id/assignment')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'assignCase',
    summary: 'Give a case to somebody, take it, hand it over or give it back',
    description:
      'A supervisor gives it to any caseworker, who is let into its reports by that. A caseworker takes what is nobody’s, and hands over what is his to somebody ' +
      'who reaches it already.',
  })
  @ApiIdempotencyKey()
  @IfMatch()
  @ApiOkResponse({ standardSchema: CaseView })
  async assign(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: AssignmentBody }) body: AssignmentBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assignment.assign(actor, key, id, seenRevision(ifMatch), body);
    return shown(reply, await this.cases.view(actor, id));
  }

  @Post('cases/:id/reports')
  @ApiOperation({
    operationId: 'linkReport',
    summary: 'Link another relative’s report on the same person to this case',
    description:
      'Both cases must be open and reached by the caller. Nothing is merged: the report keeps its words, people and consents. Its own case stays behind, empty, ' +
      'closed as transferred, and is its own again when the link is taken back.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: CaseView })
  async link(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: LinkBody }) body: LinkBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.links.link(actor, key, id, body);
    return shown(reply, await this.cases.view(actor, id));
  }

  @Delete('cases/:id/reports/:reportId')
  @ApiOperation({ operationId: 'unlinkReport', summary: 'Take a link back: the report has its own case again, open' })
  @ApiOkResponse({ standardSchema: CaseView })
  async unlink(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('reportId', { schema: Id }) reportId: string,
    @Body({ schema: UnlinkBody }) { reason }: z.infer<typeof UnlinkBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.links.unlink(actor, id, reportId, reason);
    return shown(reply, await this.cases.view(actor, id));
  }

  @Get('cases/:id/history')
  @ApiOperation({
    operationId: 'listCaseHistory',
    summary: 'Everything that happened to a case and its reports, newest first',
    description: 'Of a suggestion that waits for a second opinion neither who proposed it nor why.',
  })
  @ApiOkResponse({ standardSchema: HistoryPage })
  listHistory(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: HistoryFilter }) filter: z.infer<typeof HistoryFilter>,
  ) {
    return this.history.list(actor, id, filter);
  }
}

function shown(reply: FastifyReply, view: CaseView): CaseView {
  reply.header('etag', `"${view.revision}"`);
  return view;
}
