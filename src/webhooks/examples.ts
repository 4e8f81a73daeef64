import type { NewWebhookSecretView, WebhookMessageView, WebhookView } from './webhook-views.js';

// Invented, for the description of the interface.
const id = '4c1d7e90-2b3a-4f5c-8d6e-7f8091a2b3c4';
const secretId = '9e8d7c6b-5a49-4838-8271-605f4e3d2c1b';
const at = '2026-11-23T10:00:00.000Z';

const webhook: WebhookView = {
  id,
  name: 'Athartest archive, intake',
  url: 'https://hooks.archive.example/athar',
  event_types: ['import.checked', 'import.finished'],
  state: 'active',
  disabled_reason: null,
  disabled_at: null,
  created_by: '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11',
  created_at: at,
  secrets: [{ id: secretId, created_at: at, expires_at: null }],
};

const message: WebhookMessageView = {
  id: '6c5b0d8e-1f5e-4e0e-9a55-0f4a5a3c9d11',
  type: 'import.finished',
  subject_id: '0b8f3a52-6d1c-4e7f-8a9b-0c1d2e3f4a5b',
  occurred_at: at,
  state: 'waiting',
  next_attempt_at: '2026-11-23T10:00:25.000Z',
  attempts: [
    { at, status: 503, error_code: null, duration_ms: 41 },
    { at: '2026-11-23T10:00:05.000Z', status: null, error_code: 'timeout', duration_ms: 15_000 },
  ],
};

const newSecret: NewWebhookSecretView = {
  webhook,
  secret_id: secretId,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};

export const webhookExamples: Readonly<Record<string, object>> = {
  Webhook: webhook,
  WebhookPage: { items: [webhook], next: null, event_types: webhook.event_types },
  NewWebhook: { name: webhook.name, url: webhook.url, event_types: webhook.event_types },
  NewWebhookSecret: newSecret,
  WebhookRotation: { overlap_days: 3 },
  WebhookTest: { id: message.id },
  WebhookMessage: message,
  WebhookMessagePage: { items: [message], next: null },
};
