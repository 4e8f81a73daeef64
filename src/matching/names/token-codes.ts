import { keyHash } from '../key-hash.js';
import type { Script } from '../record.js';
import type { Skeleton, TokenCodes } from './types.js';

/**
 * The cheap questions about two spellings: equal, one slip apart, same consonants, hopeless. All four work on numbers that are made once a token, and make
 * nothing new: they are asked of every pair before the sound model is.
 */

/** Under this many letters every name is one letter from another. */
const fewestForSlip = 3;

/** `folded`: the spelling without anything that is typed now one way, now another. */
export function codesOf(folded: string, skeletons: readonly Skeleton[], writtenIn: Script): TokenCodes {
  let letterBits = 0;
  for (let at = 0; at < folded.length; at++) letterBits |= bitOf(folded.charCodeAt(at));
  return new Codes(
    folded,
    writtenIn,
    letterBits,
    skeletons.map(({ coarse }) => consonantsOf(coarse)),
  );
}

/** Near keys take most of the time and are often not asked for: they are worked out when they are. */
class Codes implements TokenCodes {
  readonly coarse: readonly string[];
  readonly coarseHashes: readonly number[];
  private keys: Int32Array | null = null;

  constructor(
    readonly folded: string,
    readonly writtenIn: Script,
    readonly letterBits: number,
    private readonly all: readonly Consonants[],
  ) {
    this.coarse = all.map(({ coarse }) => coarse);
    this.coarseHashes = all.map(({ hash }) => hash);
  }

  get nearKeys(): Int32Array {
    this.keys ??= keysOfAll(this.all);
    return this.keys;
  }
}

/** What is worked out of a coarse skeleton; many spellings share one. */
interface Consonants {
  coarse: string;
  hash: number;
  nearKeys: Int32Array | null;
}
const knownConsonants = new Map<string, Consonants>();
const mostKnown = 50_000;

function consonantsOf(coarse: string): Consonants {
  let known = knownConsonants.get(coarse);
  if (!known) {
    known = { coarse, hash: keyHash(coarse), nearKeys: null };
    if (knownConsonants.size >= mostKnown) knownConsonants.clear();
    knownConsonants.set(coarse, known);
  }
  return known;
}

/** Sorted, each once. */
function keysOfAll(all: readonly Consonants[]): Int32Array {
  const [first] = all;
  if (!first) return new Int32Array(0);
  if (all.every(({ coarse }) => coarse === first.coarse)) return nearKeysKept(first);
  const keys = new Set<number>();
  for (const one of all) for (const key of nearKeysKept(one)) keys.add(key);
  return Int32Array.from(keys).sort();
}

function nearKeysKept(consonants: Consonants): Int32Array {
  consonants.nearKeys ??= nearKeysOf(consonants.coarse);
  return consonants.nearKeys;
}

/** One bit of 32 for a letter. Some letters share one: the bits can only tell that two spellings differ, never that they do not. */
const bitOf = (codeUnit: number): number => 1 << (codeUnit & 31);

export function equalSpelling(a: TokenCodes, b: TokenCodes): boolean {
  return a.letterBits === b.letterBits && a.folded === b.folded;
}

/**
 * True when one spelling is the other after a single slip of the keyboard: a letter changed, left out, added, or two neighbours exchanged; also when they are
 * equal. False below three letters. Only says something for two names in one script.
 */
export function withinOneSlip(a: TokenCodes, b: TokenCodes): boolean {
  return mayBeOneSlip(a.letterBits, b.letterBits) && isOneSlip(a.folded, b.folded);
}

/** False where the letters alone (TokenCodes.letterBits) show that there was more than one slip. */
export function mayBeOneSlip(one: number, two: number): boolean {
  // One slip takes a letter away and brings one: three letters that only one side has are two slips.
  let only = one ^ two;
  only &= only - 1;
  only &= only - 1;
  return only === 0;
}

/** withinOneSlip for two folded spellings without spaces. */
export function isOneSlip(a: string, b: string): boolean {
  let endA = a.length;
  let endB = b.length;
  if (endA - endB > 1 || endB - endA > 1 || endA < fewestForSlip || endB < fewestForSlip) return false;
  let start = 0;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  if (endA - start <= 1 && endB - start <= 1) return true;
  return (
    endA - start === 2 &&
    endB - start === 2 &&
    a.charCodeAt(start) === b.charCodeAt(start + 1) &&
    a.charCodeAt(start + 1) === b.charCodeAt(start)
  );
}

/** True when the two have a coarse skeleton in common, in any reading. */
export function sameConsonants(a: TokenCodes, b: TokenCodes): boolean {
  for (let one = 0; one < a.coarseHashes.length; one++) {
    for (let two = 0; two < b.coarseHashes.length; two++) {
      if (a.coarseHashes[one] === b.coarseHashes[two] && a.coarse[one] === b.coarse[two]) return true;
    }
  }
  return false;
}

/** Under this many consonants a missing one makes another name too often to look for it; from so many on two may be missing. */
const fewestForMissing = 2;
const fewestForTwoMissing = 4;

/** Hashes of a coarse skeleton and of what is left of it without a consonant or, for long ones, two; sorted, each once. */
export function nearKeysOf(coarse: string): Int32Array {
  const keys = new Set([coarse]);
  for (const left of coarse.length < fewestForMissing ? [] : withoutOne(coarse)) {
    keys.add(left);
    if (coarse.length >= fewestForTwoMissing) for (const both of withoutOne(left)) keys.add(both);
  }
  return Int32Array.from(new Set([...keys].map(keyHash))).sort();
}

const withoutOne = (text: string): string[] => [...text].map((_, at) => text.slice(0, at) + text.slice(at + 1));

/**
 * True when the consonants of the two are further apart than slips of the keyboard put them: no skeleton of one with a consonant taken out, or two of a long one, is
 * one of the other's. No two spellings of one name are so unlike, but for those of the alias table. Symmetric deletion (Garbe's SymSpell), so the spellings
 * that are not apart from a given one can be looked up by `nearKeys`.
 */
export function consonantsApart(a: TokenCodes, b: TokenCodes): boolean {
  const one = a.nearKeys;
  const two = b.nearKeys;
  for (let i = 0, j = 0; i < one.length && j < two.length; ) {
    if (one[i] === two[j]) return false;
    if (one[i]! < two[j]!) i++;
    else j++;
  }
  return true;
}
