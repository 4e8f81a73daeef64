import type { Cell } from '../../partner-files/index.js';

/** What stands in a cell as a person sees it, untouched; null for a blank one. An error of the spreadsheet is what was written, though it says nothing. */
export function writtenIn(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const text = shown(cell);
  return text.trim() === '' ? null : text;
}

/**
 * The text as written; of a typed cell of a workbook what its format shows (a date as ISO, `2013-05` if it shows no day; a number with its
 * leading zeros). A bare year number that is formatted as a date is the year.
 */
function shown({ raw, typed, flags }: Cell): string {
  switch (typed?.kind) {
    case 'date':
      return flags?.includes('may_be_year') ? raw : typed.value;
    case 'time':
      return typed.value;
    case 'number':
      return typed.shown ?? raw;
    case 'null':
      return '';
    default:
      return raw;
  }
}
