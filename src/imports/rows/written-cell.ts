import type { Cell } from '../../partner-files/index.js';

/**
 * What a person sees in a cell: its text, untouched; of a typed date the day as its format shows it, of a number with its leading zeros. Null for a blank one.
 * A number from 1900 to 2030 that a spreadsheet would show as a day of 1905 is the year that somebody typed.
 */
export function writtenIn(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const { raw, typed } = cell;
  if (typed?.kind === 'date' && !cell.flags?.includes('may_be_year')) return typed.value;
  if (typed?.kind === 'number' && typed.shown !== undefined) return typed.shown;
  return raw.trim() === '' ? null : raw;
}
