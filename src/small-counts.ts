/** A count that may be shown: 1 to 4 are not (domain.md R22). */
export type ShownCount = number | '<5';

const smallest = 5;

const isSmall = (count: number) => count > 0 && count < smallest;
export const shownCount = (count: number): ShownCount => (isSmall(count) ? '<5' : count);

/**
 * The cells of one table and their total. As soon as one cell is hidden the total is too: total minus the others would tell it. What is
 * shown is the same whichever numbers from 1 to 4 the hidden cells hold.
 * @returns total null where it would tell
 */
export function suppressSmallCounts<Cell extends { count: number }>(
  cells: readonly Cell[],
): { total: number | null; cells: (Omit<Cell, 'count'> & { count: ShownCount })[] } {
  return {
    total: cells.some((cell) => isSmall(cell.count)) ? null : cells.reduce((sum, cell) => sum + cell.count, 0),
    cells: cells.map((cell) => ({ ...cell, count: shownCount(cell.count) })),
  };
}
