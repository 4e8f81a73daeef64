import { z } from 'zod';
import { operatorEventTypes, testEvent } from './event-types.js';
import {
  attemptErrors,
  disabledReasons,
  messageStates,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookMessage,
  type WebhookSecret,
} from './webhook.entity.js';

export const WebhookView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    event_types: z.array(z.enum(operatorEventTypes)),
    state: z.enum(['active', 'disabled']),
    disabled_reason: z
      .enum(disabledReasons)
      .nullable()
      .describe('by_hand; gone: it answered 410; failing: it took nothing for 24 hours'),
    disabled_at: z.iso.datetime().nullable(),
    created_by: z.uuid(),
    created_at: z.iso.datetime(),
    secrets: z
      .array(z.object({ id: z.uuid(), created_at: z.iso.datetime(), expires_at: z.iso.datetime().nullable() }))
      .describe('Those that sign at present: one, or two while rotating'),
  })
  .meta({ id: 'Webhook', description: 'Where a program of the organisation is told that something happened.' });
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookPage = z
  .object({
    items: z.array(WebhookView),
    next: z.string().nullable(),
    event_types: z.array(z.enum(operatorEventTypes)).describe('What this organisation may be told of'),
  })
  .meta({ id: 'WebhookPage' });

export const NewWebhookSecretView = z
  .object({
    webhook: WebhookView,
    secret_id: z.uuid(),
    secret: z
      .string()
      .nullable()
      .describe('Shown once: whsec_ and base64. Null when the same request is repeated, or the secret is rotated out.'),
  })
  .meta({ id: 'NewWebhookSecret' });
export type NewWebhookSecretView = z.infer<typeof NewWebhookSecretView>;

export const WebhookMessageView = z
  .object({
    id: z.uuid().describe('The webhook-id of every attempt'),
    type: z.enum([...operatorEventTypes, testEvent]),
    subject_id: z.uuid(),
    occurred_at: z.iso.datetime(),
    state: z
      .enum(messageStates)
      .describe('failed: tried for 24 hours, or refused for good; dropped: its webhook was disabled meanwhile'),
    next_attempt_at: z.iso.datetime().nullable(),
    attempts: z.array(
      z.object({
        at: z.iso.datetime(),
        status: z.int().nullable(),
        error_code: z.enum(attemptErrors).nullable(),
        duration_ms: z.int(),
      }),
    ),
  })
  .meta({ id: 'WebhookMessage', description: 'What was or is to be told, and how the attempts went.' });
export type WebhookMessageView = z.infer<typeof WebhookMessageView>;

export const WebhookMessagePage = z
  .object({ items: z.array(WebhookMessageView), next: z.string().nullable() })
  .meta({ id: 'WebhookMessagePage' });

export function webhookView(endpoint: WebhookEndpoint, secrets: WebhookSecret[], now = new Date()): WebhookView {
  return {
    id: endpoint.id,
    name: endpoint.name,
    url: endpoint.url,
    event_types: endpoint.eventTypes,
    state: endpoint.state,
    disabled_reason: endpoint.disabledReason,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    created_by: endpoint.createdBy,
    created_at: endpoint.createdAt.toISOString(),
    secrets: secrets
      .filter(({ endpointId, expiresAt }) => endpointId === endpoint.id && (expiresAt === null || expiresAt > now))
      .map(({ id, createdAt, expiresAt }) => ({
        id,
        created_at: createdAt.toISOString(),
        expires_at: expiresAt?.toISOString() ?? null,
      })),
  };
}

export const messageView = (message: WebhookMessage, attempts: WebhookAttempt[]): WebhookMessageView => ({
  id: message.id,
  type: message.type,
  subject_id: message.subjectId,
  occurred_at: message.occurredAt.toISOString(),
  state: message.state,
  next_attempt_at: message.state === 'waiting' ? message.dueAt.toISOString() : null,
  attempts: attempts
    .filter(({ messageId }) => messageId === message.id)
    .map(({ at, status, errorCode, durationMs }) => ({
      at: at.toISOString(),
      status,
      error_code: errorCode,
      duration_ms: durationMs,
    })),
});
