import type { PlaceCodes } from '../record.js';
import { narrowestCode } from './compare-places.js';
import type { GazetteerRows } from './gazetteer-rows.js';
import { type IndexedName, NameIndex } from './name-index.js';
import { facilityKeys, numbersIn, placeKey } from './place-key.js';

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

export interface Gazetteer {
  /** Resolves a town, district or governorate. `governorate` (P-code) narrows the search and is kept when nothing in it fits. */
  resolvePlace(text: string, context?: { governorate?: string | null }): PlaceResolution;
  /** Resolves a place of detention by name, alias or number. */
  resolveFacility(text: string): PlaceResolution;
  /** Name of the narrowest place that the codes give, or null. */
  nameOf(codes: PlaceCodes, locale: 'ar' | 'en'): string | null;
  /** Name of one P-code or facility id, or null. */
  nameOfCode(code: string, locale: 'ar' | 'en'): string | null;
}

const levels = ['governorate', 'district', 'subdistrict', 'community'] as const;
export const nowhere: PlaceCodes = {
  governorate: null,
  district: null,
  subdistrict: null,
  community: null,
  facility: null,
};

interface Place extends PlaceCandidate {
  level: number;
}

/** Builds the look-up tables once (about 7,000 names). Pure: keeps nothing outside the returned object. */
export function createGazetteer(rows: GazetteerRows): Gazetteer {
  const places = new NameIndex<Place>();
  const facilities = new NameIndex<PlaceCandidate>();
  const byNumber = new Map<string, PlaceCandidate[]>();
  const byCode = new Map<string, PlaceCandidate>();

  const addPlace = (
    codes: PlaceCodes,
    level: number,
    row: { name_en: string; name_ar: string },
    aliases: string[],
  ): void => {
    const place: Place = { codes, level, nameEn: row.name_en, nameAr: row.name_ar };
    for (const name of [row.name_ar, row.name_en]) places.add({ key: placeKey(name), entry: place, isAlias: false });
    for (const name of aliases) places.add({ key: placeKey(name), entry: place, isAlias: true });
    const code = codes[levels[level]];
    if (code && !byCode.has(code)) byCode.set(code, place);
  };

  const parents = new Map(rows.admin.map((row) => [row.pcode, row.parent]));
  for (const row of rows.admin) {
    const level = Number(row.level) - 1;
    const codes = { ...nowhere };
    for (let at = level, code: string = row.pcode; at >= 0; at--, code = parents.get(code) ?? '')
      codes[levels[at]] = code || null;
    addPlace(codes, level, row, row.alt_names.split('|').filter(Boolean));
  }
  const capitals = new Map(
    rows.admin.filter((row) => row.level === '1').map((row) => [`${row.pcode} ${placeKey(row.name_ar)}`, row]),
  );
  const communityCodes = new Map<string, PlaceCodes>();
  for (const row of rows.communities) {
    const codes = {
      ...nowhere,
      governorate: row.admin1,
      district: row.admin2,
      subdistrict: row.admin3,
      community: row.pcode,
    };
    communityCodes.set(row.pcode, codes);
    addPlace(codes, 3, row, []);
    // A capital's English spelling (Idleb) is its governorate's too.
    const governorate = capitals.get(`${row.admin1} ${placeKey(row.name_ar)}`);
    if (governorate) addPlace({ ...nowhere, governorate: row.admin1 }, 0, governorate, [row.name_en]);
  }
  for (const row of rows.neighbourhoods) {
    const codes = communityCodes.get(row.city);
    if (codes) addPlace(codes, 3, row, []);
  }

  const isTown = (token: string): boolean => places.exact(placeKey(token)).length > 0;
  for (const row of rows.facilities) {
    const near = communityCodes.get(row.near_community);
    const codes = {
      ...(near?.governorate === row.admin1 ? near : { ...nowhere, governorate: row.admin1 || null }),
      facility: row.id,
    };
    const facility: PlaceCandidate = { codes, nameEn: row.name_en, nameAr: row.name_ar };
    byCode.set(row.id, facility);
    const names = [row.name_ar, row.name_en, ...row.aliases.split(';').filter(Boolean)];
    names.forEach((name, at) => {
      for (const key of facilityKeys(name, isTown)) facilities.add({ key, entry: facility, isAlias: at > 1 });
      for (const number of numbersIn(name)) {
        const same = byNumber.get(number) ?? [];
        if (!same.includes(facility)) byNumber.set(number, [...same, facility]);
      }
    });
  }

  return {
    resolvePlace: (text, context = {}) => resolvePlace(places, text, context.governorate ?? null),
    resolveFacility: (text) => resolveFacility(facilities, byNumber, text, isTown),
    nameOf: (codes, locale) => nameOfCode(byCode, narrowestCode(codes), locale),
    nameOfCode: (code, locale) => nameOfCode(byCode, code, locale),
  };
}

function nameOfCode(byCode: Map<string, PlaceCandidate>, code: string | null, locale: 'ar' | 'en'): string | null {
  const found = code === null ? undefined : byCode.get(code);
  if (!found) return null;
  return locale === 'ar' ? found.nameAr || found.nameEn : found.nameEn || found.nameAr;
}

const segmentMarks = /[,;/\\|()\u060c\u061b]|\s[-\u2013]\s/u; // Arabic comma, Arabic semicolon

function resolvePlace(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution {
  const whole = resolveWritten(index, text, governorate);
  const segments = text.split(segmentMarks).filter((segment) => placeKey(segment) !== '');
  if (whole || segments.length < 2) return whole ?? resolveNear(index, text, governorate);
  // "Duma, Rif Dimashq": a governorate among the segments narrows the others; the narrowest segment wins.
  const parts = segments.map(
    (segment) => index.exact(placeKey(segment)).find(({ entry }) => entry.level === 0)?.entry.codes.governorate ?? null,
  );
  const named = parts.find((code) => code !== null) ?? governorate;
  const read = segments
    .map((segment) => resolveWritten(index, segment, named))
    .filter((found) => found !== null && found.how !== 'none');
  read.sort((a, b) => depth(b?.codes) - depth(a?.codes));
  return read[0] ?? resolveNear(index, text, governorate);
}

function isInside(governorate: string | null): (place: Place) => boolean {
  return (place) => governorate === null || place.codes.governorate === governorate;
}

/** By a name of the gazetteer; null when it has no such name in the governorate. */
function resolveWritten(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution | null {
  const inside = isInside(governorate);
  const named = index.exact(placeKey(text)).filter(({ entry }) => inside(entry));
  return named.length > 0 ? chosen(named, governorate) : null;
}

function resolveNear(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution {
  const key = placeKey(text);
  const inside = isInside(governorate);
  const near = index.near(key, inside);
  if (near.length > 0) {
    const guess = chosen(
      near.map(({ name }) => name),
      governorate,
    );
    return guess.how === 'none' ? guess : { ...guess, how: 'near', distance: near[0].distance };
  }
  return {
    codes: { ...nowhere, governorate },
    how: 'none',
    candidates: index.exact(key).map(({ entry }) => bare(entry)),
  };
}

/**
 * The widest level named wins (the town Aleppo is not meant when "Aleppo" is written, its governorate is as much as we know). Several places of that level
 * leave what their codes have in common; nothing in common is no answer.
 */
function chosen(named: IndexedName<Place>[], governorate: string | null): PlaceResolution {
  const widest = Math.min(...named.map(({ entry }) => entry.level));
  const best = named.filter(({ entry }) => entry.level === widest);
  const codes = { ...nowhere, governorate };
  for (const level of levels) {
    const code = best[0].entry.codes[level];
    if (code === null || best.some(({ entry }) => entry.codes[level] !== code)) break;
    codes[level] = code;
  }
  const candidates = named.length > 1 ? named.map(({ entry }) => bare(entry)) : [];
  const meanings = new Set(best.map(({ entry }) => narrowestCode(entry.codes))).size;
  if (codes.governorate === null || (meanings > 1 && depth(codes) <= (governorate ? 1 : 0)))
    return { codes, how: 'none', candidates };
  return { codes, how: best.some(({ isAlias }) => !isAlias) ? 'exact' : 'alias', candidates };
}

function resolveFacility(
  index: NameIndex<PlaceCandidate>,
  byNumber: Map<string, PlaceCandidate[]>,
  text: string,
  isTown: (token: string) => boolean,
): PlaceResolution {
  const keys = facilityKeys(text, isTown);
  for (const key of keys) {
    const found = index.exact(key);
    if (found.length === 1)
      return { codes: found[0].entry.codes, how: found[0].isAlias ? 'alias' : 'exact', candidates: [] };
    if (found.length > 1) return { codes: { ...nowhere }, how: 'none', candidates: found.map(({ entry }) => entry) };
  }
  const numbered = [...new Set(numbersIn(text).flatMap((number) => byNumber.get(number) ?? []))];
  if (numbered.length === 1) return { codes: numbered[0].codes, how: 'alias', candidates: [] };
  if (numbered.length > 1 || keys.length === 0) return { codes: { ...nowhere }, how: 'none', candidates: numbered };
  // A number that no facility has is not a spelling of another number.
  const near = numbersIn(text).length > 0 ? [] : index.near(keys[0], () => true);
  const entries = [...new Set(near.map(({ name }) => name.entry))];
  if (entries.length === 1) return { codes: entries[0].codes, how: 'near', distance: near[0].distance, candidates: [] };
  return { codes: { ...nowhere }, how: 'none', candidates: entries };
}

function depth(codes: PlaceCodes | undefined): number {
  return codes ? levels.filter((level) => codes[level] !== null).length : 0;
}

function bare({ codes, nameEn, nameAr }: Place): PlaceCandidate {
  return { codes, nameEn, nameAr };
}
