import { mergedToken } from '../names/merged-token.js';
import type { CompiledPart, NameToken } from '../names/types.js';

/** A word's beginning and end may change when it is written together with another (Abd, an article): so many consonants fewer prove nothing. */
const mostFewer = 2;

/** More letters than any word has. */
const neverReached = 1000;

/** Pairs of neighbouring parts, as the one word that a list without spaces makes of them; read only when the letters leave a chance. */
export class TwoAsOne {
  private readonly letters: Uint16Array;
  /** Consonants that some reading of either has, and those that every reading has. */
  private readonly consonants: Int32Array;
  private readonly certain: Int32Array;
  private readonly words: (NameToken | undefined)[];

  constructor(private readonly pairs: readonly (readonly [CompiledPart, CompiledPart])[]) {
    // Words in two scripts are never one: no word has the letters for it then.
    this.letters = Uint16Array.from(pairs, ([{ token: a }, { token: b }]) =>
      a.script === b.script ? a.letters + b.letters : neverReached,
    );
    this.consonants = Int32Array.from(
      pairs,
      ([{ token: a }, { token: b }]) => a.codes.anyConsonant | b.codes.anyConsonant,
    );
    this.certain = Int32Array.from(pairs, ([{ token: a }, { token: b }]) => inEveryReading(a) | inEveryReading(b));
    this.words = new Array<NameToken | undefined>(pairs.length);
  }

  /** Whether a word with so many letters (0 = an initial) and these consonants might stand for the pair. The cheap part of the question. */
  fits(letters: number, consonants: number, pair: number): boolean {
    return (
      letters >= this.letters[pair]! * 0.6 &&
      letters <= this.letters[pair]! * 2.4 &&
      !atLeast(this.certain[pair]! & ~consonants, mostFewer + 1)
    );
  }

  /** The pair as one word if `one`, which fits, could stand for it, otherwise undefined. */
  wordLike(one: NameToken, pair: number): NameToken | undefined {
    if (lacksTwo(one, this.consonants[pair]!)) return undefined;
    this.words[pair] ??= mergedToken(this.pairs[pair]![0].token, this.pairs[pair]![1].token);
    return this.words[pair];
  }
}

function inEveryReading({ codes }: NameToken): number {
  return codes.consonantBits.reduce((all, bits) => all & bits, codes.anyConsonant);
}

/** Every reading of the word has two consonants that neither half has. */
function lacksTwo({ codes }: NameToken, consonants: number): boolean {
  for (let at = 0; at < codes.consonantBits.length; at++) {
    if (!atLeast(codes.consonantBits[at]! & ~consonants, 2)) return false;
  }
  return codes.consonantBits.length > 0;
}

/** Whether so many bits are set. */
function atLeast(bits: number, count: number): boolean {
  let left = bits;
  for (let taken = 1; taken < count; taken++) left &= left - 1;
  return left !== 0;
}
