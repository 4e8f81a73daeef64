import type { PartSetting, ScriptSetting } from '../model/level-lists.js';
import type { PlaceComparison } from './place.js';

export type ComparisonName =
  | 'given'
  | 'father'
  | 'grandfather'
  | 'family'
  | 'name_arrangement'
  | 'kunya'
  | 'mother'
  | 'mother_family'
  | 'birth'
  | 'event'
  | PlaceComparison
  | 'sex'
  | 'identifier';

/** One line of the evidence: what was compared, how it agreed, what that is worth. */
export interface ComparisonOutcome {
  comparison: ComparisonName;
  /** Name of the level that was reached; `not_recorded` when one side does not say. */
  level: string;
  /** Under which circumstances the level was reached, where a model tells them apart; absent = `any`. */
  setting?: ScriptSetting | PartSetting;
  /** Bits (log2); positive speaks for one person rather than two strangers, negative for two, 0 for nothing known. */
  weight: number;
  /** The part of `weight` that the value brings by being rare (below 0: common). The same whatever the two people are to each other. */
  rarity?: number;
  /** Both values as written, null when not recorded. Places are given as codes. */
  a: string | null;
  b: string | null;
  note?: Record<string, string | number>;
}

/** The outcome when one side or both say nothing: it never counts. */
export function notRecorded(comparison: ComparisonName, a: string | null, b: string | null): ComparisonOutcome {
  return { comparison, level: 'not_recorded', weight: 0, a, b };
}
