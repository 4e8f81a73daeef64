import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { IdempotencyKeyHeader } from '../access/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../api-docs.js';
import { line } from '../request-text.js';
import { pageSize } from '../views.js';
import { operatorEventTypes } from './event-types.js';
import { messageStates } from './webhook.entity.js';
import { WebhookMessages } from './webhook-messages.service.js';
import {
  NewWebhookSecretView,
  WebhookMessagePage,
  WebhookMessageView,
  WebhookPage,
  WebhookView,
} from './webhook-views.js';
import { Webhooks } from './webhooks.service.js';

const NewWebhook = z
  .strictObject({
    name: line(100),
    url: line(2000).describe('https, the ports 443 and 8443, a name of the public internet, no user name or password'),
    event_types: z
      .array(z.enum(operatorEventTypes))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'Each type once.'),
  })
  .meta({ id: 'NewWebhook' });
const Rotation = z
  .strictObject({ overlap_days: z.int().min(0).max(30) })
  .meta({ id: 'WebhookRotation', description: 'For so long the present secret signs too; 0 ends it at once' });
const Created = z.object({ id: z.uuid() }).meta({ id: 'WebhookTest', description: 'The message that is sent.' });
const Page = z.strictObject(pageSize);
const MessagePage = z.strictObject({ ...pageSize, state: z.enum(messageStates).optional() });
const Id = z.uuid();

@ApiTags('Webhooks')
@ApiProblems()
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly messages: WebhookMessages,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listWebhooks', summary: 'Webhooks of the own organisation; never their secrets' })
  @ApiOkResponse({ standardSchema: WebhookPage })
  list(@CurrentStaff() actor: StaffActor, @Query({ schema: Page }) page: z.infer<typeof Page>) {
    return this.webhooks.list(actor, page);
  }

  @Post()
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Have a program of the own organisation told that something happened; the secret is shown once',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: NewWebhookSecretView })
  create(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Body({ schema: NewWebhook }) body: z.infer<typeof NewWebhook>,
  ) {
    return this.webhooks.create(actor, key, body);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getWebhook', summary: 'One webhook' })
  @ApiOkResponse({ standardSchema: WebhookView })
  one(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.webhooks.one(actor, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteWebhook', summary: 'Tell it nothing any more; its secrets are deleted' })
  @ApiNoContentResponse()
  remove(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.webhooks.remove(actor, id);
  }

  @Post(':id/rotation')
  @ApiOperation({ operationId: 'rotateWebhook', summary: 'A second secret; the present one signs too for a while' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: NewWebhookSecretView })
  rotate(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Rotation }) body: z.infer<typeof Rotation>,
  ) {
    return this.webhooks.rotate(actor, key, id, body.overlap_days);
  }

  @Post(':id/disabling')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'disableWebhook',
    summary: 'Send nothing until it is enabled; twice is the same as once',
  })
  @ApiOkResponse({ standardSchema: WebhookView })
  disable(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.webhooks.disable(actor, id);
  }

  @Post(':id/enabling')
  @HttpCode(200)
  @ApiOperation({ operationId: 'enableWebhook', summary: 'Send again, also what waited for less than 24 hours' })
  @ApiOkResponse({ standardSchema: WebhookView })
  enable(@CurrentStaff() actor: StaffActor, @Param('id', { schema: Id }) id: string) {
    return this.webhooks.enable(actor, id);
  }

  @Post(':id/test')
  @ApiOperation({ operationId: 'testWebhook', summary: 'Send webhook.test, to see whether the program answers' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Created })
  test(
    @CurrentStaff() actor: StaffActor,
    @IdempotencyKeyHeader() key: string,
    @Param('id', { schema: Id }) id: string,
  ) {
    return this.messages.test(actor, key, id);
  }

  @Get(':id/messages')
  @ApiOperation({ operationId: 'listWebhookMessages', summary: 'What was told and what waits, newest first' })
  @ApiOkResponse({ standardSchema: WebhookMessagePage })
  listMessages(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: MessagePage }) page: z.infer<typeof MessagePage>,
  ) {
    return this.messages.list(actor, id, page);
  }

  @Post(':id/messages/:messageId/replay')
  @HttpCode(200)
  @ApiOperation({ operationId: 'replayWebhookMessage', summary: 'Send it once more, with the same webhook-id' })
  @ApiOkResponse({ standardSchema: WebhookMessageView })
  replay(
    @CurrentStaff() actor: StaffActor,
    @Param('id', { schema: Id }) id: string,
    @Param('messageId', { schema: Id }) messageId: string,
  ) {
    return this.messages.replay(actor, id, messageId);
  }
}
