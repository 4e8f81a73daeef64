import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor, CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { paragraph } from '../request-text.js';
import { pageSize } from '../views.js';
import { DecisionsService } from './decisions.service.js';
import { BandView, SuggestionDetail, SuggestionSummary } from './suggestion-view.js';
import { SuggestionsService } from './suggestions.service.js';
import { decisionActions, rejectionReasons, suggestionStates } from './transitions.js';

const Filter = z.strictObject({
  ...pageSize,
  band: BandView.optional(),
  state: z.enum(suggestionStates).optional(),
  report_id: z.uuid().optional(),
});
const SuggestionPage = z
  .object({ items: z.array(SuggestionSummary), next: z.string().nullable() })
  .meta({ id: 'SuggestionPage' });
const DecisionBody = z
  .strictObject({
    action: z.enum(decisionActions),
    seen_revision: z.int().min(1).describe('The revision that was on the screen; an older one is refused'),
    reason: z.enum(rejectionReasons).optional().describe('Needed to reject'),
    evidence: paragraph(4000).optional().describe('Needed to propose'),
    note: paragraph(4000).optional().describe('Needed to return'),
  })
  .meta({ id: 'Decision' });
const Id = z.uuid();

/** Arabic where it is asked for before English. */
export function localeOf(acceptLanguage: string | undefined): 'ar' | 'en' {
  const first = (acceptLanguage ?? '').split(',').find((tag) => /^\s*(ar|en)\b/i.test(tag));
  return first?.trim().toLowerCase().startsWith('ar') ? 'ar' : 'en';
}

@ApiTags('Suggestions')
@ApiProblems()
@Controller('v1/suggestions')
export class SuggestionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly decisions: DecisionsService,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listSuggestions', summary: 'Suggestions, heaviest first' })
  @ApiOkResponse({ standardSchema: SuggestionPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.suggestions.list(actor, filter);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getSuggestion',
    summary: 'One suggestion with everything that speaks for and against it',
  })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'ar or en: the language of the sentences' })
  @ApiOkResponse({ standardSchema: SuggestionDetail })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const locale = localeOf(acceptLanguage);
    reply.header('content-language', locale);
    return this.suggestions.detail(actor, id, locale);
  }

  @Post(':id/decisions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decide',
    summary: 'Propose, confirm as a second person, reject with a reason, or return',
    description: 'Confirming links two records. It tells nobody anything.',
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
}
