import { Module } from '@nestjs/common';
import { WebhookMessages } from './webhook-messages.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { Webhooks } from './webhooks.service.js';

/** Who is told of what, for those who look after it. Sending is another process's (src/sender/). */
@Module({ controllers: [WebhooksController], providers: [Webhooks, WebhookMessages] })
export class WebhooksModule {}
