import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import {
  ExchangeWordBody,
  RecipientWishBody,
  SoughtPersonWishBody,
  SpecialClassBody,
  WishesView,
  wishesView,
} from './wish-bodies.js';
import { WishesService } from './wishes.service.js';

const Id = z.uuid();
const Written = z.object({ id: z.uuid() }).meta({ id: 'WishWritten' });

@ApiTags('Disclosures')
@ApiProblems()
@Controller('v1/cases/:id')
export class WishesController {
  constructor(private readonly wishes: WishesService) {}

  @Get('wishes')
  @ApiOperation({
    operationId: 'listWishes',
    summary: 'Who may be told, what the sought person wants, special classes',
  })
  @ApiOkResponse({ standardSchema: WishesView })
  async list(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return wishesView(await this.wishes.list(actor, id));
  }

  @Post('wishes/recipients')
  @ApiOperation({
    operationId: 'wishAboutRecipient',
    summary: 'Write down that a relative agrees to be told, or that somebody excludes him',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Written })
  async recipient(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: RecipientWishBody }) body: RecipientWishBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return written(await this.wishes.recipient(actor, id, key, body), reply);
  }

  @Post('wishes/sought-person')
  @ApiOperation({
    operationId: 'wishOfSoughtPerson',
    summary: 'Write down what the sought person, found alive, wants his family to learn',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Written })
  async soughtPerson(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: SoughtPersonWishBody }) body: SoughtPersonWishBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return written(await this.wishes.soughtPerson(actor, id, key, body), reply);
  }

  @Post('special-classes')
  @ApiOperation({
    operationId: 'classifyCase',
    summary: 'Say that a case is of a special class, or no longer',
    description: 'Whatever is told in such a case, a supervisor has to agree to. A child is also known by the dates.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Written })
  async specialClass(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: SpecialClassBody }) body: SpecialClassBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return written(await this.wishes.specialClass(actor, id, key, body), reply);
  }

  @Post('exchange-words')
  @ApiOperation({
    operationId: 'sayExchange',
    summary: 'Say whether a case of a special class may go to other organisations',
    description:
      'By default nothing of it does. Two different people have to say yes, after the last no and after the last class was set. One no ends it at once.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Written })
  async exchangeWord(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: ExchangeWordBody }) body: ExchangeWordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return written(await this.wishes.exchangeWord(actor, id, key, body), reply);
  }
}

function written({ id, replayed }: { id: string; replayed: boolean }, reply: FastifyReply) {
  if (replayed) reply.header('idempotency-replayed', 'true');
  return { id };
}
