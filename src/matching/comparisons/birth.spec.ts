import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileDate } from '../dates/compiled-date.js';
import { parseDate } from '../dates/parse-date.js';
import { currentModel } from '../model/index.js';
import { birthLevel, compareBirths } from './birth.js';
import { compareEvents, eventLevel } from './event.js';

const date = (raw: string) => compileDate(parseDate(raw));
const births = (a: string, b: string) => birthLevel(date(a)!, date(b)!);
const events = (a: string, b: string) => eventLevel(date(a)!, date(b)!);

const written = fc.oneof(
  fc
    .date({ min: new Date('1930-01-02'), max: new Date('2015-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 8).concat('17')),
  fc.integer({ min: 1930, max: 2015 }).map(String),
  fc.integer({ min: 1930, max: 2015 }).map((year) => `about ${year}`),
  fc.integer({ min: 1350, max: 1436 }).map((year) => `3/9/${year}`),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1930, max: 2015 }))
    .map(([month, year]) => `${month}/${year}`),
  fc.integer({ min: 1930, max: 2015 }).map((year) => `before ${year}`),
);

describe('two dates of birth', () => {
  it.each([
    ['12/3/1980', '1980-03-12', 'same_day_one_order'],
    ['1980-03-12', '12 آذار 1980', 'same_day'],
    ['1980-12-03', '1980-03-12', 'day_month_swapped'],
    ['1981-03-12', '1980-03-12', 'same_day_other_year'],
    ['1980-03-20', '1980-03-12', 'same_year_part'],
    ['1980-07-20', '1980-03-12', 'same_year_other_day'],
    ['1982-07-20', '1980-03-12', 'years_apart'],
    ['1962-07-20', '1980-03-12', 'far_apart'],
    ['1980', '1980-03-12', 'same_year'],
    ['1/1/1980', '1980-03-12', 'same_year'],
    ['1/1/1980', '1/1/1981', 'year_off_by_one'],
    ['1980', '1983', 'years_apart'],
    ['1980', '1990', 'far_apart'],
    ['3/1980', '1980-03-12', 'same_month'],
    ['about 1980', '1982', 'about_same_year'],
    ['about 1980', '1984', 'about_near'],
    ['about 1980', '1986', 'years_apart'],
    ['about 1980', '1999', 'far_apart'],
    ['1980s', '1984-03-12', 'same_decade'],
    ['before 1985', '1980', 'not_excluded'],
    ['2 رمضان 1400', '1980-07-14', 'same_few_days'],
    ['1400', '1980', 'same_year'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(births(a, b)).toBe(level);
  });

  it('agree the same whichever side they stand on', () => {
    fc.assert(fc.property(written, written, (a, b) => expect(births(a, b)).toBe(births(b, a))));
  });

  it('say nothing when one is unknown, and never more for unlike dates than for like ones', () => {
    expect(compareBirths(date('unknown'), date('1980'), currentModel)).toMatchObject({
      level: 'not_recorded',
      weight: 0,
      b: '1980',
    });
    fc.assert(
      fc.property(written, written, (a, b) => {
        const same = compareBirths(date(a), date(a), currentModel).weight;
        expect(compareBirths(date(a), date(b), currentModel).weight).toBeLessThanOrEqual(
          Math.max(same, currentModel.birth.same_day),
        );
      }),
    );
  });
});

describe('a disappearance and a recorded event', () => {
  it.each([
    ['2013-03-12', '2013-03-12', 'same_day'],
    ['2013-03-12', '2013-03-15', 'days_after'],
    ['2013-03-12', '2013-05-01', 'weeks_after'],
    ['2013-03-12', '2014-05-01', 'long_after'],
    ['2013-03-12', '2018-05-01', 'years_after'],
    ['2013-03-12', '2013-03-10', 'shortly_before'],
    ['2013-03-12', '2013-02-15', 'before'],
    ['2013-03-12', '2012-02-15', 'long_before'],
    ['3/2013', '2013-04-10', 'same_month'],
    ['3/2013', '2013-06-10', 'weeks_after'],
    ['2013', '2013-06-10', 'same_year'],
    ['2013', '2016-06-10', 'long_after'],
    ['2013', '2011', 'long_before'],
    ['2 رمضان 1435', '2014-06-29', 'same_few_days'],
    ['03/04/2013', '2013-04-03', 'same_day'],
  ])('%s, then %s: %s', (a, b, level) => {
    expect(events(a, b)).toBe(level);
  });

  it('weigh more when the record comes after than when it comes long before', () => {
    const weight = (a: string, b: string) => compareEvents(date(a), date(b), currentModel).weight;
    expect(weight('2013-03-12', '2013-05-12')).toBeGreaterThan(weight('2013-05-12', '2013-03-12'));
    expect(weight('2013-03-12', '2015-03-12')).toBeGreaterThan(weight('2015-03-12', '2013-03-12'));
  });
});
