import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayThere, nextSafeTime } from './safe-hours.js';

const damascus = { timeZone: 'Asia/Damascus', fromHour: 9, toHour: 17 }; // UTC+3
const berlin = { timeZone: 'Europe/Berlin', fromHour: 2, toHour: 3 };
const next = (at: string, hours = damascus, lastDay: string | null = null) =>
  nextSafeTime(new Date(at), hours, lastDay).toISOString();

describe('when somebody may be told', () => {
  it.each([
    ['in the hours: now', '2026-11-23T06:00:00.000Z', '2026-11-23T06:00:00.000Z'],
    ['in the last second of them: now', '2026-11-23T13:59:59.999Z', '2026-11-23T13:59:59.999Z'],
    ['too early: when they begin', '2026-11-23T03:12:34.567Z', '2026-11-23T06:00:00.000Z'],
    ['when they end: the next day', '2026-11-23T14:00:00.000Z', '2026-11-24T06:00:00.000Z'],
    ['after midnight there, the day before here', '2026-11-23T22:30:00.000Z', '2026-11-24T06:00:00.000Z'],
  ])('%s', (_when, at, expected) => expect(next(at)).toBe(expected));

  it('is told once on a day of his own, not of ours', () => {
    expect(next('2026-11-23T07:00:00.000Z', damascus, '2026-11-23')).toBe('2026-11-24T06:00:00.000Z');
    expect(next('2026-11-24T06:00:00.000Z', damascus, '2026-11-23')).toBe('2026-11-24T06:00:00.000Z');
  });

  it('at a time zone of quarters of an hour', () =>
    expect(next('2026-11-23T00:00:00.000Z', { timeZone: 'Asia/Kathmandu', fromHour: 9, toHour: 10 })).toBe(
      '2026-11-23T03:15:00.000Z',
    ));

  it('in the night without that hour, the next night', () =>
    // 28 March 2027: at two the clock goes to three.
    expect(next('2027-03-28T00:00:00.000Z', berlin)).toBe('2027-03-29T00:00:00.000Z'));

  it('until midnight, which is hour 24', () =>
    expect(next('2026-11-23T20:59:00.000Z', { ...damascus, fromHour: 20, toHour: 24 })).toBe(
      '2026-11-23T20:59:00.000Z',
    ));

  it('never outside of the hours, whatever the time, the place and the hours', () => {
    const zones = ['Asia/Damascus', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 24 }),
        (at, timeZone, fromHour, length) => {
          const toHour = Math.min(24, fromHour + length);
          const lastDay = dayThere(at, timeZone);
          const moment = nextSafeTime(at, { timeZone, fromHour, toHour }, lastDay);
          const hour = Number(
            new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(moment),
          );
          expect(hour).toBeGreaterThanOrEqual(fromHour);
          expect(hour).toBeLessThan(toHour);
          expect(dayThere(moment, timeZone) > lastDay).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
