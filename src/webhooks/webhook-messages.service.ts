import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { testEvent } from './event-types.js';
import { type MessageState, WebhookAttempt, WebhookMessage } from './webhook.entity.js';
import { messageView, type WebhookMessageView } from './webhook-views.js';
import { lockEndpoint } from './webhooks.service.js';

/** What was told to an endpoint, what waits, and telling it again. */
@Injectable()
export class WebhookMessages {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  list(actor: StaffActor, endpointId: string, page: { limit: number; cursor?: string; state?: MessageState }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(WebhookMessage, 'message')
        .where('message.endpointId = :endpointId', { endpointId })
        .orderBy({ 'message.occurredAt': 'DESC', 'message.id': 'DESC' })
        .limit(page.limit + 1);
      if (page.state) query.andWhere('message.state = :state', { state: page.state });
      if (after)
        query.andWhere('(message.occurredAt, message.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const items = await views(manager, found.slice(0, page.limit));
      await this.audit.record(manager, actor, {
        action: 'webhook.messages-listed',
        subjectKind: 'webhook',
        subjectId: endpointId,
      });
      const last = items.at(-1);
      return { items, next: found.length > page.limit && last ? encodeCursor([last.occurred_at, last.id]) : null };
    });
  }

  /** An event of no matter, to see whether the program answers. @throws Problem webhook.disabled */
  test(actor: StaffActor, key: string, endpointId: string): Promise<{ id: string }> {
    const entry = { action: 'webhook.tested', subjectKind: 'webhook', subjectId: endpointId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'testWebhook', body: { endpointId } };
      const { id } = await this.idempotency.once(manager, actor, request, async (newId) => {
        const endpoint = await lockEndpoint(manager, endpointId, entry);
        if (endpoint.state === 'disabled') throw new Problem('webhook.disabled');
        const { organisationId } = endpoint;
        await manager.insert(WebhookMessage, {
          id: newId,
          endpointId,
          organisationId,
          type: testEvent,
          subjectId: endpointId,
        });
        await this.audit.record(manager, actor, entry);
      });
      return { id };
    });
  }

  /** Tells it once more, with the same id; one that waits is sent at once. @throws Problem webhook.disabled */
  replay(actor: StaffActor, endpointId: string, id: string): Promise<WebhookMessageView> {
    const entry = { action: 'webhook.replayed', subjectKind: 'webhook', subjectId: endpointId, seen: [id] };
    return this.acting.as(actor, async (manager) => {
      const endpoint = await lockEndpoint(manager, endpointId, entry);
      if (!(await manager.existsBy(WebhookMessage, { id, endpointId }))) throw new Denied(entry);
      if (endpoint.state === 'disabled') throw new Problem('webhook.disabled');
      await manager.query(
        `update webhook_messages set state = 'waiting', due_at = clock_timestamp(), give_up_at = clock_timestamp() + interval '24 hours', tries = 0
         where id = $1`,
        [id],
      );
      const [view] = await views(manager, [await manager.findOneByOrFail(WebhookMessage, { id })]);
      await this.audit.record(manager, actor, entry);
      return view;
    });
  }
}

async function views(manager: EntityManager, messages: WebhookMessage[]): Promise<WebhookMessageView[]> {
  const attempts = await manager.find(WebhookAttempt, {
    where: { messageId: In(messages.map(({ id }) => id)) },
    order: { at: 'ASC', id: 'ASC' },
  });
  return messages.map((message) => messageView(message, attempts));
}
