import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { FacetsView } from './facets.js';
import { FacetsService } from './facets.service.js';
import { PassesService } from './passes.service.js';
import { queueFilter } from './queue-filter.js';

const Facets = z.strictObject(queueFilter);
const PassBody = z
  .strictObject({
    ids: z
      .array(z.uuid())
      .min(1)
      .max(50)
      .refine((ids) => new Set(ids).size === ids.length, 'Name each one once.')
      .describe('Suggestions that the caller holds'),
    to: z
      .uuid()
      .optional()
      .describe('A caseworker or supervisor of the organisation who reaches all of them; left out: back to the queue'),
    reason: caseworkParagraph(1000).describe('Whoever takes it over reads it, a second reader after his own opinion'),
  })
  .meta({ id: 'SuggestionPass' });
const Passed = z.object({ ids: z.array(z.uuid()) }).meta({ id: 'PassedSuggestions' });

@ApiTags('Suggestions')
@ApiProblems()
@Controller('v1/suggestions')
export class QueueController {
  constructor(
    private readonly facets: FacetsService,
    private readonly passes: PassesService,
  ) {}

  @Get('facets')
  @ApiOperation({
    operationId: 'countSuggestions',
    summary: 'How many suggestions wait, by what they can be narrowed down to',
  })
  @ApiOkResponse({ standardSchema: FacetsView })
  count(@CurrentStaff() actor: StaffActor, @Query({ schema: Facets }) filter: z.infer<typeof Facets>) {
    return this.facets.count(actor, filter);
  }

  @Post('passes')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'passSuggestions',
    summary: 'Pass on what you hold, to a colleague or back to the queue, with a reason',
    description: 'All of them or none. It decides nothing: there is no way to decide about several at once.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: Passed })
  async pass(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: PassBody }) body: z.infer<typeof PassBody>,
  ) {
    await this.passes.pass(actor, key, body);
    return { ids: body.ids };
  }
}
