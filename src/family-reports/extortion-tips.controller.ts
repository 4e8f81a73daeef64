import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { caseworkParagraph } from '../bank-data.js';
import { pageSize } from '../views.js';
import { ExtortionTips, extortionTipExample, TipView } from './extortion-tips.service.js';

const Filter = z.strictObject({
  ...pageSize,
  handled: z
    .enum(['true', 'false'])
    .transform((asked) => asked === 'true')
    .optional(),
});
const TipPage = z.object({ items: z.array(TipView), next: z.string().nullable() }).meta({
  id: 'ExtortionTipPage',
  examples: [{ items: [extortionTipExample], next: null }],
});
const HandledBody = z.strictObject({ note: caseworkParagraph(2000).describe('What was done about it') }).meta({
  id: 'HandledExtortionTip',
  examples: [{ note: 'Warned the families of the town through their committee.' }],
});
const Id = z.uuid();

@ApiTags('Cases')
@ApiProblems()
@Controller('v1/extortion-tips')
export class ExtortionTipsController {
  constructor(private readonly tips: ExtortionTips) {}

  @Get()
  @ApiOperation({
    operationId: 'listExtortionTips',
    summary: 'What people without a report told of extortion, newest first',
  })
  @ApiOkResponse({ standardSchema: TipPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.tips.list(actor, filter);
  }

  @Post(':id/handled')
  @HttpCode(200)
  @ApiOperation({ operationId: 'handleExtortionTip', summary: 'Say what was done about it' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: TipView })
  handle(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: HandledBody }) body: z.infer<typeof HandledBody>,
  ) {
    return this.tips.handle(actor, key, id, body);
  }
}
