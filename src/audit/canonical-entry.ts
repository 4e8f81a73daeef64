import { hash as digest } from 'node:crypto';

/** A row of audit_entries as the verifier reads it: all but the hashes as the text that Postgres prints, so that nothing is smoothed over. */
export interface EntryRow {
  chain_id: string;
  seq: string;
  at: string;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  /** The arrays as text: `{names,birth}`. */
  fields: string;
  seen: string;
  reason: string | null;
  operation: string | null;
  outcome: string;
  canonical: string;
  prev_hash: Buffer;
  hash: Buffer;
}

/** What a query must select to get an EntryRow. */
export const entryRowColumns =
  'chain_id::text, seq::text, at, actor_kind, actor_id::text, action, subject_kind, subject_id, fields::text, seen::text, reason, operation, outcome, canonical, prev_hash, hash';

/** What the first entry of a chain has in the place of the hash before it. */
export const genesis = Buffer.alloc(32);

/** The bytes that append_audit_entry hashed when it wrote these columns (RFC 8785: sorted keys, no spaces), or others if one was changed. */
export function canonicalOf(row: EntryRow): string {
  return (
    `{"action":${JSON.stringify(row.action)},"actor_id":${JSON.stringify(row.actor_id)},"actor_kind":${JSON.stringify(row.actor_kind)}` +
    `,"at":${JSON.stringify(row.at)},"chain_id":${JSON.stringify(row.chain_id)},"fields":${JSON.stringify(plainElements(row.fields))}` +
    `,"operation":${JSON.stringify(row.operation)},"outcome":${JSON.stringify(row.outcome)},"reason":${JSON.stringify(row.reason)}` +
    `,"seen":${JSON.stringify(plainElements(row.seen))},"seq":${row.seq}` +
    `,"subject_id":${JSON.stringify(row.subject_id)},"subject_kind":${JSON.stringify(row.subject_kind)},"v":1}`
  );
}

/** Names and UUIDs need no quotes in the text of an array; a text that is no plain array of these is given back whole, and so fits no entry. */
function plainElements(text: string): string[] {
  if (text === '{}') return [];
  return text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).split(',') : [text];
}

export function hashOf(prevHash: Buffer, canonical: string): Buffer {
  return digest('sha256', Buffer.concat([prevHash, Buffer.from(canonical)]), 'buffer');
}

/** The place that an entry was written for, whatever its columns say now; null when its bytes do not say. */
export function writtenPlace(canonical: string): { chain: string; seq: number } | null {
  const found = /"chain_id":"([0-9a-f-]{36})".*"seq":(\d{1,15}),/.exec(canonical);
  return found && { chain: found[1], seq: Number(found[2]) };
}
