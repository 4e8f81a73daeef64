import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { pageSize } from '../views.js';
import { MessageBody, MessagePage, MessageView } from './message-bodies.js';
import { StaffMessages } from './staff-messages.service.js';

const Id = z.uuid();
const Page = z.strictObject(pageSize);

@ApiTags('Messages')
@ApiProblems()
@Controller('v1/reports/:id/messages')
export class MessagesController {
  constructor(private readonly messages: StaffMessages) {}

  @Get()
  @ApiOperation({
    operationId: 'listFamilyMessages',
    summary: 'What was written to the people of a report inside their pages, and what they wrote; newest first',
  })
  @ApiOkResponse({ standardSchema: MessagePage })
  list(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: Page }) page: z.infer<typeof Page>,
  ) {
    return this.messages.list(actor, id, page);
  }

  @Post()
  @ApiOperation({
    operationId: 'writeToFamily',
    summary:
      'Write to one person of a report, inside the family’s pages: a template, with a question where it takes one',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: MessageView })
  async write(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MessageBody }) body: MessageBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, replayed } = await this.messages.write(actor, key, id, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return view;
  }
}
