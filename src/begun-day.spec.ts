import { expect, it } from '@jest/globals';
import { hasBegunSomewhere } from './begun-day.js';

it.each([
  ['2026-11-22', '2026-11-21T21:30:00Z', true, 'half past midnight in Damascus'],
  ['2026-11-22', '2026-11-21T10:00:00Z', true, 'midnight in Kiribati'],
  ['2026-11-22', '2026-11-21T09:59:59Z', false, 'nowhere yet'],
  ['2026-11-22', '2026-11-22T23:00:00Z', true, 'late on the same day'],
  ['2026-11-24', '2026-11-22T23:00:00Z', false, 'the day after tomorrow'],
])('%s at %s: a form can bear this date is %s (%s)', (day, now, begun) => {
  expect(hasBegunSomewhere(day, new Date(now))).toBe(begun);
});
