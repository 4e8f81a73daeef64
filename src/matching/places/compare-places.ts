import type { CompiledPlace } from './compiled-place.js';
import { areNeighbours, placeNumber } from './place-atlas.js';

/**
 * How two places on the map agree, in the order tried. `community`, `subdistrict`, `district`, `governorate`: the same as far as both say; in the last three
 * one side says no more. `near`: two communities of one subdistrict or within 10 km. `not_far`: of one district or within 30 km. `other_district`: one
 * governorate, further apart. The rest: two governorates; Damascus and its countryside are exchanged by people and papers.
 */
export const mapLevels = [
  'community',
  'near',
  'subdistrict',
  'not_far',
  'district',
  'governorate',
  'other_district',
  'capital_region',
  'neighbouring_governorate',
  'other_governorate',
  'not_recorded',
] as const;
export type MapLevel = (typeof mapLevels)[number];

const nearKilometres = 10;
const notFarKilometres = 30;

export const damascus = placeNumber('SY01');
export const damascusCountryside = placeNumber('SY03');

export function mapLevel(a: CompiledPlace | null, b: CompiledPlace | null): MapLevel {
  if (a === null || b === null || a.governorate < 0 || b.governorate < 0) return 'not_recorded';
  if (a.community >= 0 && b.community >= 0) {
    if (a.community === b.community) return 'community';
    const east = a.east - b.east;
    const north = a.north - b.north;
    const squared = east * east + north * north;
    if ((a.subdistrict >= 0 && a.subdistrict === b.subdistrict) || squared <= nearKilometres ** 2) return 'near';
    if ((a.district >= 0 && a.district === b.district) || squared <= notFarKilometres ** 2) return 'not_far';
  } else if (a.subdistrict >= 0 && a.subdistrict === b.subdistrict) {
    return 'subdistrict';
  } else if (a.district >= 0 && a.district === b.district) {
    return a.subdistrict >= 0 && b.subdistrict >= 0 ? 'not_far' : 'district';
  }
  if (a.governorate === b.governorate) return a.district >= 0 && b.district >= 0 ? 'other_district' : 'governorate';
  if (a.governorate + b.governorate === damascus + damascusCountryside) {
    if (a.governorate === damascus || b.governorate === damascus) return 'capital_region';
  }
  return areNeighbours(a.governorate, b.governorate) ? 'neighbouring_governorate' : 'other_governorate';
}
