import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RowDirectory, withPartners } from './row-directory.js';

describe('which record a row is', () => {
  it('is known both ways for many records, also after some changed and some went', () => {
    const rows = new RowDirectory();
    const ids = Array.from({ length: 5_000 }, () => randomUUID());
    for (const id of ids) rows.add(id, 3, false);
    expect(ids.map((id) => rows.rowOf(id))).toEqual(ids.map((_, row) => row));
    expect(ids.map((_, row) => rows.id(row))).toEqual(ids);
    expect(rows.rowOf(randomUUID())).toBe(-1);
    // Every third changes, every seventh goes.
    const expected = new Map(ids.map((id, row) => [id, row]));
    ids.forEach((id, at) => {
      if (at % 3 === 0) {
        rows.kill(rows.rowOf(id));
        expect(rows.rowOf(id)).toBe(-1);
        rows.add(id, 4, true);
        expected.set(id, rows.count - 1);
      }
      if (at % 7 === 0) {
        rows.kill(rows.rowOf(id));
        expected.delete(id);
      }
    });
    for (const id of ids) expect(rows.rowOf(id)).toBe(expected.get(id) ?? -1);
    const changed = expected.get(ids[3])!;
    expect([rows.marks.organisations[changed], rows.marks.flags[changed] & withPartners]).toEqual([4, withPartners]);
  });

  it('stays the same when the arrays are taken over', () => {
    const rows = new RowDirectory();
    const ids = Array.from({ length: 100 }, () => randomUUID());
    for (const id of ids) rows.add(id, 0, false);
    rows.kill(rows.rowOf(ids[9]));
    const again = new RowDirectory(rows.idBytes().slice(), rows.marks, rows.count);
    expect(again.rowOf(ids[50])).toBe(50);
    expect(again.rowOf(ids[9])).toBe(-1);
    const late = randomUUID();
    again.add(late, 0, false);
    expect(again.rowOf(late)).toBe(100);
    expect(again.id(100)).toBe(late);
  });
});
