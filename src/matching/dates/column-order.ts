import { foldDateText } from './fold-date-text.js';

/**
 * The order of day and month in a whole column of a file: 'dmy' or 'mdy' when some value allows only one and none contradicts it, else null, and the
 * person who imports is asked. Values that are not all numbers say nothing.
 */
export function orderOfColumn(values: string[]): 'dmy' | 'mdy' | null {
  let dayFirst = false;
  let monthFirst = false;
  for (const value of values) {
    const parts = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{2,4}\b/.exec(foldDateText(value));
    if (!parts) continue;
    if (Number(parts[1]) > 12) dayFirst = true;
    if (Number(parts[2]) > 12) monthFirst = true;
  }
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'dmy' : 'mdy';
}
