import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { DecisionsService } from './decisions.service.js';
import { OpinionsService } from './opinions.service.js';
import { SuggestionSummary } from './suggestion-view.js';
import { SuggestionsService } from './suggestions.service.js';
import { decisionActions, opinions, rejectionReasons } from './transitions.js';

const seen_revision = z.int().min(1).describe('The revision that was on the screen; an older one is refused');
const reasons = z
  .array(z.enum(rejectionReasons))
  .max(rejectionReasons.length)
  .refine((codes) => new Set(codes).size === codes.length, 'Name each reason once.')
  .optional();

const DecisionBody = z
  .strictObject({
    action: z.enum(decisionActions),
    seen_revision,
    reasons: reasons.describe('At least one to reject'),
    evidence: caseworkParagraph(4000).optional().describe('Needed to propose'),
    note: caseworkParagraph(4000)
      .optional()
      .describe('Needed to return, to wait for information, to revoke and to reopen'),
  })
  .meta({ id: 'Decision' });
const OpinionBody = z
  .strictObject({
    opinion: z.enum(opinions),
    seen_revision,
    reasons: reasons.describe('At least one for not_same'),
    note: caseworkParagraph(4000).optional(),
  })
  .meta({ id: 'Opinion' });
const UndoBody = z.strictObject({ seen_revision }).meta({ id: 'Undo' });
const Id = z.uuid();

@ApiTags('Suggestions')
@ApiProblems()
@Controller('v1/suggestions/:id')
export class DecisionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly decisions: DecisionsService,
    private readonly opinions: OpinionsService,
  ) {}

  @Post('decisions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decide',
    summary:
      'Propose, wait for information, reject with reasons; confirm as a second person or return; revoke or reopen',
    description:
      'Confirming links two records. It tells nobody anything. Whoever did not propose gives an opinion first.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: SuggestionSummary })
  async decide(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DecisionBody }) decision: z.infer<typeof DecisionBody>,
  ) {
    await this.decisions.decide(actor, key, id, decision);
    return this.suggestions.summary(actor, id);
  }

  @Post('opinions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'giveOpinion',
    summary: 'Say what you think of somebody else’s proposal, before you learn who made it and why',
    description:
      'Once for each person and proposal, and never changed. It decides nothing; to confirm it has to be `same`.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: SuggestionSummary })
  async giveOpinion(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OpinionBody }) opinion: z.infer<typeof OpinionBody>,
  ) {
    await this.opinions.give(actor, key, id, opinion);
    return this.suggestions.summary(actor, id);
  }

  @Post('undo')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'undoDecision',
    summary: 'Take back what you decided last, within 30 seconds, as long as nothing happened since',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: SuggestionSummary })
  async undo(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UndoBody }) body: z.infer<typeof UndoBody>,
  ) {
    await this.decisions.undo(actor, key, id, body.seen_revision);
    return this.suggestions.summary(actor, id);
  }
}
