import type { KeyRing } from '../keys/key-ring.js';
import { normaliseText } from '../matching/index.js';

/**
 * Keyed hash (HMAC-SHA-256, 32 bytes) of who reports. Two relatives of one kind who gave no name look alike: the old consent of the one is then
 * asked for again after the other's withdrawal, which is the safer mistake of the two.
 */
export const personDigest = (
  ring: KeyRing,
  organisationId: string,
  { relationship, name }: { relationship: string; name?: string },
): Buffer => ring.mac('suppression', 'person', organisationId, relationship, normaliseText(name ?? ''));

/**
 * The keyed hash by which a withdrawn report is known when it comes in again: what was told of the sought person, in whatever order and
 * spelling of the same letters, and who told it. Who told it is part of it, because one relative's withdrawal must not touch what another
 * relative filed (R5). Without the key it says nothing; names have too little variety for a hash without one.
 */
export const suppressionDigest = (ring: KeyRing, person: Buffer, sought: unknown): Buffer =>
  ring.mac('suppression', 'report', person, ...textsOf(sought, '').sort());

/** Every text with the field it stands in. */
function textsOf(value: unknown, field: string): string[] {
  if (typeof value === 'string') return [`${field}:${normaliseText(value)}`];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, key));
}
