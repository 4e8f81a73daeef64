import type { Explanation, ExplanationRow } from '../matching/index.js';

/** An explanation as one reader gets it: null in the place of every number while weights are hidden from him (see blind.ts). */
export interface ShownExplanation extends Omit<Explanation, 'startingPoint' | 'rows' | 'total'> {
  startingPoint: Shown<Explanation['startingPoint'], 'weight'>;
  rows: Shown<ExplanationRow, 'weight' | 'before' | 'after'>[];
  total: number | null;
}
type Shown<T, Numbers extends keyof T> = Omit<T, Numbers> & Record<Numbers, number | null>;

/** @param hidden without a number: words, values and the band stay */
export function shownExplanation(explanation: Explanation, hidden: boolean): ShownExplanation {
  if (!hidden) return explanation;
  return {
    ...explanation,
    startingPoint: { ...explanation.startingPoint, weight: null },
    rows: explanation.rows.map((row) => ({ ...row, weight: null, before: null, after: null })),
    total: null,
  };
}
