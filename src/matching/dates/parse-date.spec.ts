import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTable } from '../tables/read-table.js';
import { orderOfColumn } from './column-order.js';
import { parseAge } from './parse-age.js';
import { checkDate, parseDate } from './parse-date.js';

const cases = parseTable(readFileSync(new URL('./parse-date.cases.tsv', import.meta.url), 'utf8'));

describe('a date as a source wrote it', () => {
  it('has enough cases to mean something', () => {
    expect(cases.length).toBeGreaterThan(90);
  });

  it.each(cases.map((row) => [row.written, row] as const))('%s', (written, row) => {
    const raw = written === '(empty)' ? '' : written;
    const date = parseDate(raw);
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
    const check = checkDate(raw);
    expect(check.ok ? 'ok' : check.code).toBe(row.check === 'ok' ? 'ok' : `date.${row.check}`);
    if (!check.ok && raw.length > 3) expect(check.message).not.toContain(raw);
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

  it('covers what both Hijri calendars would make of the same day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1360, max: 1446 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2, max: 29 }),
        (year, month, day) => {
          const umalqura = parseDate(`${day}/${month}/${year}`, { order: 'dmy' });
          const civil = parseDate(`${day}/${month}/${year}`, { order: 'dmy', calendar: 'hijri_civil' });
          expect(umalqura.earliest! <= civil.latest! && civil.earliest! <= umalqura.latest!).toBe(true);
        },
      ),
    );
  });

  it('never makes parseDate throw, and its interval is never back to front', () => {
    const piece = fc.constantFrom(
      ...cases.flatMap((row) => row.written.split(' ')),
      '/',
      '-',
      ' ',
      '31',
      '2',
      '2013',
      '1435',
      '\u0000',
      '\ud800',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, 'dmy' as const, 'mdy' as const), (raw, order) => {
        const date = parseDate(raw, { order });
        expect(date.raw).toBe(raw);
        if (date.earliest && date.latest) expect(date.earliest <= date.latest).toBe(true);
        if (date.precision === 'unknown') expect([date.earliest, date.latest]).toEqual([null, null]);
        else expect(date.earliest ?? date.latest).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (date.qualifier === 'exact' && date.precision !== 'unknown')
          expect(date.earliest && date.latest).toBeTruthy();
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every real Gregorian day as that day, except the placeholder of a year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1901-01-02'), max: new Date('2029-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const read = parseDate(iso);
          if (iso.endsWith('-01-01')) expect(read.precision).not.toBe('day');
          else expect([read.earliest, read.latest]).toEqual([iso, iso]);
        },
      ),
    );
  });

  it('of 10,000 characters is not understood, at once', () => {
    expect(parseDate('1/'.repeat(5000)).precision).toBe('unknown');
  });
});

describe('an age', () => {
  const asOf = parseDate('2013');
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

  it('says nothing without a date, and nonsense says nothing', () => {
    expect(parseAge('23', parseDate('unknown')).precision).toBe('unknown');
    expect(parseAge('230', asOf).precision).toBe('unknown');
    expect(parseAge('tall', asOf).precision).toBe('unknown');
    expect(parseAge('', asOf).precision).toBe('unknown');
  });
});
