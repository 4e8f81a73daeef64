import type { Cell } from '../../partner-files/index.js';

/**
 * What a person sees in a cell: its text, untouched; of a typed cell of a workbook what its format shows (a date as ISO, a number with its leading zeros). A
 * bare year that is formatted as a date is the year. Null for a blank one; an error of the spreadsheet is what was written, though it says nothing.
 */
export function writtenIn(cell: Cell | undefined): string | null {
  if (cell === undefined || cell.typed?.kind === 'null') return null;
  const { raw, typed, flags } = cell;
  const isDay = typed?.kind === 'date' && !flags?.includes('may_be_year');
  if (isDay || typed?.kind === 'time') return typed.value;
  const text = typed?.kind === 'number' ? (typed.shown ?? raw) : raw;
  return text.trim() === '' ? null : text;
}
