import { z } from 'zod';
import { scopes } from '../access/actor.js';
import type { PartnerKey, PartnerKeySecret } from './partner-key.entity.js';

export const PartnerKeyView = z
  .object({
    id: z.uuid(),
    organisation_id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    live: z.boolean(),
    created_by: z.uuid(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    revoked_at: z.iso.datetime().nullable(),
    secrets: z.array(
      z.object({
        id: z.uuid(),
        live: z.boolean(),
        created_at: z.iso.datetime(),
        expires_at: z.iso.datetime(),
        ended_at: z.iso.datetime().nullable(),
        last_used_at: z.iso.datetime().nullable().describe('To the minute'),
      }),
    ),
  })
  .meta({ id: 'PartnerKey', description: 'What a program of a partner organisation may do, and until when.' });
export type PartnerKeyView = z.infer<typeof PartnerKeyView>;

export const NewSecretView = z
  .object({
    key: PartnerKeyView,
    secret_id: z.uuid(),
    secret: z
      .string()
      .nullable()
      .describe('Shown once: send it as "Authorization: Bearer …". Null when the same request is repeated.'),
  })
  .meta({ id: 'NewPartnerKeySecret' });
export type NewSecretView = z.infer<typeof NewSecretView>;

export function partnerKeyView(key: PartnerKey, secrets: PartnerKeySecret[], now = new Date()): PartnerKeyView {
  const live = key.revokedAt === null && key.expiresAt > now;
  return {
    id: key.id,
    organisation_id: key.organisationId,
    name: key.name,
    scopes: key.scopes,
    live,
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt.toISOString(),
    revoked_at: key.revokedAt?.toISOString() ?? null,
    secrets: secrets
      .filter((secret) => secret.keyId === key.id)
      .map((secret) => ({
        id: secret.id,
        live: live && secret.endedAt === null && (secret.expiresAt === null || secret.expiresAt > now),
        created_at: secret.createdAt.toISOString(),
        expires_at: (secret.expiresAt ?? key.expiresAt).toISOString(),
        ended_at: secret.endedAt?.toISOString() ?? null,
        last_used_at: secret.lastUsedAt?.toISOString() ?? null,
      })),
  };
}
