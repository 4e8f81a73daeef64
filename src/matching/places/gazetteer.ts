import type { PlaceCodes } from '../record.js';
import type { PlaceNames } from './choose-meaning.js';
import { facilityNameKeys, facilityNameWords, numbersIn } from './facility-key.js';
import type { GazetteerRows } from './gazetteer-rows.js';
import { NameIndex } from './name-index.js';
import { narrowestCode } from './narrowest-code.js';
import { placeKey } from './place-key.js';
import {
  levels,
  nowhere,
  type Place,
  type PlaceContext,
  type PlaceResolution,
  quarterLevel,
} from './place-resolution.js';
import { readCode } from './read-code.js';
import { type Facility, type FacilityContext, resolveFacility } from './resolve-facility.js';
import { resolvePlace } from './resolve-place.js';

export interface Gazetteer {
  /**
   * Resolves a town, district or governorate, or several in one cell. What is not known keeps the governorate of the context and nothing else; a code is only
   * read together with its scheme ("OCHA SY01"), because FIPS gives the same codes to other places.
   */
  resolvePlace(text: string, context?: PlaceContext): PlaceResolution;
  /** Resolves a place of detention by name, alias, number, or agency and town. */
  resolveFacility(text: string, context?: FacilityContext): PlaceResolution;
  /** Name of the narrowest place that the codes give, or null. */
  nameOf(codes: PlaceCodes, locale: 'ar' | 'en'): string | null;
  /** Name of one P-code or facility id, or null. */
  nameOfCode(code: string, locale: 'ar' | 'en'): string | null;
}

/** Builds the look-up tables once (about 9,000 names). Pure: keeps nothing outside the returned object. */
export function createGazetteer(rows: GazetteerRows): Gazetteer {
  const byCode = new Map<string, Place>();
  const named = new Map<string, { nameEn: string; nameAr: string }>();
  const names = indexPlaces(rows, byCode);
  for (const [code, place] of byCode) named.set(code, place);
  const isTown = (word: string): boolean => names.index.exact(placeKey(word)).length > 0;

  const index = new NameIndex<Facility>();
  const byNumber = new Map<string, Facility[]>();
  const all: Facility[] = [];
  for (const row of rows.facilities) {
    const near = byCode.get(row.near_community)?.codes;
    const codes = {
      ...(near?.governorate === row.admin1 ? near : { ...nowhere, governorate: row.admin1 || null }),
      facility: row.id,
    };
    const { type, body, near_community: nearCommunity } = row;
    const facility = { codes, nameEn: row.name_en, nameAr: row.name_ar, type, body, nearCommunity };
    named.set(row.id, facility);
    all.push(facility);
    [row.name_ar, row.name_en, ...row.aliases.split(';').filter(Boolean)].forEach((name, at) => {
      for (const key of facilityNameKeys(name, row.type, isTown)) index.add({ key, entry: facility, isAlias: at > 1 });
      for (const number of numbersIn(facilityNameWords(name, isTown))) {
        const same = byNumber.get(number) ?? [];
        if (!same.includes(facility)) byNumber.set(number, [...same, facility]);
      }
    });
  }
  const townCodes = (name: string): Set<string> =>
    new Set(
      names.index.exact(placeKey(name)).flatMap(({ entry }) => {
        const town = names.namesake(entry, 3);
        return [entry, ...(town ? [town] : [])].map((place) => narrowestCode(place.codes) ?? '');
      }),
    );
  const facilities = { index, byNumber, all, isTown, townCodes };

  return {
    resolvePlace: (text, context = {}) => readCode(text, byCode) ?? resolvePlace(names, text, context),
    resolveFacility: (text, context = {}) => resolveFacility(facilities, text, context),
    nameOf: (codes, locale) => nameOfCode(named, narrowestCode(codes), locale),
    nameOfCode: (code, locale) => nameOfCode(named, code, locale),
  };
}

function indexPlaces(rows: GazetteerRows, byCode: Map<string, Place>): PlaceNames {
  const index = new NameIndex<Place>();
  const inside = new Map<string, Place>();
  const parents = new Map(rows.admin.map((row) => [row.pcode, row.parent]));
  const add = (code: string | null, place: Place, aliases: string): void => {
    for (const name of [place.nameAr, place.nameEn]) index.add({ key: placeKey(name), entry: place, isAlias: false });
    for (const name of aliases.split('|')) index.add({ key: placeKey(name), entry: place, isAlias: true });
    if (code === null) return;
    byCode.set(code, place);
    for (const level of levels.slice(0, place.level)) {
      const wider = `${place.codes[level]} ${placeKey(place.nameAr)} ${place.level}`;
      if (!inside.has(wider)) inside.set(wider, place);
    }
  };
  for (const row of rows.admin) {
    const level = Number(row.level) - 1;
    const codes = { ...nowhere };
    for (let at = level, code: string = row.pcode; at >= 0; at--, code = parents.get(code) ?? '')
      codes[levels[at]] = code || null;
    add(row.pcode, { codes, level, nameEn: row.name_en, nameAr: row.name_ar }, row.alt_names);
  }
  for (const row of rows.communities) {
    const { admin1: governorate, admin2: district, admin3: subdistrict, pcode: community } = row;
    const codes = { ...nowhere, governorate, district, subdistrict, community };
    add(community, { codes, level: 3, nameEn: row.name_en, nameAr: row.name_ar }, row.alt_names);
    // A capital's English spelling (Idleb) is its governorate's too.
    const capitalOf = byCode.get(governorate);
    if (capitalOf && placeKey(capitalOf.nameAr) === placeKey(row.name_ar))
      index.add({ key: placeKey(row.name_en), entry: capitalOf, isAlias: true });
  }
  for (const row of rows.neighbourhoods) {
    const city = byCode.get(row.city);
    if (city) add(null, { ...city, level: quarterLevel, nameEn: row.name_en, nameAr: row.name_ar }, '');
  }
  const namesake = (place: Place, level: number): Place | null =>
    inside.get(`${narrowestCode(place.codes)} ${placeKey(place.nameAr)} ${level}`) ?? null;
  return { index, namesake };
}

function nameOfCode(
  named: ReadonlyMap<string, { nameEn: string; nameAr: string }>,
  code: string | null,
  locale: 'ar' | 'en',
): string | null {
  const found = code === null ? undefined : named.get(code);
  if (!found) return null;
  return locale === 'ar' ? found.nameAr || found.nameEn : found.nameEn || found.nameAr;
}
