import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Organisation } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { allowedUrl } from './allowed-url.js';
import { type EventType, eventTypesFor } from './event-types.js';
import { WebhookEndpoint, WebhookSecret } from './webhook.entity.js';
import { newWebhookSecret, sealWebhookSecret } from './webhook-secret.js';
import { type NewWebhookSecretView, type WebhookView, webhookView } from './webhook-views.js';

export interface NewWebhook {
  name: string;
  url: string;
  event_types: EventType[];
}

/** So many an organisation may have: each is sent to for itself. */
const most = 20;

/** Where an organisation's programs are told that something happened. Its own administrator decides; nobody who runs the service sees it. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly keys: KeyRingFile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(WebhookEndpoint, 'endpoint')
        .where(reaches.webhook.condition)
        .orderBy('endpoint.id')
        .limit(page.limit + 1);
      if (after) query.andWhere('endpoint.id > :after', { after: after[0] });
      const found = await query.getMany();
      const items = await views(manager, found.slice(0, page.limit));
      await this.audit.record(manager, actor, { action: 'webhooks.listed', subjectKind: 'webhook' });
      const next = found.length > page.limit ? encodeCursor([items[items.length - 1].id]) : null;
      return { items, next, event_types: [...(await this.typesFor(manager, actor))] };
    });
  }

  one(actor: StaffActor, id: string): Promise<WebhookView> {
    return this.change(actor, id, 'webhook.viewed', async () => {});
  }

  /** @throws Problem webhook.url, webhook.event_types, webhook.too_many */
  create(actor: StaffActor, key: string, body: NewWebhook): Promise<NewWebhookSecretView> {
    const target = allowedUrl(body.url, this.config.mode === 'demonstration');
    if ('problem' in target)
      throw new Problem('webhook.url', undefined, [{ pointer: '/url', code: target.problem, message: target.message }]);
    return this.acting.as(actor, async (manager) => {
      await this.requireTypes(manager, actor, body.event_types);
      let secret: string | null = null;
      const request = { key, operation: 'createWebhook', body };
      // The first secret has the id of the request, so that a repeated one finds it.
      const { id: secretId } = await this.idempotency.once(manager, actor, request, async (newId) => {
        const { organisationId } = actor;
        // One administrator at a time counts and adds.
        await manager.query("select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))", [organisationId]);
        const count = await manager
          .createQueryBuilder(WebhookEndpoint, 'endpoint')
          .where(reaches.webhook.condition)
          .getCount();
        if (count >= most) throw new Problem('webhook.too_many');
        const endpoint = {
          id: randomUUID(),
          organisationId,
          name: body.name,
          url: target.url,
          eventTypes: body.event_types,
        };
        await manager.insert(WebhookEndpoint, { ...endpoint, createdBy: actor.id });
        secret = await this.addSecret(manager, endpoint, newId, 1);
        await this.audit.record(manager, actor, {
          action: 'webhook.created',
          subjectKind: 'webhook',
          subjectId: endpoint.id,
          fields: body.event_types,
        });
      });
      return withSecret(manager, secretId, secret);
    });
  }

  /**
   * A second secret beside the present one, which goes on signing for so many days.
   * @param overlapDays 0 to 30; 0 ends the present one at once
   * @throws Problem webhook.two_secrets
   */
  rotate(actor: StaffActor, key: string, id: string, overlapDays: number): Promise<NewWebhookSecretView> {
    const entry = { action: 'webhook.rotated', subjectKind: 'webhook', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      let secret: string | null = null;
      const request = { key, operation: 'rotateWebhook', body: { id, overlapDays } };
      const { id: secretId } = await this.idempotency.once(manager, actor, request, async (newId) => {
        const endpoint = await lockEndpoint(manager, id, entry);
        await manager.query('delete from webhook_secrets where endpoint_id = $1 and (expires_at <= now() or $2 = 0)', [
          id,
          overlapDays,
        ]);
        const live = await manager.findBy(WebhookSecret, { endpointId: id });
        if (live.length > 1) throw new Problem('webhook.two_secrets');
        await manager.query(
          `update webhook_secrets set expires_at = now() + $2 * interval '1 day' where endpoint_id = $1`,
          [id, overlapDays],
        );
        secret = await this.addSecret(manager, endpoint, newId, live[0]?.slot === 1 ? 2 : 1);
        await this.audit.record(manager, actor, entry);
      });
      return withSecret(manager, secretId, secret, id);
    });
  }

  disable(actor: StaffActor, id: string): Promise<WebhookView> {
    return this.change(actor, id, 'webhook.disabled', async (manager, { state }) => {
      if (state === 'disabled') return;
      const disabled = { state: 'disabled', disabledReason: 'by_hand', disabledAt: new Date() } as const;
      await manager.update(WebhookEndpoint, { id }, disabled);
    });
  }

  /** What waited is sent from now on. */
  enable(actor: StaffActor, id: string): Promise<WebhookView> {
    return this.change(actor, id, 'webhook.enabled', async (manager) => {
      await manager.update(WebhookEndpoint, { id }, { state: 'active', disabledReason: null, disabledAt: null });
    });
  }

  /** Its secrets go, what waits is told to nobody, and what was told stays in the books. */
  remove(actor: StaffActor, id: string): Promise<void> {
    const entry = { action: 'webhook.deleted', subjectKind: 'webhook', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      await lockEndpoint(manager, id, entry);
      await manager.query('delete from webhook_secrets where endpoint_id = $1', [id]);
      await manager.query(
        "update webhook_messages set state = 'dropped' where endpoint_id = $1 and state = 'waiting'",
        [id],
      );
      const now = new Date();
      const gone = { state: 'disabled', disabledReason: 'by_hand', disabledAt: now, deletedAt: now } as const;
      await manager.update(WebhookEndpoint, { id }, gone);
      await this.audit.record(manager, actor, entry);
    });
  }

  private change(
    actor: StaffActor,
    id: string,
    action: string,
    work: (manager: EntityManager, endpoint: WebhookEndpoint) => Promise<void>,
  ): Promise<WebhookView> {
    const entry = { action, subjectKind: 'webhook', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      await work(manager, await lockEndpoint(manager, id, entry));
      const [view] = await views(manager, [await manager.findOneByOrFail(WebhookEndpoint, { id })]);
      await this.audit.record(manager, actor, entry);
      return view;
    });
  }

  private async typesFor(manager: EntityManager, actor: StaffActor): Promise<readonly EventType[]> {
    const { kind } = await manager.findOneByOrFail(Organisation, { id: actor.organisationId });
    return eventTypesFor(kind);
  }

  private async requireTypes(manager: EntityManager, actor: StaffActor, types: EventType[]): Promise<void> {
    const allowed = await this.typesFor(manager, actor);
    const wrong = types.flatMap((type, index) => (allowed.includes(type) ? [] : [`/event_types/${index}`]));
    if (wrong.length === 0) return;
    const message = 'This is for the organisation that runs the service.';
    throw new Problem(
      'webhook.event_types',
      undefined,
      wrong.map((pointer) => ({ pointer, code: 'event_type.operator_only', message })),
    );
  }

  private async addSecret(
    manager: EntityManager,
    endpoint: Pick<WebhookEndpoint, 'id' | 'organisationId'>,
    id: string,
    slot: 1 | 2,
  ): Promise<string> {
    const secret = newWebhookSecret();
    const where = { id, endpointId: endpoint.id, organisationId: endpoint.organisationId };
    await manager.insert(WebhookSecret, { ...where, slot, ...sealWebhookSecret(this.keys.current(), where, secret) });
    return secret;
  }
}

export async function lockEndpoint(manager: EntityManager, id: string, entry: AuditEntry): Promise<WebhookEndpoint> {
  const endpoint = await manager
    .createQueryBuilder(WebhookEndpoint, 'endpoint')
    .where(`endpoint.id = :id and ${reaches.webhook.condition}`, { id })
    .setLock('pessimistic_write')
    .getOne();
  if (!endpoint) throw new Denied(entry);
  return endpoint;
}

async function views(manager: EntityManager, endpoints: WebhookEndpoint[]): Promise<WebhookView[]> {
  const secrets = await manager.find(WebhookSecret, {
    where: { endpointId: In(endpoints.map(({ id }) => id)) },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return endpoints.map((endpoint) => webhookView(endpoint, secrets));
}

/** @param id of the endpoint, where it is known: a secret that was rotated out since is gone */
async function withSecret(
  manager: EntityManager,
  secretId: string,
  secret: string | null,
  id?: string,
): Promise<NewWebhookSecretView> {
  const endpointId = id ?? (await manager.findOneBy(WebhookSecret, { id: secretId }))?.endpointId;
  const endpoint = endpointId ? await manager.findOneBy(WebhookEndpoint, { id: endpointId }) : null;
  if (!endpoint) throw new Problem('access.not_found');
  const [webhook] = await views(manager, [endpoint]);
  return { webhook, secret_id: secretId, secret };
}
