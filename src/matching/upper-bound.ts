import { rarityBits, scriptSetting } from './comparisons/name-part.js';
import { isOneSlip } from './comparisons/one-slip.js';
import type { CompiledRecord } from './compile-record.js';
import type { Model } from './model/index.js';
import { levelsWithRarity, partComparisons } from './model/level-lists.js';
import { compareTokens } from './names/compare-tokens.js';
import { type CompiledName, type CompiledPart, type NameToken, nameFrequency } from './names/index.js';
import { mergedToken } from './names/merged-token.js';
import { nameRoles } from './record.js';

const withRarity: ReadonlySet<string> = new Set(levelsWithRarity);

/** The most bits that the names of two records can bring in any arrangement: each part against whichever part of the other name suits it best. */
export function mostNameBits(a: CompiledName[], b: CompiledName[], model: Model): number {
  let most = 0;
  for (const one of a) for (const two of b) most = Math.max(most, mostBits(one, two, model));
  return most;
}

/** The same for the mothers' names. */
export function mostMotherBits(a: CompiledRecord, b: CompiledRecord, model: Model): number {
  return a.mother && b.mother ? mostBits(a.mother, b.mother, model) : 0;
}

function mostBits(a: CompiledName, b: CompiledName, model: Model): number {
  const [few, many] = a.parts.length <= b.parts.length ? [a.parts, b.parts] : [b.parts, a.parts];
  let sum = 0;
  for (let at = 0; at < few.length; at++) {
    let best = 0;
    for (const other of many) best = Math.max(best, tokenBits(few[at].token, other.token, model));
    sum += best > 0 ? best : mostMergedBits(few, at, many, model);
  }
  return sum;
}

/** A part that meets nothing may be two words of the other name in one, or the first of two. */
function mostMergedBits(few: readonly CompiledPart[], at: number, many: readonly CompiledPart[], model: Model): number {
  let best = 0;
  const part = few[at];
  const after = few[at + 1];
  for (let place = 0; place < many.length; place++) {
    const other = many[place];
    const next = many[place + 1];
    if (next && mayBeOneWord(part.token, other.token, next.token))
      best = Math.max(best, tokenBits(part.token, mergedToken(other, next), model));
    if (after && mayBeOneWord(other.token, part.token, after.token)) {
      best = Math.max(best, tokenBits(mergedToken(part, after), other.token, model));
    }
  }
  return best;
}

/** One word for two has about the consonants of both; compare-names.ts tries more, but finds nothing in those. */
function mayBeOneWord(one: NameToken, first: NameToken, second: NameToken): boolean {
  const length = (token: NameToken): number => token.skeletons[0]?.coarse.length ?? 0;
  return first.script === second.script && Math.abs(length(one) - length(first) - length(second)) <= 1;
}

const mostRemembered = 2_000_000;
let rememberedFor: Model | null = null;
let remembered = new Map<number, Map<number, number>>();
let count = 0;

/** Bits of two parts, kept for the model in use: a bulk run meets the same spellings again and again. */
function tokenBits(a: NameToken, b: NameToken, model: Model): number {
  if (rememberedFor !== model || count > mostRemembered) {
    remembered = new Map();
    rememberedFor = model;
    count = 0;
  }
  let row = remembered.get(a.id);
  if (!row) {
    row = new Map();
    remembered.set(a.id, row);
  }
  let bits = row.get(b.id);
  if (bits === undefined) {
    bits = workOutBits(a, b, model);
    row.set(b.id, bits);
    count += 1;
  }
  return bits;
}

function workOutBits(a: NameToken, b: NameToken, model: Model): number {
  if (cannotAgree(a, b)) return 0;
  const found = compareTokens(a, b).level;
  const level = found === 'different' && isOneSlip(a.text, b.text) ? 'one_edit' : found;
  if (level === 'different' || level === 'missing') return 0;
  const setting = scriptSetting(a.text, b.text);
  const carriesRarity = withRarity.has(level);
  let most = 0;
  for (const comparison of partComparisons) {
    const rarity = carriesRarity ? rarityBits(comparison, highestFrequency(a, b) + model.frequencyShrinkage, model) : 0;
    most = Math.max(most, model.same[comparison][setting]![level]! + rarity);
  }
  return most;
}

/**
 * Two consonants of each that the other lacks in every reading: more than any level but `different` allows. Saves reading most pairs of spellings letter by
 * letter. Names of the alias table may share no consonant at all.
 */
function cannotAgree(a: NameToken, b: NameToken): boolean {
  if (a.aliases.length > 0 && b.aliases.length > 0) return false;
  return lacking(a, b) >= 2 && lacking(b, a) >= 2;
}

function lacking(a: NameToken, b: NameToken): number {
  let most = Number.POSITIVE_INFINITY;
  for (const { coarse } of a.skeletons) {
    let missing = 0;
    for (const letter of new Set(coarse)) if (!b.skeletons.some((other) => other.coarse.includes(letter))) missing += 1;
    most = Math.min(most, missing);
  }
  return Number.isFinite(most) ? most : 0;
}

/** Of the two, in the role where they are rarest. */
function highestFrequency(a: NameToken, b: NameToken): number {
  return Math.min(...nameRoles.map((role) => Math.max(nameFrequency(a, role), nameFrequency(b, role))));
}
