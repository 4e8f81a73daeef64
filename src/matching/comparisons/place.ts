import type { Model } from '../model/model.js';
import { type MapLevel, mapLevel } from '../places/compare-places.js';
import type { CompiledPlace, CompiledPlaces } from '../places/compiled-place.js';
import { heldLevel } from '../places/held-level.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

export const placeComparisons = ['birth_place', 'home', 'taken', 'held'] as const;
export type PlaceComparison = (typeof placeComparisons)[number];

/** Between two kinds of place: taken where the other record says that he lives, lives where the other says that he was born. */
export type AcrossLevel = 'at_home' | 'near_home' | 'home_governorate' | 'away_from_home';

/** Bits of a place of birth, a home or a place where somebody was taken. Agreement weighs by how few people live there. */
export interface PlaceWeights {
  /** Share of true pairs that agree as far as both say; divided by the share of the population. */
  agreeShare: number;
  /** The most that one place says. */
  mostBits: number;
  /** Taken from what a shared subdistrict would say (near) or a shared district (not_far); never below 0. */
  near: number;
  not_far: number;
  other_district: number;
  capital_region: number;
  neighbouring_governorate: number;
  other_governorate: number;
}

/** What is laid against what in the comparison at hand. Kept here, because a bulk run must not make an object a pair. */
let left: CompiledPlace | null = null;
let right: CompiledPlace | null = null;
let across = false;
/** Weights of the four comparisons of the last pair that was weighed. */
const weights = new Float64Array(placeComparisons.length);

/**
 * The four places of two records, one outcome each in the order of `placeComparisons`; levels as in compare-places.ts and held-level.ts. Where one record has no
 * home, its place of birth stands in; where it has no place where he was taken, its home (levels of `AcrossLevel`). Weights as in `weighPlaces`.
 */
export function comparePlaces(a: CompiledPlaces, b: CompiledPlaces, model: Model): ComparisonOutcome[] {
  weighPlaces(a, b, model);
  const strongest = weights.indexOf(Math.max(...weights));
  return placeComparisons.map((comparison, at) => {
    layAgainst(comparison, a, b);
    const level = levelAtHand(comparison);
    const values = [left?.code ?? null, right?.code ?? null] as const;
    if (level === 'not_recorded') return notRecorded(comparison, ...values);
    const outcome = { comparison, level, weight: weights[at], a: values[0], b: values[1] };
    if (isGuess()) return { ...outcome, note: { guessed: 1 } };
    return weights[at] > 0 && at !== strongest ? { ...outcome, note: { also: 1 } } : outcome;
  });
}

/**
 * Sum of the four weights in bits, without making anything. The same place twice is not twice the evidence (people are taken where they live): the strongest
 * agreement counts whole, any further one `model.place.further` of it. Contradictions add up to `model.place.mostAgainst`.
 */
export function weighPlaces(a: CompiledPlaces, b: CompiledPlaces, model: Model): number {
  let strongest = -1;
  let against = 0;
  for (let at = 0; at < placeComparisons.length; at++) {
    layAgainst(placeComparisons[at], a, b);
    const weight = weightAtHand(placeComparisons[at], model);
    weights[at] = weight;
    if (weight > 0 && (strongest < 0 || weight > weights[strongest])) strongest = at;
    if (weight < 0) against += weight;
  }
  const least = against < model.place.mostAgainst ? model.place.mostAgainst / against : 1;
  let sum = 0;
  for (let at = 0; at < placeComparisons.length; at++) {
    if (weights[at] < 0) weights[at] *= least;
    else if (at !== strongest) weights[at] *= model.place.further;
    sum += weights[at];
  }
  return sum;
}

function layAgainst(comparison: PlaceComparison, a: CompiledPlaces, b: CompiledPlaces): void {
  across = false;
  if (comparison === 'birth_place') lay(a.birth, b.birth, null, null);
  else if (comparison === 'home') lay(a.home, b.home, a.birth, b.birth);
  else if (comparison === 'taken') lay(a.taken, b.taken, a.home, b.home);
  else lay(a.held, b.held, a.taken ?? a.home, b.taken ?? b.home);
}

/** Two places of one kind; where only one record has it, the other record's `instead`. */
function lay(
  one: CompiledPlace | null,
  two: CompiledPlace | null,
  oneInstead: CompiledPlace | null,
  twoInstead: CompiledPlace | null,
): void {
  left = one;
  right = two;
  across = (one === null) !== (two === null);
  if (!across) return;
  if (one === null) left = oneInstead;
  else right = twoInstead;
}

function levelAtHand(comparison: PlaceComparison): string {
  if (comparison === 'held') return heldLevel(left, right);
  const level = mapLevel(left, right);
  return across && level !== 'not_recorded' ? acrossLevel(level) : level;
}

function acrossLevel(level: MapLevel): AcrossLevel {
  if (level === 'community') return 'at_home';
  if (level === 'governorate') return 'home_governorate';
  return level === 'near' || level === 'not_far' || level === 'subdistrict' || level === 'district'
    ? 'near_home'
    : 'away_from_home';
}

function weightAtHand(comparison: PlaceComparison, model: Model): number {
  if (left === null || right === null) return 0;
  let weight = 0;
  if (comparison === 'held') {
    const level = heldLevel(left, right);
    if (level !== 'not_recorded') weight = model.place.held[level];
  } else {
    weight = mapWeight(mapLevel(left, right), left, right, model.place[comparison]);
    if (across) weight = weight > 0 ? weight * model.place.acrossShare : Math.max(weight, model.place.awayFromHome);
  }
  return isGuess() ? weight * model.place.guessedShare : weight;
}

function isGuess(): boolean {
  return left?.guessed === true || right?.guessed === true;
}

/** Of two places that agree as far as both say: what the narrowest shared one says, never less than a wider one. */
function mapWeight(level: MapLevel, a: CompiledPlace, b: CompiledPlace, of: PlaceWeights): number {
  switch (level) {
    case 'not_recorded':
      return 0;
    case 'other_district':
    case 'capital_region':
    case 'neighbouring_governorate':
    case 'other_governorate':
      return of[level];
  }
  let bits = a.governorateBits;
  if (level === 'near') bits = Math.min(a.subdistrictBits, b.subdistrictBits) + of.near;
  else if (level === 'not_far') bits = Math.min(a.districtBits, b.districtBits) + of.not_far;
  else if (level !== 'governorate') {
    bits = Math.max(bits, a.districtBits);
    if (level !== 'district') bits = Math.max(bits, a.subdistrictBits);
    if (level === 'community') bits = Math.max(bits, a.communityBits);
  }
  return Math.min(of.mostBits, Math.max(0, bits + Math.log2(of.agreeShare)));
}
