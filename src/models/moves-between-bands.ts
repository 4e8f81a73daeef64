import type { Band } from '../matching/index.js';
import type { ShownCount } from '../small-counts.js';
import { hideSmallCells, sumOfCells } from './hide-small-cells.js';

/** How many pairs another model puts from one band into another; null: below all bands. */
export interface Move {
  from: Band | null;
  to: Band | null;
  pairs: number;
}

interface Banded {
  before: { band: Band | null };
  after: { band: Band | null };
}

const rank = (band: Band | null) => ['weak', 'worth_a_look', 'strong'].indexOf(band ?? '');

export const rises = ({ from, to }: Move) => rank(to) > rank(from);
export const falls = ({ from, to }: Move) => rank(to) < rank(from);
export const fallsBelow = ({ from, to }: Move) => from !== null && to === null;

/** From the best band down; pairs that stay where they are among them. */
export function movesOf(pairs: readonly Banded[]): Move[] {
  const moves = new Map<string, Move>();
  for (const { before, after } of pairs) {
    const key = `${before.band} ${after.band}`;
    const move = moves.get(key) ?? { from: before.band, to: after.band, pairs: 0 };
    moves.set(key, { ...move, pairs: move.pairs + 1 });
  }
  return [...moves.values()].sort((a, b) => rank(b.from) - rank(a.from) || rank(b.to) - rank(a.to));
}

/** The same with small counts hidden. */
export function shownMoves(pairs: readonly Banded[]) {
  const moves = movesOf(pairs);
  const shown = hideSmallCells(moves.map((move) => move.pairs));
  return moves.map((move, at) => ({ ...move, pairs: shown[at]! }));
}

/** How many pairs made a move of some kind; null where it would tell a move that is hidden. */
export function countMoves(pairs: readonly Banded[], which: (move: Move) => boolean): ShownCount | null {
  const moves = movesOf(pairs);
  const shown = hideSmallCells(moves.map((move) => move.pairs));
  const own = moves.map((move, at) => ({ move, shown: shown[at]! })).filter(({ move }) => which(move));
  return sumOfCells(
    own.map(({ move }) => move.pairs),
    own.map((each) => each.shown),
  );
}
