import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor, CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';
import { type ExplanationLocale, explanationLocales } from '../matching/index.js';
import { pageSize } from '../views.js';
import { ClaimsService } from './claims.service.js';
import { queueFilter } from './queue-filter.js';
import { BandView, SuggestionDetail, SuggestionSummary } from './suggestion-view.js';
import { SuggestionsService } from './suggestions.service.js';

const Filter = z.strictObject({ ...pageSize, ...queueFilter });
const SuggestionPage = z
  .object({ items: z.array(SuggestionSummary), next: z.string().nullable() })
  .meta({ id: 'SuggestionPage' });
const NextBody = z
  .strictObject({
    band: BandView.optional(),
    report_id: z.uuid().optional(),
    except: z
      .array(z.uuid())
      .max(50)
      .default([])
      .describe('Not these: the one on the screen, and those that were passed over'),
  })
  .meta({ id: 'NextSuggestion' });
const TakenSuggestion = z
  .object({ suggestion: SuggestionSummary.nullable().describe('Null: nothing waits') })
  .meta({ id: 'TakenSuggestion' });
const Id = z.uuid();

/** The first language asked for that there are sentences in, else English. */
export function localeOf(acceptLanguage: string | undefined): ExplanationLocale {
  for (const tag of (acceptLanguage ?? '').split(',')) {
    const language = tag.trim().toLowerCase().split(/[-;]/)[0];
    const known = explanationLocales.find((locale) => locale === language);
    if (known) return known;
  }
  return 'en';
}

@ApiTags('Suggestions')
@ApiProblems()
@Controller('v1/suggestions')
export class SuggestionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly claims: ClaimsService,
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
  @ApiHeader({
    name: 'Accept-Language',
    required: false,
    description: `${explanationLocales.join(', ')}: the language of the sentences`,
  })
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

  @Post('next')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'takeNextSuggestion',
    summary:
      'Take what waits: what one has taken already, then what needs a second look, then children, then the oldest',
    description:
      'Asked again without having decided, it answers the same. Held for 15 minutes from the last sign of work.',
  })
  @ApiOkResponse({ standardSchema: TakenSuggestion })
  async next(@CurrentStaff() actor: StaffActor, @Body({ schema: NextBody }) filter: z.infer<typeof NextBody>) {
    const id = await this.claims.next(actor, filter);
    return { suggestion: id === null ? null : await this.suggestions.summary(actor, id) };
  }

  @Post(':id/claim')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'claimSuggestion',
    summary: 'Take a suggestion, or go on with it, for 15 minutes; doing it twice is the same as once',
    description: '409 suggestion.claimed says who has it and until when.',
  })
  @ApiOkResponse({ standardSchema: SuggestionSummary })
  async claim(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    await this.claims.claim(actor, id);
    return this.suggestions.summary(actor, id);
  }

  @Delete(':id/claim')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'releaseSuggestion',
    summary: 'Let a suggestion go; what somebody else holds stays his',
  })
  @ApiNoContentResponse()
  async release(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    await this.claims.release(actor, id);
  }
}
