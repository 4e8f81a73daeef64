import { createHmac } from 'node:crypto';
import { secretBytes } from '../webhooks/webhook-secret.js';

export interface Signed {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * The headers of one attempt by Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, one signature for each
 * secret that lives, separated by a blank.
 * @param seconds the time of the attempt since 1970: a receiver refuses what is old
 */
export function sign(secrets: readonly string[], id: string, seconds: number, body: string): Signed {
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
