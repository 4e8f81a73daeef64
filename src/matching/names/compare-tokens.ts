import { latinInitials } from '../sound/initials.js';
import { soundedOf } from '../sound/meaning.js';
import { evidence, hearAcross, hearWithinLatin, mostAcross, mostWithinLatin } from '../sound/sound-evidence.js';
import { byLength, letterCost } from './letter-distance.js';
import { leastAlike, levelOf, levels, levelUnheard } from './name-level.js';
import { isKept, keep, keptAlike, keptCost, keptDistance, keptLevel, slotOf } from './pair-cache.js';
import { meaningOfToken } from './sound-of-token.js';
import { consonantsApart } from './token-codes.js';
import type { NameLevel, NameToken } from './types.js';

export interface TokenComparison {
  /** 0..1. */
  similarity: number;
  level: NameLevel;
}

/** Names whose consonants are far apart: surely another name, by letters that have nothing in common. */
export const strangers = { cost: 30, alike: -30, distance: 3 } as const;
const aliasBits = 0.5;
const aliasCost = 0.12;
const initialCost = 0.4;
const wrongInitialCost = 3;

/** Similarity is 2 to the minus `bitsPerDistance` times the distance. */
const bitsPerDistance = 3.2;

/**
 * From evidence to distance, in bits. That two names of a list are compared at all makes it likelier that they are one than that another name is meant, hence
 * `likelierHere`. Beyond `most` another name is certain enough; how unlike the letters are then tells a slip of the pen from a stranger.
 */
export const bits = { likelierHere: 3, most: 6, lettersFrom: 8, perLetterBit: 0.35, latinTwice: 2 } as const;
const atNothing = Math.log2(1 + 2 ** -bits.likelierHere);

/**
 * How unlike two spelled names are, in one script or across: 0 = the same, about 1 = probably another name, 3 and more = unrelated. Symmetric to the last bit.
 */
export function tokenDistance(a: NameToken, b: NameToken): number {
  return keptDistance[compared(a, b)]!;
}

/** The level at which two spelled names agree, as an index into `levels`. Depends on nothing but the two. */
export function levelIndex(a: NameToken, b: NameToken): number {
  const slot = compared(a, b);
  if (keptLevel[slot] === 0) keptLevel[slot] = 1 + levels.indexOf(levelOf(a, b, keptCost[slot]!, keptAlike[slot]!));
  return keptLevel[slot]! - 1;
}

/** A distance as a similarity, 0..1. */
export const similarityAt = (distance: number): number => 2 ** (-bitsPerDistance * distance);

/** The same as a similarity, with the level in words. */
export function compareTokens(a: NameToken, b: NameToken): TokenComparison {
  return { similarity: similarityAt(tokenDistance(a, b)), level: levels[levelIndex(a, b)]! };
}

function compared(a: NameToken, b: NameToken): number {
  const slot = slotOf(a, b);
  if (!isKept(slot, a, b)) {
    if (a.isInitial || b.isInitial) measureInitials(slot, a, b);
    else if (areStrangers(a, b)) keep(slot, a, b, strangers.cost, strangers.alike, strangers.distance);
    else if (a.script === 'Arab' && b.script === 'Arab') measureLetters(slot, a, b);
    else measureSound(slot, a, b);
  }
  return slot;
}

/** More than one consonant apart, and no names that the alias table puts together: the letters are not even looked at. */
export const areStrangers = (a: NameToken, b: NameToken): boolean =>
  consonantsApart(a.codes, b.codes) && a.folded !== b.folded && !shareAlias(a, b);

function measureInitials(slot: number, a: NameToken, b: NameToken): void {
  const cost = a.folded === b.folded ? 0 : initialsAgree(a, b) ? initialCost : wrongInitialCost;
  keep(slot, a, b, cost, 0, cost);
}

/** Two Arabic spellings: every written letter counts. */
function measureLetters(slot: number, a: NameToken, b: NameToken): void {
  let cost = letterCost(a, b);
  if (a.folded === b.folded) cost = Math.min(cost, a.text === b.text ? 0 : 0.01);
  else if (shareAlias(a, b)) cost = Math.min(cost, aliasCost);
  keep(slot, a, b, cost, 0, byLength(cost));
}

/** Across scripts, or two Latin spellings: what they may stand for decides. */
function measureSound(slot: number, a: NameToken, b: NameToken): void {
  if (a.folded === b.folded) {
    const distance = a.text === b.text ? 0 : 0.01;
    keep(slot, a, b, 0, bits.lettersFrom, distance);
    return;
  }
  if (a.script === 'Arab') hearAcross(a.heard, meaningOfToken(b));
  else if (b.script === 'Arab') hearAcross(b.heard, meaningOfToken(a));
  else hearWithinLatin(meaningOfToken(a), meaningOfToken(b), byLength(letterCost(a, b)));
  const alias = shareAlias(a, b);
  const other = alias ? Math.min(aliasBits, -evidence[0]!) : -evidence[0]!;
  const alike = alias ? bits.lettersFrom : evidence[1]! - takenOff(a, b);
  const meant = Math.min(bits.most, Math.log2(1 + 2 ** (other - bits.likelierHere)) - atNothing);
  const unlike = bits.perLetterBit * Math.max(0, bits.lettersFrom - alike);
  keep(slot, a, b, other, alike, (meant + unlike) / bitsPerDistance);
}

/** Bits of likeness that count for nothing because both are spelled in one script. */
const takenOff = (a: NameToken, b: NameToken): number => (a.script === b.script ? bits.latinTwice : 0);

/**
 * The level as levelIndex has it where it does not hang on what the second, Latin spelling may mean, which costs twenty times as much to work out; null where it
 * does, or where that is known already.
 */
export function levelWithoutMeaning(a: NameToken, b: NameToken): number | null {
  if (b.script === 'Arab' || b.meaning !== null || a.isInitial || b.isInitial) return null;
  if (a.folded === b.folded || shareAlias(a, b)) return null;
  const sounded = soundedOf(b.readings);
  const most =
    a.script === 'Arab'
      ? mostAcross(a.heard, sounded)
      : mostWithinLatin(meaningOfToken(a), sounded, byLength(letterCost(a, b))) - takenOff(a, b);
  if (most + roundedOff >= leastAlike(a, b)) return null;
  return levelUnheard(a, b);
}

/** Bits by which sums in another order may differ, and far more. */
const roundedOff = 1e-6;

function shareAlias(a: NameToken, b: NameToken): boolean {
  return a.aliases.length > 0 && a.aliases.some((group) => b.aliases.includes(group));
}

/** One letter stands for any name that is written with it at the beginning; two Arabic spellings must begin with the same letter. */
function initialsAgree(a: NameToken, b: NameToken): boolean {
  if (a.script === 'Arab' && b.script === 'Arab') return a.folded[0] === b.folded[0];
  const others = latinInitials(b);
  return [...latinInitials(a)].some((letter) => others.includes(letter));
}
