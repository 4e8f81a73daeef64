import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../keys/key-ring.js';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import { withLengths } from '../keys/with-lengths.js';

/** Which row a secret stands in. It goes into the seal, so that nobody's secret can be put in another's row. */
export interface SecretPlace {
  id: string;
  endpointId: string;
  organisationId: string;
}

const place = ({ id, endpointId, organisationId }: SecretPlace) =>
  withLengths('webhook_secrets', id, endpointId, 'sealed', organisationId);

/** A new secret as it is shown: `whsec_` and 256 random bits in base64 (Standard Webhooks 1.0.0 asks for 24 to 64 bytes). */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The bytes that messages are signed with. */
export const secretBytes = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

export function sealWebhookSecret(ring: KeyRing, where: SecretPlace, secret: string) {
  const { id, secret: key } = ring.newestEncryptionKey();
  return { sealed: sealBytes(key, place(where), Buffer.from(secret)), kekId: id };
}

/** @returns null when the row was changed in the database, or was sealed by a key that is not in the ring (any more) */
export function openWebhookSecret(ring: KeyRing, where: SecretPlace, sealed: Buffer, kekId: string): string | null {
  if (!ring.hasEncryptionKey(kekId)) return null;
  return openBytes(ring.encryptionKey(kekId).secret, place(where), sealed)?.toString() ?? null;
}
