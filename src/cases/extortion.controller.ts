import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { Extortion, ExtortionBody, ExtortionView, ReviewBody } from './extortion.service.js';

const ExtortionList = z.object({ items: z.array(ExtortionView) }).meta({ id: 'ExtortionReportList' });
const Id = z.uuid();

@ApiTags('Cases')
@ApiProblems()
@Controller('v1/cases/:id/extortion-reports')
export class ExtortionController {
  constructor(private readonly extortion: Extortion) {}

  @Get()
  @ApiOperation({
    operationId: 'listExtortionReports',
    summary:
      'What was reported of extortion: to supervisors and disclosure leads all, to others what they wrote themselves',
  })
  @ApiOkResponse({ standardSchema: ExtortionList })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: await this.extortion.list(actor, id) };
  }

  @Post()
  @ApiOperation({
    operationId: 'reportExtortion',
    summary: 'Write down that somebody asks the family for something in exchange for news',
    description:
      'Holds the case at once, hides its contacts from everybody but supervisors and disclosure leads until a second person reviewed it, and rings for the ' +
      'supervisors.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ExtortionView })
  file(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ExtortionBody }) body: ExtortionBody,
  ) {
    return this.extortion.file(actor, key, id, body);
  }

  @Post(':extortionId/reviews')
  @ApiOperation({
    operationId: 'reviewExtortion',
    summary: 'Say whether the contacts are safe, as somebody who did not report it',
    description: 'Needs a fresh proof of identity. The hold stands until a supervisor lifts it.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: ExtortionView })
  review(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Param('extortionId', { schema: Id }) extortionId: string,
    @Body({ schema: ReviewBody }) body: ReviewBody,
  ) {
    return this.extortion.review(actor, key, id, extortionId, body);
  }
}
