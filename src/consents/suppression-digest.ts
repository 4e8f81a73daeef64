import type { KeyRing } from '../keys/key-ring.js';
import { normaliseText } from '../matching/index.js';

/**
 * The keyed hash (HMAC-SHA-256, 32 bytes) by which a withdrawn report is known when it comes in again: what was told of the sought person,
 * in whatever order and spelling of the same letters, and who told it. Who told it is part of it, because one relative's withdrawal must not
 * touch what another relative filed (R5). Without the key it says nothing; names have too little variety for a hash without one.
 */
export function suppressionDigest(
  ring: KeyRing,
  organisationId: string,
  sought: unknown,
  reporter: { relationship: string; name?: string },
): Buffer {
  return ring.mac(
    'suppression',
    organisationId,
    reporter.relationship,
    normaliseText(reporter.name ?? ''),
    ...textsOf(sought, '').sort(),
  );
}

/** Every text with the field it stands in. */
function textsOf(value: unknown, field: string): string[] {
  if (typeof value === 'string') return [`${field}:${normaliseText(value)}`];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, key));
}
