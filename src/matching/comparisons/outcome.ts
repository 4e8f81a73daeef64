import type { PlaceComparison } from './place.js';

/** One line of the evidence: what was compared, how it agreed, what that is worth. */
export type ComparisonName =
  | 'given'
  | 'father'
  | 'grandfather'
  | 'family'
  | 'name_arrangement'
  | 'mother'
  | 'birth'
  | 'event'
  | PlaceComparison
  | 'sex'
  | 'identifier';

export interface ComparisonOutcome {
  comparison: ComparisonName;
  /** Name of the level that was reached; `not_recorded` when one side does not say. */
  level: string;
  /** Bits (log2); positive speaks for one person, negative for two, 0 for nothing known. */
  weight: number;
  /** Both values as written, null when not recorded. Places are given as codes. */
  a: string | null;
  b: string | null;
  note?: Record<string, string | number>;
}

/** The outcome when one side or both say nothing: it never counts. */
export function notRecorded(comparison: ComparisonName, a: string | null, b: string | null): ComparisonOutcome {
  return { comparison, level: 'not_recorded', weight: 0, a, b };
}
