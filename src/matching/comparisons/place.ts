import type { Model } from '../model/model.js';
import { narrowestCode, placeLevel } from '../places/compare-places.js';
import { governorateShare } from '../places/governorate-shares.js';
import type { PlaceCodes } from '../record.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * Places by the gazetteer's hierarchy. Levels in the order tried: facility, capital_region, other_governorate, community, subdistrict, district,
 * other_district, governorate. A shared governorate weighs by how many people live there; narrower agreement never weighs less than that.
 */
export function comparePlaces(a: PlaceCodes | null, b: PlaceCodes | null, model: Model): ComparisonOutcome {
  const level = placeLevel(a, b);
  const [codeA, codeB] = [narrowestCode(a), narrowestCode(b)];
  if (level === 'not_recorded') return notRecorded('place', codeA, codeB);
  const shared = Math.log2(model.place.governorateAgreeShare / governorateShare(a?.governorate ?? null));
  const weight =
    level === 'governorate'
      ? Math.max(0, shared)
      : level === 'facility' || level === 'community' || level === 'subdistrict' || level === 'district'
        ? Math.max(model.place[level], shared)
        : model.place[level];
  return { comparison: 'place', level, weight, a: codeA, b: codeB };
}
