import type { PlaceCodes } from '../record.js';
import type { GazetteerRows } from './gazetteer-rows.js';
import { NameIndex } from './name-index.js';
import { narrowestCode } from './narrowest-code.js';
import { facilityKeys, numbersIn, placeKey } from './place-key.js';
import { levels, nowhere, type Place, type PlaceCandidate, type PlaceResolution } from './place-resolution.js';
import { resolveFacility } from './resolve-facility.js';
import { resolvePlace } from './resolve-place.js';

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
