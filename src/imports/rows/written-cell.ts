import type { Cell } from '../../partner-files/index.js';
import { textOf } from '../mapping/cell-text.js';

/** What stands in a cell as a person sees it, untouched; null for a blank one. An error of the spreadsheet is what was written, though it says nothing. */
export function writtenIn(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const text = cell.typed === undefined || cell.typed.kind === 'error' ? cell.raw : textOf(cell);
  return text.trim() === '' ? null : text;
}
