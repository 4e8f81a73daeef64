import { describe, expect, it } from '@jest/globals';
import { canonicalOf, type EntryRow, genesis, hashOf } from '../audit/canonical-entry.js';
import { firstBroken } from './check-newest.js';

/** A chain as append_audit_entry writes it, from the entry with this number on. */
function chain(length: number, from = 1): EntryRow[] {
  const rows: EntryRow[] = [];
  let before: Buffer = from === 1 ? genesis : Buffer.alloc(32, 7);
  for (let seq = from; seq < from + length; seq++) {
    const row: EntryRow = {
      chain_id: '00000000-0000-4000-8000-000000000001',
      seq: String(seq),
      at: `2026-01-01T00:00:0${seq % 10}.000000Z`,
      actor_kind: 'staff',
      actor_id: '00000000-0000-4000-8000-000000000002',
      action: 'report.read',
      subject_kind: 'report',
      subject_id: `r-${seq}`,
      fields: '{names}',
      seen: '{}',
      reason: null,
      operation: null,
      outcome: 'done',
      canonical: '',
      prev_hash: before,
      hash: genesis,
    };
    row.canonical = canonicalOf(row);
    row.hash = hashOf(before, row.canonical);
    before = row.hash;
    rows.push(row);
  }
  return rows;
}

describe('an auditor who looks at the newest entries', () => {
  it('finds nothing in a chain that stands as it was written, from its beginning or from later on', () => {
    expect(firstBroken([])).toBeNull();
    expect(firstBroken(chain(6))).toBeNull();
    expect(firstBroken(chain(6, 900))).toBeNull();
  });

  it('is told the first entry that was changed, left out, put in or hashed anew', () => {
    const changed = chain(6);
    changed[3]!.action = 'report.listed';
    expect(firstBroken(changed)).toBe(4);
    expect(firstBroken(chain(6).filter((_, index) => index !== 2))).toBe(4);
    const hashedAnew = chain(6);
    hashedAnew[2]!.outcome = 'denied';
    hashedAnew[2]!.canonical = canonicalOf(hashedAnew[2]!);
    hashedAnew[2]!.hash = hashOf(hashedAnew[2]!.prev_hash, hashedAnew[2]!.canonical);
    expect(firstBroken(hashedAnew)).toBe(4);
    const begunElsewhere = chain(3);
    begunElsewhere[0]!.prev_hash = Buffer.alloc(32, 1);
    begunElsewhere[0]!.hash = hashOf(begunElsewhere[0]!.prev_hash, begunElsewhere[0]!.canonical);
    expect(firstBroken(begunElsewhere)).toBe(1);
  });
});
