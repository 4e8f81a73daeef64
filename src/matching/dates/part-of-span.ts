import type { DateReading } from './calendar-span.js';

/**
 * "Early", "mid" or "late" in a year or month: thirds of the span, each widened by a twelfth because the words are loose. Anything else stays as it is.
 */
export function partOfSpan(span: DateReading, part: 'early' | 'mid' | 'late'): DateReading {
  if (span.earliest === null || span.latest === null || (span.precision !== 'year' && span.precision !== 'month'))
    return span;
  const days = span.latest - span.earliest + 1;
  const start = { early: 0, mid: 1 / 4, late: 7 / 12 }[part];
  const end = { early: 5 / 12, mid: 3 / 4, late: 1 }[part];
  return {
    ...span,
    earliest: span.earliest + Math.floor(days * start),
    latest: span.earliest + Math.ceil(days * end) - 1,
    precision: span.precision === 'year' ? 'season' : 'month',
  };
}
