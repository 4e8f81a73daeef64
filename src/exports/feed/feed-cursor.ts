import { timingSafeEqual } from 'node:crypto';
import { Problem } from '../../errors.js';
import type { KeyRing } from '../../keys/key-ring.js';

/** How far a follower has read. */
export interface FeedPlace {
  /** The position that was read last; 0 at the beginning. */
  after: number;
  /** How far the feed was when he began: of what was gone by then he never knew. */
  begun: number;
}

/** A cursor is good for one organisation and cannot be made up. */
export function feedCursor(ring: KeyRing, organisationId: string, place: FeedPlace): string {
  return Buffer.from(`${place.after}.${place.begun}.${sealOf(ring, organisationId, place)}`).toString('base64url');
}

/** @throws Problem request.cursor for one that was not given out to this organisation */
export function feedPlace(ring: KeyRing, organisationId: string, cursor: string): FeedPlace {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, after, begun, seal] = /^(\d{1,15})\.(\d{1,15})\.([\w-]{43})$/.exec(text) ?? [];
  const place = { after: Number(after), begun: Number(begun) };
  if (seal && timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(ring, organisationId, place)))) return place;
  throw new Problem('request.cursor', undefined, [
    { pointer: '/cursor', code: 'cursor.unknown', message: 'Begin the feed again without a cursor.' },
  ]);
}

const sealOf = (ring: KeyRing, organisationId: string, { after, begun }: FeedPlace): string =>
  ring.mac('export', 'feed cursor', organisationId, String(after), String(begun)).toString('base64url');
