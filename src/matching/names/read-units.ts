import { arabicUnit, latinSplits, latinUnits, units, vowelUnits } from './sounds.js';

/** Letters of one spelling that are looked at; a longer one is not a name. */
export const longestSpelling = 24;

/** What the neighbourhood says about a unit. */
export const flag = {
  /**
   * Latin vowel that is long, so leaving it out is not free: directly after another vowel, or two letters before the last consonant (Hassoun; earlier
   * in a name French writes short u with two letters, Houssam).
   */
  secondVowel: 4,
  /** Second of two equal glides (Dawud is written with one waw or two). */
  repeatedGlide: 8,
} as const;

export interface UnitString {
  units: Uint8Array;
  flags: Uint8Array;
}

const isConsonant = (unit: number | undefined): boolean =>
  unit !== undefined && (units[unit]!.kind === 'consonant' || units[unit]!.kind === 'silent');

/** Letters of an Arabic spelling as units. */
export function readArabic(text: string): UnitString {
  const letters = [...text].filter((letter) => arabicUnit(letter, 'inside') !== undefined).slice(0, longestSpelling);
  const read = letters.map(
    (letter, index) => arabicUnit(letter, index === 0 ? 'start' : index === letters.length - 1 ? 'end' : 'inside')!,
  );
  const flags = new Uint8Array(read.length);
  for (let i = 1; i < read.length; i++) {
    if (letters[i] === letters[i - 1] && !isConsonant(read[i])) flags[i]! |= flag.repeatedGlide;
  }
  return { units: Uint8Array.from(read), flags };
}

const longestGrapheme = Math.max(...[...latinUnits.keys()].map((grapheme) => grapheme.length));

/** Graphemes of a Latin spelling, longest first; a marked letter without a row is read as its plain letter, anything else is skipped. */
function graphemes(text: string, splitDigraphs: boolean): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length && found.length < longestSpelling; ) {
    let length = Math.min(longestGrapheme, text.length - at);
    while (length > 0 && !latinUnits.has(text.slice(at, at + length))) length--;
    if (length === 0) {
      const plain = text[at]!.normalize('NFD')[0]!;
      if (latinUnits.has(plain)) found.push(plain);
      at++;
      continue;
    }
    const grapheme = text.slice(at, at + length);
    const parts = splitDigraphs ? latinSplits.get(grapheme) : undefined;
    if (parts) found.push(...parts);
    else found.push(grapheme);
    at += length;
  }
  return found;
}

/** French eu is left out: it is short in Ennaceur. */
const longBeforeLast = ['ou', 'ie', 'oo', 'ee', 'aa'];

/** One Latin spelling as units; doubled consonants count once, because Arabic does not write doubling. */
function readGraphemes(list: readonly string[]): UnitString {
  const read: number[] = [];
  const flags: number[] = [];
  let previous = '';
  for (const grapheme of list) {
    const unit = latinUnits.get(grapheme)!;
    const vowel = vowelUnits[unit] === 1;
    if (
      !vowel &&
      (grapheme === previous || (previous !== '' && grapheme.length > previous.length && grapheme.startsWith(previous)))
    ) {
      read[read.length - 1] = unit;
    } else {
      const afterVowel = read.length > 0 && vowelUnits[read[read.length - 1]!] === 1;
      flags.push(afterVowel && vowel ? flag.secondVowel : 0);
      read.push(unit);
    }
    previous = vowel ? '' : grapheme;
  }
  const beforeLast = read.length - 2;
  if (beforeLast > 0 && longBeforeLast.includes(units[read[beforeLast]!]!.letter))
    flags[beforeLast]! |= flag.secondVowel;
  return { units: Uint8Array.from(read), flags: Uint8Array.from(flags) };
}

/** Readings of a Latin spelling: the usual one, and one with two-letter graphemes taken apart where the spelling has any (Fathi, As'had). */
export function readLatin(text: string): UnitString[] {
  const usual = graphemes(text, false);
  const readings = [readGraphemes(usual)];
  if (usual.some((grapheme) => latinSplits.has(grapheme))) readings.push(readGraphemes(graphemes(text, true)));
  return readings;
}
