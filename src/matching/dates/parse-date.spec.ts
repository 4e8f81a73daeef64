import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTable } from '../tables/read-table.js';
import { orderOfColumn } from './column-order.js';
import { parseAge } from './parse-age.js';
import { checkDate, parseDate } from './parse-date.js';
import type { DateOptions } from './year-of-number.js';

const cases = parseTable(readFileSync(new URL('./parse-date.cases.tsv', import.meta.url), 'utf8'));

const optionsOf = (cell: string): DateOptions =>
  cell === '-' ? {} : Object.fromEntries(cell.split(' ').map((option) => option.split('=')));

describe('a date as a source wrote it', () => {
  it('has enough cases to mean something', () => {
    expect(cases.length).toBeGreaterThan(380);
    expect(new Set(cases.map((row) => row.pitfall)).size).toBeGreaterThan(28);
  });

  it.each(cases.map((row) => [row.pitfall, row.written, row] as const))('%s: %s', (_, written, row) => {
    const raw = written === '(empty)' ? '' : written;
    const options = optionsOf(row.options);
    const date = parseDate(raw, options);
    const bound = (cell: string): string | null => (cell === '-' ? null : cell);
    expect(date).toEqual({
      raw,
      earliest: bound(row.earliest),
      latest: bound(row.latest),
      precision: row.precision,
      qualifier: row.qualifier,
      orderAmbiguous: row.flags.includes('ambiguous'),
      calendar: row.flags.includes('hijri') ? 'hijri_umalqura' : 'gregorian',
    });
    const check = checkDate(raw, options);
    expect(check.ok ? 'ok' : check.code).toBe(row.check === 'ok' ? 'ok' : `date.${row.check}`);
    if (check.ok) {
      expect(check.date).toEqual(date);
      expect(check.notes.map(({ code }) => code.replace('date.', '')).join(' ') || '-').toBe(row.notes);
      for (const { message } of check.notes) expect(message).toMatch(/\.$/);
    } else if (raw.length > 3) expect(check.message).not.toContain(raw);
  });

  it('is read in the order of its column once that is known', () => {
    expect(parseDate('03/04/2013', { order: 'dmy' })).toMatchObject({
      earliest: '2013-04-03',
      latest: '2013-04-03',
      orderAmbiguous: false,
    });
    expect(parseDate('03/04/2013', { order: 'mdy' })).toMatchObject({
      earliest: '2013-03-04',
      latest: '2013-03-04',
      orderAmbiguous: false,
    });
    expect(orderOfColumn(['03/04/2013', '13/04/2013', '\u0661\u0662/\u0663/\u0662\u0660\u0661\u0663'])).toBe('dmy');
    expect(orderOfColumn(['03/04/2013', '04/13/2013'])).toBe('mdy');
    expect(orderOfColumn(['13/04/2013', '04/13/2013'])).toBeNull();
    expect(orderOfColumn(['03/04/2013', '2013'])).toBeNull();
  });

  it('gets its century from the column when the importer has said so', () => {
    expect(parseDate('12/3/13', { order: 'dmy', twoDigitYearsFrom: 1950 })).toMatchObject({
      earliest: '2013-03-12',
      latest: '2013-03-12',
    });
    expect(parseDate('12/3/49', { order: 'dmy', twoDigitYearsFrom: 1950 })).toMatchObject({ earliest: '2049-03-12' });
  });

  it('in a Hijri column is Hijri, unless its year can only be Gregorian', () => {
    expect(parseDate('2/9/35', { calendar: 'hijri_umalqura', order: 'dmy' })).toMatchObject({
      earliest: '2014-06-27',
      latest: '2014-07-01',
    });
    expect(parseDate('2014', { calendar: 'hijri_umalqura' })).toMatchObject({
      calendar: 'gregorian',
      earliest: '2014-01-01',
    });
    expect(parseDate('2/9/1435', { calendar: 'hijri_civil', order: 'dmy' })).toMatchObject({
      calendar: 'hijri_civil',
      earliest: '2014-06-28',
    });
  });
});

describe('an age', () => {
  const asOf = parseDate('2013');
  const onDay = (day: string) => ({ ...parseDate(day), earliest: day, latest: day });
  it('becomes the interval of birth days that it allows on its date', () => {
    expect(parseAge('23', parseDate('2013-06-15'))).toMatchObject({
      earliest: '1989-06-16',
      latest: '1990-06-15',
      precision: 'year',
    });
    expect(parseAge('عمره ٢٣ سنة', asOf)).toMatchObject({ earliest: '1989-01-02', latest: '1990-12-31' });
    expect(parseAge('about 30', asOf)).toMatchObject({
      earliest: '1979-01-02',
      latest: '1986-12-31',
      qualifier: 'about',
    });
    expect(parseAge('20-25 years', asOf)).toMatchObject({ earliest: '1987-01-02', latest: '1993-12-31' });
  });

  it('is counted from the date in its own text before that of its row', () => {
    expect(parseAge('عمره 23 عام 2010', asOf)).toMatchObject({ earliest: '1986-01-02', latest: '1987-12-31' });
    expect(parseAge('25 years old in 2014', asOf)).toMatchObject({ earliest: '1988-01-02', latest: '1989-12-31' });
    expect(parseDate('عمره 23', { of: 'birth', asOf })).toMatchObject({
      raw: 'عمره 23',
      earliest: '1989-01-02',
      latest: '1990-12-31',
      qualifier: 'between',
    });
  });

  it('of somebody whose birthday is known to lie in its interval contains that birthday', () => {
    const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2010-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 30_000 }), (birth, later) => {
        const on = new Date(birth.getTime() + later * 86_400_000);
        const before = on.toISOString().slice(5, 10) < birth.toISOString().slice(5, 10) ? 1 : 0;
        const age = on.getUTCFullYear() - birth.getUTCFullYear() - before;
        const asOfDay = onDay(on.toISOString().slice(0, 10));
        const read = parseAge(String(age), asOfDay);
        const born = birth.toISOString().slice(0, 10);
        // Somebody born on 29 February has a birthday on the 28th or on 1 March in other years.
        if (born.endsWith('02-29') || asOfDay.earliest!.endsWith('02-29')) return;
        expect(read.earliest! <= born && born <= read.latest!).toBe(true);
      }),
    );
  });

  it('says nothing without a date, and nonsense says nothing', () => {
    expect(parseAge('23', parseDate('unknown')).precision).toBe('unknown');
    expect(parseAge('230', asOf).precision).toBe('unknown');
    expect(parseAge('tall', asOf).precision).toBe('unknown');
    expect(parseAge('', asOf).precision).toBe('unknown');
    expect(parseAge('12/3/2013', asOf).precision).toBe('unknown');
    expect(parseAge('9'.repeat(9999), asOf).precision).toBe('unknown');
  });
});
