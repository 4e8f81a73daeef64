import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTable } from '../tables/read-table.js';
import { compareNames } from './compare-names.js';
import { compileName } from './compile-name.js';

const similarity = (a: string, b: string): number => compareNames(a, b).similarity;
const names = [
  ...readTable('given-names.male.tsv')
    .slice(0, 150)
    .map((row) => row.arabic!),
  ...readTable('surnames.tsv')
    .slice(0, 150)
    .map((row) => row.arabic!),
  ...readTable('names.cases.tsv').map((row) => row.b!),
];
const fullName = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

describe('comparing full names', () => {
  it.each(readTable('names.closer.cases.tsv').map((row) => [row.name!, row.closer!, row.farther!, row.note!]))(
    '%s is closer to %s than to %s: %s',
    (name, closer, farther) => {
      expect(similarity(name, closer)).toBeGreaterThan(similarity(name, farther));
    },
  );

  it('says which part met which, and where the father stood first', () => {
    const { arrangement, meetings, perRole } = compareNames('خالد أحمد العلي', 'Ahmad Khaled Al-Ali');
    expect(arrangement).toBe('given_father_swapped');
    expect(new Set(meetings.map(({ a, b }) => [a, b]))).toEqual(
      new Set([
        ['خالد', 'Khaled'],
        ['أحمد', 'Ahmad'],
        ['العلي', 'Al Ali'],
      ]),
    );
    expect(perRole.family).toMatchObject({ level: 'same_sound', a: 'العلي', b: 'Al Ali' });
  });

  it('does not count a father that one side leaves out as a contradiction', () => {
    const { perRole } = compareNames('خالد أحمد العلي', 'Khaled Al-Ali');
    expect(perRole.father).toMatchObject({ level: 'missing', b: null, frequencyB: null });
    expect(perRole.given?.level).toBe('same_sound');
    expect(perRole.family?.level).toBe('same_sound');
  });

  it('believes a source that tells the parts apart', () => {
    const report = { raw: 'خالد أحمد العلي', parts: { given: 'خالد', father: 'أحمد', family: 'العلي' } };
    const swapped = { raw: 'أحمد خالد العلي', parts: { given: 'أحمد', father: 'خالد', family: 'العلي' } };
    expect(compareNames(report, swapped).arrangement).toBe('given_father_swapped');
    expect(compareNames(report, swapped).similarity).toBeLessThan(0.6);
    expect(compareNames(report, report)).toMatchObject({ similarity: 1, arrangement: 'as_written' });
  });

  it('calls another name in the same place different, and never missing', () => {
    const sought = { raw: 'محمد خالد العلي', parts: { given: 'محمد', father: 'خالد', family: 'العلي' } };
    expect(compareNames(sought, 'Mohamad Samir Al Ali').perRole.father).toMatchObject({
      level: 'different',
      a: 'خالد',
      b: 'Samir',
    });
    const brother = { raw: 'سمير خالد العلي', parts: { given: 'سمير', father: 'خالد', family: 'العلي' } };
    expect(compareNames(sought, brother).perRole).toMatchObject({
      given: { level: 'different' },
      father: { level: 'same' },
      family: { level: 'same' },
    });
    expect(compareNames('خالد', 'Samir').meetings).toMatchObject([{ level: 'different' }]);
  });

  it('does not hold a missing father against a missing family name', () => {
    const a = { raw: 'محمد العلي', parts: { given: 'محمد', family: 'العلي' } };
    const b = { raw: 'Mohamad Khaled', parts: { given: 'Mohamad', father: 'Khaled' } };
    expect(compareNames(a, b).perRole).toMatchObject({
      given: { level: 'same_sound' },
      father: { level: 'missing' },
      family: { level: 'missing' },
    });
  });

  it('gives a common name a higher frequency than a rare one, in the role it has', () => {
    const { perRole } = compareNames('محمد خالد قره', 'Mohamad Khaled Kara');
    expect(perRole.given!.frequencyA!).toBeGreaterThan(0.03);
    expect(perRole.given!.frequencyB! / perRole.given!.frequencyA!).toBeCloseTo(1, 1);
    expect(perRole.family!.frequencyA!).toBeLessThan(perRole.given!.frequencyA!);
  });

  it('finds nothing alike in a text without letters', () => {
    for (const empty of ['', '  ', '???', '\u0000', '\ud800', '\u200f']) expect(similarity(empty, 'خالد')).toBe(0);
  });
});

describe('whatever names are compared', () => {
  it('the result is the same from both sides', () => {
    fc.assert(
      fc.property(fullName, fullName, (a, b) => {
        const there = compareNames(a, b);
        const back = compareNames(b, a);
        expect(back.similarity).toBe(there.similarity);
        expect(back.arrangement).toBe(there.arrangement);
        expect(back.meetings.map(({ level }) => level)).toEqual(there.meetings.map(({ level }) => level));
        for (const [role, seen] of Object.entries(there.perRole)) {
          expect(back.perRole[role as 'given']).toEqual({
            level: seen.level,
            a: seen.b,
            b: seen.a,
            scriptA: seen.scriptB,
            scriptB: seen.scriptA,
            frequencyA: seen.frequencyB,
            frequencyB: seen.frequencyA,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a name is fully like itself and the similarity stays between 0 and 1', () => {
    fc.assert(
      fc.property(fullName, fullName, (a, b) => {
        expect(similarity(a, a)).toBe(1);
        expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(similarity(a, b)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('harakat, tatweel, direction marks, case and spacing change nothing', () => {
    const noise = fc.constantFrom('\u064e', '\u0651', '\u0640', '\u200f', '\u200b', '\u202b', '\u0650');
    fc.assert(
      fc.property(fullName, fullName, noise, fc.nat(20), (a, b, mark, at) => {
        const place = at % (a.length + 1);
        const marked = ` ${a.slice(0, place)}${mark}${a.slice(place).replaceAll(' ', '  ')} `;
        expect(similarity(marked, b)).toBe(similarity(a, b));
        expect(similarity(a.toUpperCase(), b)).toBe(similarity(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('takes bounded time for any text of up to 10,000 characters', () => {
    const started = process.cpuUsage();
    let compared = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10_000 }), fullName, (any, name) => {
        compareNames(any, name);
        compareNames(any.repeat(40).slice(0, 10_000), any);
        compared += 2;
      }),
      { numRuns: 60 },
    );
    for (const unit of ['ا', 'a', 'ab ', 'عبد ', 'al-', '(', ' ابن', 'ﷺ', 'e\u0301', "'"]) {
      compareNames(unit.repeat(10_000 / unit.length), 'خالد العلي');
      compared++;
    }
    const milliseconds = (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000;
    expect(milliseconds / compared).toBeLessThan(50);
  });

  it('only as many parts are looked at as are compared in bounded time', () => {
    expect(compileName('خالد '.repeat(2000)).parts.length).toBeLessThanOrEqual(7);
  });
});
