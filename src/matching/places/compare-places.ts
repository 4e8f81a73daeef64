import type { PlaceCodes } from '../record.js';

/**
 * How two places agree, from narrow to wide. `facility` .. `district`: both name the same one. `governorate`: same governorate, and at least one side says
 * no more. `other_district`: same governorate, different districts. `capital_region`: Damascus and its countryside, which people and papers exchange.
 */
export type PlaceLevel =
  | 'facility'
  | 'community'
  | 'subdistrict'
  | 'district'
  | 'governorate'
  | 'other_district'
  | 'capital_region'
  | 'other_governorate'
  | 'not_recorded';

const damascus = 'SY01';
const damascusCountryside = 'SY03';

export function placeLevel(a: PlaceCodes | null, b: PlaceCodes | null): PlaceLevel {
  if (!a || !b) return 'not_recorded';
  if (a.facility !== null && a.facility === b.facility) return 'facility';
  if (a.governorate === null || b.governorate === null) return 'not_recorded';
  if (a.governorate !== b.governorate) {
    const pair = [a.governorate, b.governorate];
    return pair.includes(damascus) && pair.includes(damascusCountryside) ? 'capital_region' : 'other_governorate';
  }
  if (a.community !== null && a.community === b.community) return 'community';
  if (a.subdistrict !== null && a.subdistrict === b.subdistrict) return 'subdistrict';
  if (a.district !== null && a.district === b.district) return 'district';
  return a.district !== null && b.district !== null ? 'other_district' : 'governorate';
}

/** The narrowest code that a place has: facility, else community … governorate, else null. */
export function narrowestCode(codes: PlaceCodes | null): string | null {
  return codes && (codes.facility ?? codes.community ?? codes.subdistrict ?? codes.district ?? codes.governorate);
}
