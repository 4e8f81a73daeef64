import type { Model } from '../model/model.js';
import { compareTokens } from '../names/compare-tokens.js';
import { type CompiledName, compileName, type NameToken, nameFrequency } from '../names/index.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** "Father of" or "mother of" somebody, as written beside a name. */
export interface CompiledKunya {
  written: string;
  token: NameToken;
  /** How common the child's name is, 0..1. */
  frequency: number;
}

export function compileKunyas(names: readonly CompiledName[]): CompiledKunya[] {
  return names.flatMap(({ kunya, parse }) =>
    kunya.map((token, at) => {
      const written = parse.kunya[at]!;
      const child = compileName(written.trim().replace(/^\S+\s+/, '')).parts[0]?.token ?? token;
      return { written, token, frequency: nameFrequency(child, 'given') };
    }),
  );
}

/**
 * Kunyas where both sides give one, on the levels of a name part; of several on one side those that agree best count. The rarity is that of the child's name.
 */
export function compareKunyas(a: CompiledKunya[], b: CompiledKunya[], model: Model): ComparisonOutcome {
  let best: ComparisonOutcome | null = null;
  for (const one of a) {
    for (const two of b) {
      const { level } = compareTokens(one.token, two.token);
      const outcome = comparePart(
        'kunya',
        { level, a: one.written, b: two.written, frequencyA: one.frequency, frequencyB: two.frequency },
        model,
      );
      if (!best || outcome.weight > best.weight) best = outcome;
    }
  }
  return best ?? notRecorded('kunya', a[0]?.written ?? null, b[0]?.written ?? null);
}
