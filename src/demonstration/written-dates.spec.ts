import { describe, expect, it } from '@jest/globals';
import { Random } from './random.js';
import { writeBirth } from './write-birth.js';
import { civilDate, type DateWriter, dayOf, writeDay, writeMonth } from './written-dates.js';

const random = new Random(1);
const arabic: DateWriter = { style: 'dmy_slash', digits: 'arab', language: 'ar' };
const seventhOfMarch = { year: 2013, month: 3, day: 7 };

describe('dates as documents write them', () => {
  it('counts days from 1970 and back', () => {
    expect(civilDate(dayOf(2013, 3, 7))).toEqual(seventhOfMarch);
    expect(civilDate(dayOf(1970, 1, 1))).toEqual({ year: 1970, month: 1, day: 1 });
  });

  it('writes one day in the style of each document', () => {
    const write = (writer: Partial<DateWriter>): string =>
      writeDay(seventhOfMarch, { ...arabic, digits: 'latn', ...writer }, random);
    expect(write({ style: 'dmy_slash' })).toBe('07/03/2013');
    expect(write({ style: 'dmy_dot' })).toBe('07.03.2013');
    expect(write({ style: 'ymd_slash' })).toBe('2013/3/7');
    expect(write({ style: 'iso' })).toBe('2013-03-07');
    expect(write({ style: 'month_name' })).toBe('7 آذار 2013');
    expect(write({ style: 'day_month_name', language: 'en' })).toBe('07 March 2013');
    expect(write({ digits: 'arab' })).toBe('٠٧/٠٣/٢٠١٣');
    expect(writeMonth(seventhOfMarch, { ...arabic, style: 'month_name' })).toBe('آذار ٢٠١٣');
  });

  it('writes a Hijri day within a day of the Umm al-Qura calendar', () => {
    // 29 June 2014 is 2 Ramadan 1435 in Umm al-Qura (domain notes 5.2).
    const writer: DateWriter = { style: 'hijri', digits: 'latn', language: 'ar' };
    for (let turn = 0; turn < 50; turn++) {
      expect(writeDay({ year: 2014, month: 6, day: 29 }, writer, random)).toMatch(/^[123](?: رمضان |\/9\/)1435 ?هـ$/u);
    }
  });

  it('never writes a birth more than two years off, nor a day that does not exist', () => {
    const iso: DateWriter = { style: 'iso', digits: 'latn', language: 'en' };
    for (let turn = 0; turn < 3000; turn++) {
      const written = writeBirth(dayOf(1984, 2, 29), iso, random, () => undefined, 1);
      const year = Number(/\d{4}/u.exec(written)![0]);
      expect(Math.abs(year - 1984)).toBeLessThanOrEqual(2);
      if (/^\d{4}-/u.test(written)) expect(new Date(`${written}T00:00:00Z`).toISOString().slice(0, 10)).toBe(written);
    }
  });
});
