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

/** The kunyas of a person: those beside a name, and names that are nothing but a kunya where the person has another name (an alias in brackets). */
export function compileKunyas(names: readonly CompiledName[]): CompiledKunya[] {
  return [
    ...names.flatMap(({ kunya, parse }) => kunya.map((token, at) => compileKunya(token, parse.kunya[at]!))),
    ...names
      .filter((name) => isOnlyKunya(name, names))
      .map(({ parts, parse }) => compileKunya(parts[0]!.token, parse.raw)),
  ];
}

/** Whether a name of a person tells no more than "father of" or "mother of", and another name is known. */
export function isOnlyKunya({ parts }: CompiledName, names: readonly CompiledName[]): boolean {
  const prefix = parts[0]?.token.readings[0]?.prefix;
  return parts.length === 1 && (prefix === 'abu' || prefix === 'umm') && names.some((other) => other.parts.length > 1);
}

function compileKunya(token: NameToken, written: string): CompiledKunya {
  const child = compileName(written.trim().replace(/^\S+\s+/, '')).parts[0]?.token ?? token;
  return { written, token, frequency: nameFrequency(child, 'given') };
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
