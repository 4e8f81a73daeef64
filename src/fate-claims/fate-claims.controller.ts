import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { FateClaimBody, FateClaimList, FateClaimView, FateReviewBody, fateClaimView } from './fate-claim-view.js';
import { FateClaims } from './fate-claims.service.js';
import { noLegalEffect } from './fate-words.js';

const Id = z.uuid();

@ApiTags('Fate claims')
@ApiProblems()
@Controller('v1')
export class FateClaimsController {
  constructor(private readonly claims: FateClaims) {}

  @Get('cases/:id/fate-claims')
  @ApiOperation({
    operationId: 'listFateClaims',
    summary: 'What people assess became of the sought person, newest first, and what each claim counts as now',
  })
  @ApiOkResponse({ standardSchema: FateClaimList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: (await this.claims.list(actor, id)).map(fateClaimView), legal_effect: noLegalEffect };
  }

  @Post('cases/:id/fate-claims')
  @ApiOperation({
    operationId: 'claimFate',
    summary: 'Add a claim about what became of the sought person',
    description:
      'Claims are never changed: a newer one may replace an older one. It tells nobody anything and changes neither the case nor its reports.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: FateClaimView })
  async add(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: FateClaimBody }) body: FateClaimBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { claim, replayed } = await this.claims.add(actor, id, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return fateClaimView(claim);
  }

  @Post('fate-claims/:id/reviews')
  @ApiOperation({
    operationId: 'reviewFate',
    summary: 'Say as a second person whether a claim holds',
    description:
      'Never by whoever made the claim. One disagreement is enough for it to count as no more than documented.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: FateClaimView })
  async review(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: FateReviewBody }) body: FateReviewBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { claim, replayed } = await this.claims.review(actor, id, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return fateClaimView(claim);
  }
}
