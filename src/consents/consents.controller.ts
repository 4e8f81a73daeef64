import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { languageCode, line } from '../request-text.js';
import { type Consent, consentGivers, consentPurposes, withdrawalReasons } from './consent.entity.js';
import { ConsentsService } from './consents.service.js';

const Id = z.uuid();
const ConsentAnswer = z
  .strictObject({
    reporter_id: z.uuid().describe('Who answers: a reporter of this report'),
    purpose: z.enum(consentPurposes),
    granted: z.boolean(),
    form_version: line(40).describe('The form that was read out or signed'),
    language: languageCode.describe('ISO 639 code of the language of that form'),
    given_by: z.enum(consentGivers).default('reporter'),
    given_on: z.iso.date().optional().describe('When it was answered before today: the day on the form'),
  })
  .meta({ id: 'ConsentAnswer' });
const Withdrawal = z.strictObject({ reason: z.enum(withdrawalReasons) }).meta({ id: 'ConsentWithdrawal' });
const ConsentView = z
  .object({
    id: z.uuid(),
    reporter_id: z.uuid(),
    purpose: z.enum(consentPurposes),
    granted: z.boolean(),
    form_version: z.string(),
    language: z.string(),
    given_by: z.enum(consentGivers),
    given_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    withdrawn_at: z.iso.datetime().nullable(),
    withdrawn_reason: z.string().nullable(),
    standing: z
      .enum(['live', 'refused', 'withdrawn', 'expired', 'before_withdrawal'])
      .describe('before_withdrawal: the same person withdrew the same report after this answer was given'),
  })
  .meta({ id: 'Consent' });
const ConsentList = z.object({ items: z.array(ConsentView) }).meta({ id: 'ConsentList' });

function standingOf(consent: Consent): z.infer<typeof ConsentView>['standing'] {
  if (consent.withdrawnAt) return 'withdrawn';
  if (!consent.granted) return 'refused';
  if (consent.suppressedBy) return 'before_withdrawal';
  return consent.expiresAt && consent.expiresAt <= new Date() ? 'expired' : 'live';
}

const view = (consent: Consent): z.infer<typeof ConsentView> => ({
  id: consent.id,
  reporter_id: consent.reporterId,
  purpose: consent.purpose,
  granted: consent.granted,
  form_version: consent.formVersion,
  language: consent.language,
  given_by: consent.givenBy,
  given_at: consent.givenAt.toISOString(),
  expires_at: consent.expiresAt?.toISOString() ?? null,
  withdrawn_at: consent.withdrawnAt?.toISOString() ?? null,
  withdrawn_reason: consent.withdrawnReason,
  standing: standingOf(consent),
});

@ApiTags('Consents')
@ApiProblems()
@Controller('v1/reports/:id/consents')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Get()
  @ApiOperation({ operationId: 'listConsents', summary: 'What each reporter answered, and what of it still holds' })
  @ApiOkResponse({ standardSchema: ConsentList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: (await this.consents.list(actor, id)).map(view) };
  }

  @Post()
  @ApiOperation({
    operationId: 'answerConsent',
    summary: 'Write down what a reporter answers',
    description: 'The earlier answer of the same person about the same purpose ends. A "no" takes effect at once.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ConsentView })
  async answer(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ConsentAnswer }) body: z.infer<typeof ConsentAnswer>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { consent, replayed } = await this.consents.answer(actor, id, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return view(consent);
  }

  @Post(':consentId/withdrawal')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawConsent',
    summary: 'Take a consent back',
    description:
      'In the same transaction the report is no longer found, and its suggestions are suppressed. What other relatives allow stands.',
  })
  @ApiOkResponse({ standardSchema: ConsentView })
  async withdraw(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('consentId', { schema: Id }) consentId: string,
    @Body({ schema: Withdrawal }) body: z.infer<typeof Withdrawal>,
  ) {
    return view(await this.consents.withdraw(actor, id, consentId, body.reason));
  }
}
