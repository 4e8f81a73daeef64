import type { Model } from '../model/model.js';
import { compareTokens } from '../names/compare-tokens.js';
import { type CompiledName, compileName, type NameToken, nameFrequency } from '../names/index.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** "Father of" or "mother of" somebody, as written beside a name. */
export interface CompiledKunya {
  written: string;
  token: NameToken;
  /** The child's name; the whole where the two were written as one word. */
  child: NameToken;
  /** How common the child's name is, 0..1. */
  frequency: number;
}

/** A given name at least this common (Abu Bakr) is no kunya where it stands alone. */
const knownGivenName = 3e-4;

/** The kunyas of a person: those beside a name, and names that are nothing but a kunya. */
export function compileKunyas(names: readonly CompiledName[]): CompiledKunya[] {
  return [
    ...names.flatMap(({ kunya, parse }) => kunya.map((token, at) => compileKunya(token, parse.kunya[at]!))),
    ...names
      .filter((name) => isOnlyKunya(name, names))
      .map(({ parts, parse }) => compileKunya(parts[0]!.token, parse.raw)),
  ];
}

/**
 * Whether a name of a person tells no more than "father of" or "mother of". Where no other name is known, what is commonly a given name or a family name
 * (Abu Bakr, the Abu Zayd family) counts as that.
 */
export function isOnlyKunya({ parts }: CompiledName, names: readonly CompiledName[]): boolean {
  const [part] = parts;
  const prefix = part?.token.readings[0]?.prefix;
  if (!part || parts.length > 1 || (prefix !== 'abu' && prefix !== 'umm')) return false;
  if (names.some((other) => other.parts.length > 1)) return true;
  return part.role !== 'family' && nameFrequency(part.token, 'given') < knownGivenName;
}

function compileKunya(token: NameToken, written: string): CompiledKunya {
  const child = compileName(written.trim().replace(/^\S+\s+/, '')).parts[0]?.token ?? token;
  return { written, token, child, frequency: nameFrequency(child, 'given') };
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
        {
          level,
          a: one.written,
          b: two.written,
          scriptA: one.token.codes.writtenIn,
          scriptB: two.token.codes.writtenIn,
          frequencyA: one.frequency,
          frequencyB: two.frequency,
        },
        model,
      );
      if (!best || outcome.weight > best.weight) best = outcome;
    }
  }
  return best ?? notRecorded('kunya', a[0]?.written ?? null, b[0]?.written ?? null);
}
