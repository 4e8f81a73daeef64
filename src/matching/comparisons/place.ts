import type { Model } from '../model/model.js';
import { type MapLevel, mapLevel } from '../places/compare-places.js';
import type { CompiledPlace, CompiledPlaces } from '../places/compiled-place.js';
import { type HeldLevel, heldLevel } from '../places/held-level.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

export const placeComparisons = ['birth_place', 'home', 'taken', 'held'] as const;
export type PlaceComparison = (typeof placeComparisons)[number];

export const isPlace = (comparison: string): comparison is PlaceComparison =>
  (placeComparisons as readonly string[]).includes(comparison);

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

/** Weights of the four comparisons of the last pair that was weighed: a bulk run must not make an object a pair. */
const weights = new Float64Array(placeComparisons.length);
/** Bits of one of `placeComparisons` (an index) of the pair that was weighed last. */
export const placeWeight = (at: number): number => weights[at]!;

/**
 * The four places of two records, one outcome each in the order of `placeComparisons`; levels as in compare-places.ts and held-level.ts. Where one record has no
 * home, its place of birth stands in; where it has no place where he was taken, its home (levels of `AcrossLevel`). Weights as in `weighPlaces`.
 */
export function comparePlaces(a: CompiledPlaces, b: CompiledPlaces, model: Model): ComparisonOutcome[] {
  weighPlaces(a, b, model);
  const strongest = weights.indexOf(Math.max(...weights));
  return placeComparisons.map((comparison, at) => {
    const [left, right, across] = laidAgainst(comparison, a, b);
    const level = comparison === 'held' ? heldLevel(left, right) : mapLevel(left, right);
    const values = [left?.code ?? null, right?.code ?? null] as const;
    if (level === 'not_recorded') return notRecorded(comparison, ...values);
    const shown = across && comparison !== 'held' ? acrossLevel(level) : level;
    // All of it comes from how few people live there, whatever the two are to each other.
    const outcome = { comparison, level: shown, weight: weights[at], rarity: weights[at], a: values[0], b: values[1] };
    if (left?.guessed || right?.guessed) return { ...outcome, note: { guessed: 1 } };
    return weights[at] > 0 && at !== strongest ? { ...outcome, note: { also: 1 } } : outcome;
  });
}

/**
 * Sum of the four weights in bits, without making anything. The same place twice is not twice the evidence (people are taken where they live): the strongest
 * agreement counts whole, any further one `model.place.further` of it. Contradictions add up to `model.place.mostAgainst`.
 */
export function weighPlaces(a: CompiledPlaces, b: CompiledPlaces, model: Model): number {
  return settlePlaces(
    placeWeightAlone(0, a, b, model),
    placeWeightAlone(1, a, b, model),
    placeWeightAlone(2, a, b, model),
    placeWeightAlone(3, a, b, model),
    model,
  );
}

/** Bits of one of `placeComparisons` (an index) as if the other three said nothing. Of each record it looks at one place: its own of that kind, or what stands in. */
export function placeWeightAlone(at: number, a: CompiledPlaces, b: CompiledPlaces, model: Model): number {
  switch (at) {
    case 0:
      return mapWeight(a.birth, b.birth, model.place.birth_place, model);
    case 1:
      return a.home !== null && b.home !== null
        ? mapWeight(a.home, b.home, model.place.home, model)
        : acrossWeight(a.home ?? a.birth, b.home ?? b.birth, a.home, b.home, model.place.home, model);
    case 2:
      return a.taken !== null && b.taken !== null
        ? mapWeight(a.taken, b.taken, model.place.taken, model)
        : acrossWeight(a.taken ?? a.home, b.taken ?? b.home, a.taken, b.taken, model.place.taken, model);
    default:
      return a.held === null && b.held === null
        ? 0
        : heldWeight(a.held ?? a.taken ?? a.home, b.held ?? b.taken ?? b.home, model);
  }
}

/** The sum of what the four of `placeComparisons` weigh alone, as weighPlaces has it; placeWeight then gives each. */
export function settlePlaces(birth: number, home: number, taken: number, held: number, { place }: Model): number {
  weights[0] = birth;
  weights[1] = home;
  weights[2] = taken;
  weights[3] = held;
  let strongest = -1;
  let against = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at];
    if (weight > 0 && (strongest < 0 || weight > weights[strongest])) strongest = at;
    if (weight < 0) against += weight;
  }
  const least = against < place.mostAgainst ? place.mostAgainst / against : 1;
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at] < 0) weights[at] *= least;
    else if (at !== strongest) weights[at] *= place.further;
    sum += weights[at];
  }
  return sum;
}

/** The most that `weighPlaces` can give a record with these places, whatever the other says; 0 or more. */
export function mostOfPlaces({ birth, home, taken, held }: CompiledPlaces, { place }: Model): number {
  const most = [
    mostOfPlace(birth, place.birth_place),
    mostOfPlace(home ?? birth, place.home),
    mostOfPlace(taken ?? home, place.taken),
    held || taken || home ? Math.max(0, ...Object.values(place.held)) : 0,
  ];
  const strongest = Math.max(...most);
  return strongest + place.further * (most.reduce((sum, one) => sum + one, 0) - strongest);
}

/** A place agrees best with itself. */
function mostOfPlace(place: CompiledPlace | null, { mostBits, agreeShare }: PlaceWeights): number {
  if (place === null) return 0;
  const { governorateBits, districtBits, subdistrictBits, communityBits } = place;
  const narrowest = Math.max(governorateBits, districtBits, subdistrictBits, communityBits);
  return Math.min(mostBits, Math.max(0, narrowest + Math.log2(agreeShare)));
}

type Laid = [left: CompiledPlace | null, right: CompiledPlace | null, across: boolean];

/** What is laid against what, as `weighPlaces` does it; across = two kinds of place. */
function laidAgainst(comparison: PlaceComparison, a: CompiledPlaces, b: CompiledPlaces): Laid {
  if (comparison === 'birth_place') return [a.birth, b.birth, false];
  const kind = comparison;
  const across = (a[kind] === null) !== (b[kind] === null);
  if (!across) return [a[kind], b[kind], false];
  const instead = ({ birth, home, taken }: CompiledPlaces): CompiledPlace | null =>
    kind === 'home' ? birth : kind === 'taken' ? home : (taken ?? home);
  return [a[kind] ?? instead(a), b[kind] ?? instead(b), true];
}

function acrossLevel(level: Exclude<MapLevel, 'not_recorded'> | HeldLevel): AcrossLevel {
  if (level === 'community') return 'at_home';
  if (level === 'governorate') return 'home_governorate';
  return level === 'near' || level === 'not_far' || level === 'subdistrict' || level === 'district'
    ? 'near_home'
    : 'away_from_home';
}

/** Two places of which one stands in for a kind that its record does not have. */
function acrossWeight(
  left: CompiledPlace | null,
  right: CompiledPlace | null,
  own: CompiledPlace | null,
  other: CompiledPlace | null,
  of: PlaceWeights,
  model: Model,
): number {
  if (own === null && other === null) return 0;
  const weight = mapWeight(left, right, of, model);
  return weight > 0 ? weight * model.place.acrossShare : Math.max(weight, model.place.awayFromHome);
}

function heldWeight(left: CompiledPlace | null, right: CompiledPlace | null, model: Model): number {
  const level = heldLevel(left, right);
  return level === 'not_recorded' ? 0 : certain(model.place.held[level], left, right, model);
}

/** A place that was guessed from its spelling counts for less, for and against. */
function certain(weight: number, left: CompiledPlace | null, right: CompiledPlace | null, model: Model): number {
  return left?.guessed || right?.guessed ? weight * model.place.guessedShare : weight;
}

/** Of two places that agree as far as both say: what the narrowest shared one says, never less than a wider one. */
function mapWeight(a: CompiledPlace | null, b: CompiledPlace | null, of: PlaceWeights, model: Model): number {
  if (a === null || b === null) return 0;
  const level = mapLevel(a, b);
  switch (level) {
    case 'not_recorded':
      return 0;
    case 'other_district':
    case 'capital_region':
    case 'neighbouring_governorate':
    case 'other_governorate':
      return certain(of[level], a, b, model);
  }
  let bits = a.governorateBits;
  if (level === 'near') bits = Math.min(a.subdistrictBits, b.subdistrictBits) + of.near;
  else if (level === 'not_far') bits = Math.min(a.districtBits, b.districtBits) + of.not_far;
  else if (level === 'district') bits = Math.max(bits, a.districtBits);
  else if (level === 'subdistrict') bits = Math.max(bits, a.districtBits, a.subdistrictBits);
  else if (level === 'community') bits = Math.max(bits, a.districtBits, a.subdistrictBits, a.communityBits);
  return certain(Math.min(of.mostBits, Math.max(0, bits + Math.log2(of.agreeShare))), a, b, model);
}
