import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CompiledDate, compileDate } from '../dates/compiled-date.js';
import { isoDay } from '../dates/day-number.js';
import { parseDate } from '../dates/parse-date.js';
import { explain } from '../explain.js';
import { hasWords } from '../explain-words.js';
import { builtInModel } from '../model/index.js';
import { parseTable } from '../tables/read-table.js';
import { birthLevel, birthLevels, compareBirths } from './birth.js';

const cases = parseTable(readFileSync(new URL('./date-pairs.cases.tsv', import.meta.url), 'utf8')).filter(
  (row) => row.kind === 'birth',
);
const date = (raw: string) => compileDate(parseDate(raw));
const births = (a: string, b: string) => birthLevel(date(a)!, date(b)!);
const weight = (a: CompiledDate, b: CompiledDate) => builtInModel.birth[birthLevel(a, b)];

const years = fc.integer({ min: 1930, max: 2015 });
const dayNumbers = fc.integer({ min: -14_600, max: 16_400 });
const written = fc.oneof(
  dayNumbers.map(isoDay),
  dayNumbers.map((day) => isoDay(day).split('-').reverse().join('/')),
  years.map(String),
  years.map((year) => `about ${year}`),
  fc.integer({ min: 1350, max: 1436 }).map((year) => `3/9/${year}`),
  fc.integer({ min: 1350, max: 1436 }).map(String),
  fc.tuple(fc.integer({ min: 1, max: 12 }), years).map(([month, year]) => `${month}/${year}`),
  years.map((year) => `before ${year}`),
  years.map((year) => `${year - (year % 10)}s`),
  fc.constantFrom('2104', '1890', '12/3/2085', '1213', 'unknown'),
);

/** An interval of whole days as a source may give it; one day is a full date. */
const interval = (from: number, to: number): CompiledDate =>
  compileDate({
    ...parseDate(''),
    earliest: isoDay(from),
    latest: isoDay(to),
    precision: from === to ? 'day' : 'month',
  })!;

describe('two dates of birth', () => {
  it.each(cases.map((row) => [row.a, row.b, row.level, row.note] as const))('%s and %s: %s (%s)', (a, b, level) => {
    expect(births(a, b)).toBe(level);
    expect(births(b, a)).toBe(level);
  });

  it('reach every level in some case, and every level has its sentence and no better weight than the one before', () => {
    expect(new Set(cases.map((row) => row.level))).toEqual(new Set(birthLevels));
    birthLevels.forEach((level, at) => {
      expect(hasWords(`birth.${level}`)).toBe(true);
      const before = birthLevels[at - 1];
      if (before) expect(builtInModel.birth[level]).toBeLessThanOrEqual(builtInModel.birth[before]);
    });
    expect(builtInModel.birth.not_excluded).toBe(0);
  });

  it('agree the same whichever side they stand on', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [one, two] = [date(a), date(b)];
        expect(compareBirths(one, two, builtInModel).weight).toBe(compareBirths(two, one, builtInModel).weight);
      }),
      { numRuns: 500 },
    );
  });

  it('say nothing when one is unknown', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('unknown', '', 'asdf', '31/02/1980', '1970-01-01'), (a, unknown) => {
        expect(compareBirths(date(a), date(unknown), builtInModel)).toMatchObject({ level: 'not_recorded', weight: 0 });
      }),
    );
  });

  it('weigh no more when one interval becomes wider around what they share', () => {
    const part = fc.tuple(dayNumbers, fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), fc.nat({ max: 900 }));
    const more = fc.tuple(fc.nat({ max: 4000 }), fc.nat({ max: 4000 }));
    fc.assert(
      fc.property(part, more, ([shared, before, after, other], [wider, later]) => {
        const a = interval(shared - (before % 40), shared);
        const b = interval(shared, shared + other);
        const wide = interval(shared - (before % 40) - wider, shared + (after % 40) + later);
        expect(weight(wide, b)).toBeLessThanOrEqual(weight(a, b));
        expect(weight(wide, b)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('weigh no more the farther apart they are, slips of digits aside', () => {
    const slips = new Set([
      'year_digits_slip',
      'digits_slip',
      'century_slip',
      'day_month_swapped',
      'same_day_other_year',
    ]);
    const widths = fc.constantFrom(1, 20, 31, 365, 366, 1826);
    const early = fc.integer({ min: -14_600, max: 9_000 }); // so that the later one is still before 2031
    fc.assert(
      fc.property(early, widths, widths, fc.nat({ max: 9000 }), fc.nat({ max: 9000 }), (day, wa, wb, near, far) => {
        const a = interval(day, day + wa - 1);
        const at = (gap: number) => interval(day + wa - 1 + gap, day + wa + wb - 2 + gap);
        const [close, distant] = [at(Math.min(near, far)), at(Math.max(near, far))];
        if (slips.has(birthLevel(a, close)) || slips.has(birthLevel(a, distant))) return;
        // Two full days in one year may share their month or day of the month; that is told from the days alone.
        if (wa === 1 && wb === 1 && a.yearFrom === distant.yearFrom) return;
        expect(weight(a, distant)).toBeLessThanOrEqual(weight(a, close));
      }),
      { numRuns: 1000 },
    );
  });

  it('never speak against one person by more for the usual slip of a pen than for two other days', () => {
    fc.assert(
      fc.property(dayNumbers, (day) => {
        const [year, month, dayOfMonth] = isoDay(day).split('-') as [string, string, string];
        if (Number(dayOfMonth) > 12 || dayOfMonth === '01' || month === '01' || month === '07') return;
        const a = date(isoDay(day))!;
        const swapped = date(`${year}-${dayOfMonth}-${month}`);
        const otherYear = date(`${Number(year) + 1}-${month}-${dayOfMonth}`);
        for (const slip of [swapped, otherYear]) if (slip) expect(weight(a, slip)).toBeGreaterThan(3);
      }),
    );
  });

  it('are explained in both languages without a word on who it is', () => {
    for (const row of cases) {
      const outcome = compareBirths(date(row.a!), date(row.b!), builtInModel);
      const score = {
        matchWeight: 0,
        priorWeight: -16,
        comparisons: [outcome],
        relative: { weight: 0, kind: 'sibling' as const },
        probabilities: { same: 0, relative: 0, unrelated: 1 },
        band: null,
        matcherVersion: 1,
        modelVersion: builtInModel.version,
      };
      for (const locale of ['ar', 'en'] as const) {
        const [line] = explain(score, locale).rows;
        expect(line!.sentence.length).toBeGreaterThan(5);
        expect(line!.sentence).not.toMatch(/same person|match|identical|هو نفسه الشخص|الشخص نفسه/i);
      }
    }
  });
});
