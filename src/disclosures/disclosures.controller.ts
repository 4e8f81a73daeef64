import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  type ApiOperationOptions,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { noLegalEffect } from '../fate-claims/fate-words.js';
import { seenRevision } from '../if-match.js';
import { pageSize } from '../views.js';
import { DisclosureBody, DisclosurePatch, NoteBody, StepBody } from './disclosure-body.js';
import { DisclosureSteps } from './disclosure-steps.service.js';
import { DisclosurePage, DisclosureView, disclosureSummary, disclosureView } from './disclosure-view.js';
import { Disclosures } from './disclosures.service.js';

const Id = z.uuid();
const Page = z.strictObject(pageSize);
const SeenRevision = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the revision that was seen' });
/** One step of a disclosure: done once for each key, from the revision that was seen, and answered with what it is then. */
const DisclosureStep = (end: string, described: ApiOperationOptions) =>
  applyDecorators(
    Post(`disclosures/:id/${end}`),
    HttpCode(200),
    ApiOperation(described),
    ApiIdempotencyKey(),
    SeenRevision(),
    ApiOkResponse({ standardSchema: DisclosureView }),
  );
@ApiTags('Disclosures')
@ApiProblems()
@Controller('v1')
export class DisclosuresController {
  constructor(
    private readonly disclosures: Disclosures,
    private readonly steps: DisclosureSteps,
  ) {}

  @Get('cases/:id/disclosures')
  @ApiOperation({ operationId: 'listDisclosures', summary: 'What is planned to be told in a case, and what was' })
  @ApiOkResponse({ standardSchema: DisclosurePage })
  async list(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: Page }) page: z.infer<typeof Page>,
  ) {
    const { items, correctionsOf, next } = await this.disclosures.list(actor, id, page);
    const views = items.map((one) => disclosureSummary(one, correctionsOf.get(one.id) ?? []));
    return { items: views, next, legal_effect: noLegalEffect };
  }

  @Post('cases/:id/disclosures')
  @ApiOperation({
    operationId: 'planDisclosure',
    summary: 'Plan what one relative is told',
    description: 'Nothing is sent by it, now or later: people tell, in a call or face to face.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: DisclosureView })
  async plan(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: DisclosureBody }) body: DisclosureBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { id: disclosureId, replayed } = await this.disclosures.plan(actor, id, key, body);
    reply.header('location', `/v1/disclosures/${disclosureId}`);
    return this.answer(actor, disclosureId, reply, { replayed });
  }

  @Get('disclosures/:id')
  @ApiOperation({
    operationId: 'getDisclosure',
    summary: 'One disclosure with each guard, met or not, and where to mend it',
  })
  @ApiOkResponse({ standardSchema: DisclosureView })
  get(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(actor, id, reply);
  }

  @Patch('disclosures/:id')
  @ApiOperation({
    operationId: 'editDisclosure',
    summary: 'Change a plan; whoever changes it proposes it, and somebody else has to approve',
  })
  @SeenRevision()
  @ApiOkResponse({ standardSchema: DisclosureView })
  async edit(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: DisclosurePatch }) patch: DisclosurePatch,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.disclosures.edit(actor, id, seenRevision(ifMatch), patch);
    return this.answer(actor, id, reply);
  }

  @DisclosureStep('supervision', {
    operationId: 'superviseDisclosure',
    summary: 'Agree to a plan as the supervisor (special classes)',
  })
  async supervise(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: NoteBody }) { note }: NoteBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = { key, revision: seenRevision(ifMatch) };
    return this.answer(actor, id, reply, await this.steps.supervise(actor, id, seen, note));
  }

  @DisclosureStep('approval', {
    operationId: 'approveDisclosure',
    summary: 'Approve a plan as the second person',
    description: 'Refused with every guard that is not met. Never by whoever proposed it.',
  })
  async approve(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: NoteBody }) { note }: NoteBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = { key, revision: seenRevision(ifMatch) };
    return this.answer(actor, id, reply, await this.steps.approve(actor, id, seen, note));
  }

  @DisclosureStep('attempts', {
    operationId: 'attemptDisclosure',
    summary: 'Write down, before the call, that somebody is about to tell',
    description: 'Every guard is asked again: what does not hold any more blocks at once.',
  })
  async attempt(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: NoteBody }) { note }: NoteBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = { key, revision: seenRevision(ifMatch) };
    return this.answer(actor, id, reply, await this.steps.attempt(actor, id, seen, note));
  }

  @DisclosureStep('steps', {
    operationId: 'stepDisclosure',
    summary:
      'What came of it: delivered, declined, deferred, unreachable, followed up; or returned, dropped, transferred',
  })
  async step(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: StepBody }) body: StepBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = { key, revision: seenRevision(ifMatch) };
    return this.answer(actor, id, reply, await this.steps.take(actor, id, seen, body));
  }

  private async answer(actor: StaffActor, id: string, reply: FastifyReply, { replayed } = { replayed: false }) {
    const inFull = await this.disclosures.view(actor, id);
    reply.header('etag', `"${inFull.disclosure.revision}"`);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return disclosureView(inFull);
  }
}
