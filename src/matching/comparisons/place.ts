import type { Model } from '../model/model.js';
import { narrowestCode, placeLevel } from '../places/compare-places.js';
import { averageShare, governorateShare } from '../places/governorate-shares.js';
import type { PlaceCodes } from '../record.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * Places by the gazetteer's hierarchy. Levels in the order tried: facility, capital_region, other_governorate, community, subdistrict, district,
 * other_district, governorate. A shared governorate adds its rarity: how few people live there.
 */
export function comparePlaces(a: PlaceCodes | null, b: PlaceCodes | null, model: Model): ComparisonOutcome {
  const level = placeLevel(a, b);
  const [codeA, codeB] = [narrowestCode(a), narrowestCode(b)];
  if (level === 'not_recorded') return notRecorded('place', codeA, codeB);
  const rarity = level === 'governorate' ? Math.log2(averageShare / governorateShare(a?.governorate ?? null)) : 0;
  return { comparison: 'place', level, weight: model.place[level] + rarity, rarity, a: codeA, b: codeB };
}
