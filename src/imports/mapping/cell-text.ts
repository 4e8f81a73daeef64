import type { Cell } from '../../partner-files/index.js';

/**
 * What a person sees in a cell: the text as written; of a typed cell of a workbook what its format shows (a date as ISO, `2013-05` if it shows no day; a
 * number with its leading zeros). A bare year number that is formatted as a date is the year. Empty for null and for errors of the spreadsheet.
 */
export function textOf({ raw, typed, flags }: Cell): string {
  switch (typed?.kind) {
    case 'date':
      return flags?.includes('may_be_year') ? raw : typed.value;
    case 'time':
      return typed.value;
    case 'number':
      return typed.shown ?? raw;
    case 'null':
    case 'error':
      return '';
    default:
      return raw;
  }
}
