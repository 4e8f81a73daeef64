import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { ReceiptsService } from './receipts.service.js';

const Id = z.uuid();
const NewReceipt = z
  .strictObject({
    reporter_id: z
      .uuid()
      .describe('Whose receipt it is. It shows what this person told, and ends when the person is removed.'),
  })
  .meta({ id: 'NewReceipt' });
const IssuedReceipt = z
  .object({ id: z.uuid(), request_number: z.string(), secret: z.string() })
  .meta({ id: 'IssuedReceipt', description: 'The secret is shown this once: 25 digits in groups of five.' });
const IssuedBefore = z.object({ id: z.uuid(), request_number: z.string() }).meta({ id: 'ReceiptIssuedBefore' });
const Receipt = z
  .object({
    id: z.uuid(),
    request_number: z.string(),
    reporter_id: z.uuid(),
    issued_by: z.uuid().nullable().describe('The account that gave it out; null: the family got it by filing'),
    issued_at: z.iso.datetime(),
    last_used_on: z.iso.date().nullable(),
    locked: z.boolean(),
    revoked_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Receipt' });
const Receipts = z.object({ items: z.array(Receipt) }).meta({ id: 'Receipts' });

@ApiTags('Receipts')
@ApiProblems()
@Controller('v1/reports/:id/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Post()
  @ApiOperation({ operationId: 'issueReceipt', summary: 'Give a family a number and a secret for its report' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: IssuedReceipt })
  @ApiOkResponse({
    standardSchema: IssuedBefore,
    description: 'The key was used before: the secret is not shown again',
  })
  async issue(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewReceipt }) body: z.infer<typeof NewReceipt>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const issued = await this.receipts.issue(actor, key, id, body.reporter_id);
    const known = { id: issued.id, request_number: issued.requestNumber };
    if (issued.secret !== null) return { ...known, secret: issued.secret };
    reply.code(200).header('idempotency-replayed', 'true');
    return known;
  }

  @Get()
  @ApiOperation({ operationId: 'listReceipts', summary: 'The receipts of a report, without their secrets' })
  @ApiOkResponse({ standardSchema: Receipts })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return { items: await this.receipts.list(actor, id) };
  }

  @Delete(':receiptId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeReceipt', summary: 'End a receipt, and every session opened with it, at once' })
  @ApiNoContentResponse()
  async revoke(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('receiptId', { schema: Id }) receiptId: string,
  ) {
    await this.receipts.revoke(actor, id, receiptId);
  }

  @Post(':receiptId/unlock')
  @HttpCode(200)
  @ApiOperation({ operationId: 'unlockReceipt', summary: 'Let a number in again that too many tries had locked' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ standardSchema: Receipt })
  unlock(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Param('receiptId', { schema: Id }) receiptId: string,
  ) {
    return this.receipts.unlock(actor, key, id, receiptId);
  }
}
