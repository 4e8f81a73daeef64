import type { MatchRecord, PlaceCodes, PlaceKind } from '../record.js';
import { placeKinds } from '../record.js';
import { narrowestCode } from './narrowest-code.js';
import { atlasPlace, facilityWhere, placeNumber } from './place-atlas.js';

/** A place as numbers; -1 where a level is not known. Made once for each spelling of codes, so that two records share one. */
export interface CompiledPlace {
  governorate: number;
  district: number;
  subdistrict: number;
  community: number;
  facility: number;
  /** log2 of one in so many people, 0 where a level is not known. */
  governorateBits: number;
  districtBits: number;
  subdistrictBits: number;
  communityBits: number;
  east: number;
  north: number;
  guessed: boolean;
  /** The narrowest code, for the explanation. */
  code: string | null;
}

export type CompiledPlaces = Record<PlaceKind, CompiledPlace | null>;

const made = new Map<string, CompiledPlace>();
const mostMade = 100_000;

export function compilePlaces(places: MatchRecord['places']): CompiledPlaces {
  const compiled: CompiledPlaces = { birth: null, home: null, taken: null, held: null };
  for (const kind of placeKinds) compiled[kind] = compilePlace(places[kind]);
  return compiled;
}

/** Null for a place without any code. A place of detention without a governorate gets that of the list. */
export function compilePlace(codes: PlaceCodes | null): CompiledPlace | null {
  const code = narrowestCode(codes);
  if (!codes || code === null) return null;
  const { governorate, district, subdistrict, community, facility, guessed = false } = codes;
  const key = [governorate, district, subdistrict, community, facility, guessed].join(' ');
  let place = made.get(key);
  if (!place) {
    const where = governorate === null ? (facilityWhere(facility)?.governorate ?? null) : governorate;
    const numbers = [where, district, subdistrict, community].map(placeNumber);
    const bits = numbers.map((number) => (number < 0 ? 0 : atlasPlace(number).bits));
    const { east, north } = numbers[3] < 0 ? { east: Number.NaN, north: Number.NaN } : atlasPlace(numbers[3]);
    place = {
      governorate: numbers[0],
      district: numbers[1],
      subdistrict: numbers[2],
      community: numbers[3],
      facility: placeNumber(facility),
      governorateBits: bits[0],
      districtBits: bits[1],
      subdistrictBits: bits[2],
      communityBits: bits[3],
      east,
      north,
      guessed,
      code,
    };
    if (made.size >= mostMade) made.clear();
    made.set(key, place);
  }
  return place;
}
