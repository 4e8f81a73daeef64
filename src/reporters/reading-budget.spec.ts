import { describe, expect, it } from '@jest/globals';
import { judgeReadings, type Readings } from './reading-budget.js';

const budget = { anHour: 60, aDay: 200 };
const readings = (changes: Partial<Readings>): Readings => ({
  lastHour: 0,
  lastDay: changes.lastHour ?? 0,
  exhaustedThisHour: false,
  fresh: true,
  ...changes,
});

describe('R14: the reading budget', () => {
  it.each<[what: string, of: Partial<Readings>, verdict: string]>([
    ['the first of the day', {}, 'hour 59, day 199'],
    ['the sixtieth of the hour', { lastHour: 59 }, 'hour 0, day 140'],
    ['the sixty-first', { lastHour: 60 }, 'no: hour'],
    ['the next, before a fresh sign-in', { lastHour: 60, exhaustedThisHour: true, fresh: false }, 'no: hour'],
    ['the next, after a fresh sign-in', { lastHour: 60, exhaustedThisHour: true }, 'hour 19, day 139'],
    ['the eightieth of the hour', { lastHour: 79, exhaustedThisHour: true }, 'hour 0, day 120'],
    ['the eighty-first, however fresh', { lastHour: 80, exhaustedThisHour: true }, 'no: hour'],
    [
      'few in this hour, but the session is the one of the alarm',
      { lastHour: 3, exhaustedThisHour: true, fresh: false },
      'no: hour',
    ],
    ['the two hundredth of the day', { lastHour: 10, lastDay: 199 }, 'hour 49, day 0'],
    ['the next of that day', { lastHour: 0, lastDay: 200 }, 'no: day'],
    ['the next of that day, however fresh', { lastDay: 250, exhaustedThisHour: true }, 'no: day'],
  ])('%s', (_what, of, expected) => {
    const verdict = judgeReadings(budget, readings(of));
    expect(verdict.open ? `hour ${verdict.left.hour}, day ${verdict.left.day}` : `no: ${verdict.exhausted}`).toBe(
      expected,
    );
  });
});
