import type { PlaceCodes } from '../record.js';
import type { PlaceLevelName } from './place-words.js';

/** How a text was resolved. `near` is a guess from the spelling: evidence to show, not a fact to store as written. */
export type HowResolved = 'exact' | 'alias' | 'near' | 'none';

export interface PlaceCandidate {
  codes: PlaceCodes;
  nameEn: string;
  nameAr: string;
  /** How well the text fits, 0 to 1; several that fit alike share it. */
  score?: number;
}

export interface PlaceResolution {
  codes: PlaceCodes;
  how: HowResolved;
  /** 0 = nothing known, 1 = certain. A wider place written beside the narrower one raises it, a near spelling lowers it. */
  confidence: number;
  /** Every place the text may mean, when it may mean more than one or none was chosen. */
  candidates: PlaceCandidate[];
}

export interface PlaceContext {
  /** P-code of the governorate that another cell names; narrows the search and is kept when nothing in it fits. */
  governorate?: string | null;
  /** The level that the column is for: "Homs" in a column of towns is the town. Words of the text itself come first. */
  level?: PlaceLevelName;
}

export { placeLevels as levels } from './place-words.js';
export const nowhere: PlaceCodes = {
  governorate: null,
  district: null,
  subdistrict: null,
  community: null,
  facility: null,
};

/** A quarter has the codes of its city. */
export const quarterLevel = 4;

/** An entry of the gazetteer; `level` counts from 0 = governorate to 3 = community and 4 = quarter. */
export interface Place extends PlaceCandidate {
  level: number;
}
