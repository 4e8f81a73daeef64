import type { DateReading } from './calendar-span.js';

/**
 * "Early", "mid" or "late" in a decade, year or month: thirds of the span, each widened by a twelfth because the words are loose. Anything else stays as it
 * is.
 */
export function partOfSpan(span: DateReading, part: 'early' | 'mid' | 'late'): DateReading {
  const { earliest, latest, precision } = span;
  if (earliest === null || latest === null || !['decade', 'year', 'month'].includes(precision)) return span;
  const days = latest - earliest + 1;
  const start = { early: 0, mid: 1 / 4, late: 7 / 12 }[part];
  const end = { early: 5 / 12, mid: 3 / 4, late: 1 }[part];
  return {
    ...span,
    earliest: earliest + Math.floor(days * start),
    latest: earliest + Math.ceil(days * end) - 1,
    precision: precision === 'year' ? 'season' : precision,
  };
}
