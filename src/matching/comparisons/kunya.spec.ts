import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '../compare-records.js';
import { compileRecord } from '../compile-record.js';
import { parseDate } from '../dates/parse-date.js';
import type { MatchRecord } from '../record.js';

const person = (...names: string[]): MatchRecord => ({
  names: names.map((raw) => ({ raw })),
  motherName: null,
  sex: null,
  birth: parseDate('1985'),
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
});
const levelsOf = (report: MatchRecord, record: MatchRecord) =>
  Object.fromEntries(compareRecords(report, record).comparisons.map(({ comparison, level }) => [comparison, level]));

describe('a record that knows somebody by a kunya alone', () => {
  it.each([
    [['خالد الخطيب (أبو عمر)'], 'أبو عمر'],
    [['خالد الخطيب', 'أبو عمر'], 'أبو عمر'],
    [['خالد الخطيب (أبو عمر)'], 'Abu Omar'],
    [['خالد الخطيب', 'Abu Omar'], 'أبو عمر'],
    [['أبو عمر'], 'Abu Omar'],
  ])('agrees in the kunya and says nothing of the name: %j, %s', (names, kunya) => {
    const levels = levelsOf(person(...names), person(kunya));
    expect(['same', 'same_sound']).toContain(levels.kunya);
    for (const role of ['given', 'father', 'grandfather', 'family']) expect(levels[role]).toBe('not_recorded');
  });

  it('is worth more for the person with that kunya than for one without any, and least for one with another', () => {
    const his = compareRecords(person('خالد الخطيب (أبو عمر)'), person('أبو عمر')).matchWeight;
    const nobodys = compareRecords(person('خالد الخطيب'), person('أبو عمر')).matchWeight;
    const others = compareRecords(person('خالد الخطيب (أبو ياسين)'), person('أبو عمر')).matchWeight;
    expect(his).toBeGreaterThan(nobodys);
    expect(nobodys).toBeGreaterThan(others);
  });

  it('keeps a name that only looks like a kunya as a name', () => {
    const kept = (raw: string) => compileRecord(person(raw)).names.length;
    expect(['أبو بكر', 'Abu Bakr', 'أبو زيد', 'أبو عمر الحلبي'].map(kept)).toEqual([1, 1, 1, 1]);
    expect(['أبو عمر', 'Abu Omar', 'أم محمد'].map(kept)).toEqual([0, 0, 0]);
  });
});
