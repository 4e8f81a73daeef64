import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CompiledDate, compileDate } from '../dates/compiled-date.js';
import { isoDay } from '../dates/day-number.js';
import { parseDate } from '../dates/parse-date.js';
import { hasWords } from '../explain-words.js';
import { builtInModel } from '../model/index.js';
import { parseTable } from '../tables/read-table.js';
import { compareEvents, type EventLevel, eventLevel, eventLevels } from './event.js';

const cases = parseTable(readFileSync(new URL('./date-pairs.cases.tsv', import.meta.url), 'utf8')).filter(
  (row) => row.kind === 'event',
);
const date = (raw: string) => compileDate(parseDate(raw));
const events = (a: string, b: string) => eventLevel(date(a)!, date(b)!);
const weight = (a: CompiledDate, b: CompiledDate) => builtInModel.event[eventLevel(a, b)];
const dayNumbers = fc.integer({ min: 15_000, max: 18_800 }); // with any wait still before 2031

const interval = (from: number, to: number): CompiledDate =>
  compileDate({
    ...parseDate(''),
    earliest: isoDay(from),
    latest: isoDay(to),
    precision: from === to ? 'day' : 'month',
  })!;

/** What a record after the disappearance becomes when the two change places. */
const mirrored: Partial<Record<EventLevel, EventLevel[]>> = {
  days_after: ['shortly_before', 'before'],
  weeks_after: ['before', 'long_before', 'shortly_before'],
  months_after: ['before', 'long_before'],
  long_after: ['long_before'],
  years_after: ['long_before'],
};
const slips = new Set<EventLevel>(['day_month_swapped', 'same_day_other_year', 'calendar_mixed_up', 'digits_slip']);

describe('a disappearance and a recorded event', () => {
  it.each(cases.map((row) => [row.a, row.b, row.level, row.note] as const))('%s, then %s: %s (%s)', (a, b, level) => {
    expect(events(a, b)).toBe(level);
  });

  it('reach every level in some case, and every level has its sentence and no better weight than the one before', () => {
    expect(new Set(cases.map((row) => row.level))).toEqual(new Set(eventLevels));
    eventLevels.forEach((level, at) => {
      expect(hasWords(`event.${level}`)).toBe(true);
      const before = eventLevels[at - 1];
      if (before) expect(builtInModel.event[level]).toBeLessThanOrEqual(builtInModel.event[before]);
    });
    expect(builtInModel.event.not_excluded).toBe(0);
  });

  it('are mirrored: what lies after on one side lies before on the other, and what has no direction stays', () => {
    const widths = fc.constantFrom(1, 1, 20, 31, 365);
    fc.assert(
      fc.property(dayNumbers, widths, fc.nat({ max: 2500 }), widths, (day, wa, lag, wb) => {
        const [a, b] = [interval(day, day + wa - 1), interval(day + lag, day + lag + wb - 1)];
        const [after, before] = [eventLevel(a, b), eventLevel(b, a)];
        if (slips.has(after) || slips.has(before)) return;
        const gap = lag >= wa;
        if (!gap) expect(before).toBe(after);
        else if (after === 'same_month') expect(before).toBe('shortly_before');
        else expect(mirrored[after]).toContain(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('weigh at least as much when the record comes after as when it comes as long before', () => {
    fc.assert(
      fc.property(dayNumbers, fc.nat({ max: 2500 }), (day, lag) => {
        const [early, late] = [interval(day, day), interval(day + lag, day + lag)];
        expect(weight(early, late)).toBeGreaterThanOrEqual(weight(late, early));
      }),
    );
    expect(weight(date('2013-03-12')!, date('2013-05-12')!)).toBeGreaterThan(
      weight(date('2013-05-12')!, date('2013-03-12')!),
    );
  });

  it('weigh no more the longer the record waits, nor the longer it comes before, slips aside', () => {
    const lags = fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), fc.constantFrom(1, -1));
    fc.assert(
      fc.property(dayNumbers, lags, (day, [one, two, direction]) => {
        const from = interval(day, day);
        const at = (lag: number) => interval(day + direction * lag, day + direction * lag);
        const [near, far] = [at(Math.min(one, two)), at(Math.max(one, two))];
        if (slips.has(eventLevel(from, near)) || slips.has(eventLevel(from, far))) return;
        expect(weight(from, far)).toBeLessThanOrEqual(weight(from, near));
      }),
      { numRuns: 1000 },
    );
  });

  it('weigh no more when one interval becomes wider around what they share', () => {
    const more = fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 }));
    fc.assert(
      fc.property(dayNumbers, fc.nat({ max: 40 }), fc.nat({ max: 400 }), more, (day, before, after, [wider, later]) => {
        const a = interval(day - before, day);
        const b = interval(day, day + after);
        const wide = interval(day - before - wider, day + later);
        expect(weight(wide, b)).toBeLessThanOrEqual(weight(a, b));
        expect(weight(b, wide)).toBeLessThanOrEqual(weight(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  it('say nothing when one is unknown', () => {
    for (const raw of ['unknown', '', '31/02/2013', 'when the olives were ripe']) {
      expect(compareEvents(date('2013'), date(raw), builtInModel)).toMatchObject({ level: 'not_recorded', weight: 0 });
      expect(compareEvents(date(raw), date('2013'), builtInModel)).toMatchObject({ level: 'not_recorded', weight: 0 });
    }
  });
});
