import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTable } from '../tables/read-table.js';
import { orderOfColumn } from './column-order.js';
import { calendarDay, dayNumber, isoDay } from './day-number.js';
import { parseAge } from './parse-age.js';
import { checkDate, parseDate } from './parse-date.js';

const cases = parseTable(readFileSync(new URL('./parse-date.cases.tsv', import.meta.url), 'utf8'));
const writtenCases = cases.map((row) => row.written).filter((written) => written !== '(empty)');
const iso = (date: Date): string => date.toISOString().slice(0, 10);
const anyDay = fc
  .date({ min: new Date('1905-08-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .filter((day) => iso(day) !== '1970-01-01'); // stands for "not known"
const hijriDay = fc.date({ min: new Date('1932-05-01'), max: new Date('2027-12-31'), noInvalidDate: true });

const digitSets = [0x30, 0x660, 0x6f0];
const inDigits = (text: string, zero: number): string =>
  text.replace(/[0-9\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String.fromCharCode(zero + code - Math.max(...digitSets.filter((set) => set <= code)));
  });

describe('any text in place of a date', () => {
  const piece = fc.constantFrom(
    ...writtenCases.flatMap((written) => written.split(' ')),
    ...['/', '-', ' ', '31', '2', '2013', '1435', '\u0000', '\ud800'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(' ')),
  );
  const orders = fc.constantFrom(undefined, 'dmy' as const, 'mdy' as const);
  const ofs = fc.constantFrom(undefined, 'birth' as const, 'event' as const);

  it('is read without fail into an interval that is never back to front', () => {
    fc.assert(
      fc.property(texts, orders, ofs, (raw, order, of) => {
        const date = parseDate(raw, { order, of });
        expect(date.raw).toBe(raw);
        if (date.earliest && date.latest) expect(date.earliest <= date.latest).toBe(true);
        if (date.precision === 'unknown') expect([date.earliest, date.latest]).toEqual([null, null]);
        else expect(date.earliest ?? date.latest).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (date.qualifier === 'exact' && date.precision !== 'unknown')
          expect(date.earliest && date.latest).toBeTruthy();
        expect(checkDate(raw, { order, of }).ok || date.precision === 'unknown').toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  const unit = fc.constantFrom(
    '1',
    '/',
    ' ',
    "'",
    't',
    ':',
    '\u0640',
    '\u0662',
    '\ufdfa',
    'x',
    '0',
    '.',
    '-',
    '\u064b',
  );
  const long = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 10_000, size: 'max' }),
    fc.array(unit, { minLength: 1, maxLength: 4 }).map((units) => units.join('').repeat(10_000).slice(0, 10_000)),
  );

  // No clock: a reading that grows with the square of the length takes minutes here and is ended by the limit of the test.
  it('of up to 10,000 characters is answered, and kept as written', () => {
    fc.assert(
      fc.property(long, (raw) => {
        expect(parseDate(raw, { of: 'birth' }).raw).toBe(raw);
        parseAge(raw, parseDate('2013'));
        orderOfColumn([raw]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('harmless rewriting of a date', () => {
  const written = fc.constantFrom(...writtenCases);
  const withoutRaw = (raw: string) => ({ ...parseDate(raw), raw: '' });
  const unchanged = (rewrite: (text: string, at: number) => string) =>
    fc.assert(
      fc.property(written, fc.integer({ min: 0, max: 200 }), (raw, at) => {
        const rewritten = rewrite(raw, at);
        expect(parseDate(rewritten).raw).toBe(rewritten);
        expect(withoutRaw(rewritten)).toEqual(withoutRaw(raw));
      }),
      { numRuns: 600 },
    );
  const insert = (text: string, at: number, what: string): string => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + what + text.slice(place);
  };

  it('in any of the three digit sets changes nothing', () => {
    unchanged((raw, at) => inDigits(raw, digitSets[at % 3]!));
  });

  it('with direction marks and zero-width characters anywhere changes nothing', () => {
    const marks = ['\u200e', '\u200f', '\u061c', '\u202b', '\u202c', '\u2067', '\u2069', '\u200c', '\ufeff'];
    unchanged((raw, at) => insert(insert(raw, at, marks[at % marks.length]!), at * 7, '\u200f'.repeat(200)));
  });

  it('with tatweel or harakat on Arabic letters changes nothing', () => {
    const marks = ['\u0640', '\u064b', '\u064e', '\u0651', '\u0652', '\u0640\u0640'];
    unchanged((raw, at) =>
      raw.replace(/[\u0628\u062a-\u063a\u0641-\u0647]/g, (letter) => letter + marks[at % marks.length]),
    );
  });

  it('with more or other spaces between words changes nothing', () => {
    unchanged((raw, at) => `  ${raw.replace(/ /g, [' \u00a0', '   ', '\t', '\u2003 '][at % 4]!)}\n`);
  });

  it('in capitals or decomposed changes nothing', () => {
    unchanged((raw, at) => (at % 2 ? raw.normalize('NFD') : raw.normalize('NFC')));
    for (const raw of writtenCases.filter((text) => /^[\x20-\x7e]+$/.test(text)))
      expect(withoutRaw(raw.toUpperCase())).toEqual(withoutRaw(raw));
  });
});

describe('a day that is written and read back', () => {
  const contains = (raw: string, day: string): void => {
    const read = parseDate(raw);
    if (!(read.earliest! <= day && day <= read.latest!)) throw new Error(`${raw} was read as ${JSON.stringify(read)}`);
  };
  const gregorian: [string, Intl.DateTimeFormatOptions][] = [
    ['long', { dateStyle: 'long' }],
    ['medium', { dateStyle: 'medium' }],
    ['full', { dateStyle: 'full' }],
    ['numeric', { year: 'numeric', month: 'numeric', day: 'numeric' }],
    ['month and year', { year: 'numeric', month: 'long' }],
    ['short month', { year: 'numeric', month: 'short' }],
  ];
  const locales = ['ar-SY', 'ar-IQ', 'ar-LB', 'ar-EG', 'ar-DZ', 'ar-MA', 'en-GB', 'en-US', 'fr', 'de', 'tr'];
  const formats = locales.flatMap((locale) =>
    gregorian.map(([name, options]) => ({
      name: `${locale} ${name}`,
      format: new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { ...options, timeZone: 'UTC' }),
    })),
  );

  it.each(formats)('in the style $name is in the interval', ({ format }) => {
    fc.assert(
      fc.property(anyDay, (day) => contains(format.format(day), iso(day))),
      { numRuns: 60 },
    );
  });

  it.each(['ar', 'en', 'tr'])('in the Hijri calendar, language %s, is in the interval', (locale) => {
    for (const calendar of ['islamic-umalqura', 'islamic-civil']) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}`, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      });
      fc.assert(
        fc.property(hijriDay, (day) => contains(format.format(day), iso(day))),
        { numRuns: 60 },
      );
    }
  });

  it('as year, month and day in numbers is that day, or both orders, or the year of a placeholder', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year, month, dayOfMonth] = iso(day).split('-') as [string, string, string];
        const placeholder = dayOfMonth === '01' && (month === '01' || month === '07');
        const exact = parseDate(iso(day));
        expect([exact.earliest, exact.latest]).toEqual(
          placeholder ? [`${year}-01-01`, `${year}-12-31`] : [iso(day), iso(day)],
        );
        for (const raw of [`${dayOfMonth}/${month}/${year}`, `${month}.${dayOfMonth}.${year}`]) contains(raw, iso(day));
        contains(
          `${dayOfMonth}-${month}-${year.slice(2)}`.replace(
            /-(\d\d)$/,
            Number(year) < 2000 && Number(year) > 1929 ? '-$1' : `-${year}`,
          ),
          iso(day),
        );
      }),
    );
  });

  it('in the season, decade or age that holds it is in the interval', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const year = day.getUTCFullYear();
        const season = ['winter', 'winter', 'spring', 'spring', 'spring', 'summer', 'summer', 'summer', 'autumn'];
        contains(`${season[day.getUTCMonth()] ?? (day.getUTCMonth() === 11 ? 'winter' : 'autumn')} ${year}`, iso(day));
        contains(`${year - (year % 10)}s`, iso(day));
        contains(`about ${year + (day.getUTCDate() % 5) - 2}`, iso(day));
        contains(`${year - 1}-${year + 1}`, iso(day));
        contains(`before ${year + 1}`.replace('before', 'between 1800 and'), iso(day));
      }),
    );
  });
});

describe('the Hijri calendars', () => {
  it('meet on every day: each covers what the other makes of the same numbers', () => {
    const months = fc.tuple(
      fc.integer({ min: 1360, max: 1446 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 2, max: 29 }),
    );
    fc.assert(
      fc.property(months, ([year, month, day]) => {
        const umalqura = parseDate(`${day}/${month}/${year}`, { order: 'dmy' });
        const civil = parseDate(`${day}/${month}/${year}`, { order: 'dmy', calendar: 'hijri_civil' });
        expect(umalqura.earliest! <= civil.latest! && civil.earliest! <= umalqura.latest!).toBe(true);
      }),
    );
  });

  it('put every day of Ramadan, by name, inside the Ramadan of its year and of both calendars', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
      month: 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    });
    for (let day = dayNumber(2011, 1, 1); day <= dayNumber(2025, 12, 31); day++) {
      const parts = format.formatToParts(new Date(day * 86_400_000));
      if (parts.find(({ type }) => type === 'month')?.value !== '9') continue;
      const hijriYear = parts.find(({ type }) => type === 'year')?.value;
      for (const raw of [`Ramadan ${hijriYear}`, `Ramadan ${calendarDay(day).year}`]) {
        const read = parseDate(raw);
        expect(read.earliest! <= isoDay(day) && isoDay(day) <= read.latest!).toBe(true);
      }
    }
  });
});

describe('day numbers', () => {
  it('are those of Date, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -250_000, max: 250_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        expect(calendarDay(day)).toEqual(expected);
        expect(dayNumber(expected.year, expected.month, expected.day)).toBe(day);
        expect(isoDay(day)).toBe(iso(date));
      }),
    );
  });
});
