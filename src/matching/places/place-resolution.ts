import type { PlaceCodes } from '../record.js';

/** How a text was resolved. `near` is a guess from the spelling: evidence to show, not a fact to store as written. */
export type HowResolved = 'exact' | 'alias' | 'near' | 'none';

export interface PlaceCandidate {
  codes: PlaceCodes;
  nameEn: string;
  nameAr: string;
}

export interface PlaceResolution {
  codes: PlaceCodes;
  how: HowResolved;
  /** 0 = same spelling; only for `near`. */
  distance?: number;
  /** Every place the text may mean, when it may mean more than one or none was chosen. */
  candidates: PlaceCandidate[];
}

export const levels = ['governorate', 'district', 'subdistrict', 'community'] as const;
export const nowhere: PlaceCodes = {
  governorate: null,
  district: null,
  subdistrict: null,
  community: null,
  facility: null,
};

/** An entry of the gazetteer; `level` counts from 0 = governorate. */
export interface Place extends PlaceCandidate {
  level: number;
}
