import { type ShownCount, shownCount } from '../small-counts.js';

/**
 * Counts whose sum is shown elsewhere: 1 to 4 are hidden, and where that is a single one, the smallest other with it, because the sum would tell it.
 * @returns null for the one that is hidden for another's sake
 */
export function hideSmallCells(counts: readonly number[]): (ShownCount | null)[] {
  const shown: (ShownCount | null)[] = counts.map(shownCount);
  const hidden = shown.filter((count) => count === '<5').length;
  if (hidden !== 1) return shown;
  const open = counts.filter((count, at) => count > 0 && shown[at] !== '<5');
  const smallest = counts.indexOf(Math.min(...open));
  if (open.length > 0) shown[smallest] = null;
  return shown;
}

/** The sum of some of those cells, as far as it tells none that is hidden. */
export function sumOfCells(counts: readonly number[], shown: readonly (ShownCount | null)[]): ShownCount | null {
  const sum = shownCount(counts.reduce((all, count) => all + count, 0));
  return sum === '<5' || shown.every((count) => typeof count === 'number') ? sum : null;
}
