import { dateSpoilers } from './date-spoilers.js';
import type { DirtyCell, Draft } from './draft.js';
import { nameSpoilers } from './name-spoilers.js';
import { isWhole, rowSpoilers } from './row-spoilers.js';
import type { Desk, Spoiler } from './spoiler.js';
import { valueSpoilers } from './value-spoilers.js';

/**
 * Spoils the rows: each oddity happens to its share of them and, where any row gives occasion, at least to one.
 * `dirt` multiplies the shares (1 as they are). What the file's encoding cannot hold does not happen.
 */
export function spoilRows(desk: Desk, dirt: number, fits: (text: string) => boolean): void {
  if (dirt === 0) return;
  const happens = (spoilers: Spoiler[], eligible: (draft: Draft) => boolean): void => {
    for (const spoiler of spoilers) {
      let left = Math.max(1, Math.round(spoiler.share * dirt * desk.drafts.length));
      for (const draft of desk.random.shuffle(desk.drafts)) {
        if (left === 0) break;
        if (eligible(draft) && spoilOne(spoiler, draft, desk, fits)) left--;
      }
    }
  };
  happens([...nameSpoilers, ...dateSpoilers, ...valueSpoilers], () => true);
  happens(rowSpoilers, isWhole);
}

function spoilOne(spoiler: Spoiler, draft: Draft, desk: Desk, fits: (text: string) => boolean): boolean {
  const before = { ...draft, cells: [...draft.cells], touched: new Set(draft.touched) };
  if (spoiler.spoil(draft, desk) && draft.cells.every((cell) => fits(textOf(cell, desk.workbook)))) {
    draft.oddities.push(spoiler.name);
    return true;
  }
  Object.assign(draft, before);
  return false;
}

/** The text that a reader finds in the cell. */
export function textOf(cell: DirtyCell, inWorkbook: boolean): string {
  if (typeof cell === 'string') return cell;
  if ('number' in cell) return cell.number;
  return inWorkbook ? cell.result : cell.formula;
}
