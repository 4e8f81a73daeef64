import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { contestStates } from './contest-transitions.js';
import { ContestBody, ContestView, DecisionBody, IdentityBody, ReopenBody } from './contest-views.js';
import { Contests } from './contests.service.js';

const Filter = z.strictObject({
  ...pageSize,
  state: z.enum(contestStates).optional(),
  case_id: z.uuid().optional(),
  detention_record_id: z.uuid().optional(),
});
const ContestPage = z.object({ items: z.array(ContestView), next: z.string().nullable() }).meta({ id: 'ContestPage' });
const Id = z.uuid();
const IfMatch = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the contest that was seen' });

@ApiTags('Contests')
@ApiProblems()
@Controller('v1/contests')
export class ContestsController {
  constructor(private readonly contests: Contests) {}

  @Get()
  @ApiOperation({ operationId: 'listContests', summary: 'What is contested, newest first' })
  @ApiOkResponse({ standardSchema: ContestPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.contests.list(actor, filter);
  }

  @Post()
  @ApiOperation({
    operationId: 'takeDownContest',
    summary: 'Take down that somebody says "this is me" or "this is false" of a detention record or a case',
    description:
      'From then on no suggestion of it is proposed or confirmed and nothing is told on its ground, until one person checked who says so and a second one decided. ' +
      'Nothing is deleted.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ContestView })
  async takeDown(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ContestBody }) body: ContestBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await this.contests.takeDown(actor, key, body);
    reply.header('location', `/v1/contests/${view.id}`);
    return shown(reply, view);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getContest', summary: 'One contest, with everything that was done about it' })
  @ApiOkResponse({ standardSchema: ContestView })
  async get(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.contests.view(actor, id));
  }

  @Post(':id/identity-check')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'checkIdentity',
    summary: 'Say whether whoever contests is the person, or entitled to speak for him',
  })
  @ApiIdempotencyKey()
  @IfMatch()
  @ApiOkResponse({ standardSchema: ContestView })
  async check(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: IdentityBody }) body: z.infer<typeof IdentityBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const step = { action: 'check_identity', ...body } as const;
    return shown(reply, await this.contests.step(actor, key, id, seenRevision(ifMatch), step));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decideContest',
    summary: 'Uphold or refuse, as somebody who did not check the identity',
    description: 'What is upheld stays frozen. What is not may be decided upon again.',
  })
  @ApiIdempotencyKey()
  @IfMatch()
  @ApiOkResponse({ standardSchema: ContestView })
  async decide(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: DecisionBody }) { decision, note }: z.infer<typeof DecisionBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const step = { action: decision, note };
    return shown(reply, await this.contests.step(actor, key, id, seenRevision(ifMatch), step));
  }

  @Post(':id/reopening')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reopenContest',
    summary: 'Begin anew with a contest that was decided; it freezes again',
  })
  @ApiIdempotencyKey()
  @IfMatch()
  @ApiOkResponse({ standardSchema: ContestView })
  async reopen(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: ReopenBody }) { note }: z.infer<typeof ReopenBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown(reply, await this.contests.step(actor, key, id, seenRevision(ifMatch), { action: 'reopen', note }));
  }
}

function shown(reply: FastifyReply, view: ContestView): ContestView {
  reply.header('etag', `"${view.revision}"`);
  return view;
}
