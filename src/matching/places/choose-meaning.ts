import type { PlaceCodes } from '../record.js';
import type { IndexedName, NameIndex } from './name-index.js';
import type { Meanings } from './name-meanings.js';
import { narrowestCode } from './narrowest-code.js';
import {
  levels,
  nowhere,
  type Place,
  type PlaceCandidate,
  type PlaceContext,
  type PlaceResolution,
  quarterLevel,
} from './place-resolution.js';

/** The gazetteer as `resolvePlace` needs it. */
export interface PlaceNames {
  index: NameIndex<Place>;
  /** The place of that level with the same name within another one: the town of a district. Null when there is none. */
  namesake(place: Place, level: number): Place | null;
}

/** Confidence of one name alone. */
export const certainty = { exact: 0.9, alias: 0.85, near: 0.6 };

/** One lies in the other, or they are one. */
export function fits(a: Place, b: Place): boolean {
  return levels.every((level) => {
    const [one, two] = [a.codes[level], b.codes[level]];
    return one === null || two === null || one === two;
  });
}

/**
 * The level that the text or its column asks for if there is such a place, else the widest one named: the town Aleppo is not meant when "Aleppo" is written,
 * its governorate is as much as we know. Several places of that level leave what their codes have in common; nothing in common is no answer.
 */
export function chosen(names: PlaceNames, { names: named, part }: Meanings, context: PlaceContext): PlaceResolution {
  const asked = part.around === null ? (part.level ?? (context.level ? levels.indexOf(context.level) : null)) : null;
  const read = asked === null ? named : atLevel(names, named, asked);
  const best = widestOf(read);
  const codes = common(best.map(({ entry }) => entry.codes));
  if (part.around === 'near') codes.community = null;
  if (part.around === 'wide' || part.around === 'road') {
    // The countryside of Damascus is a governorate of its own.
    const wide = part.around === 'wide' && codes.governorate === 'SY01' ? 'SY03' : codes.governorate;
    Object.assign(codes, { ...nowhere, governorate: wide });
  }
  const governorate = context.governorate ?? null;
  const candidates = read.length > 1 ? scored(read, best) : [];
  const meanings = new Set(best.map(({ entry }) => narrowestCode(entry.codes))).size;
  if (codes.governorate === null || (meanings > 1 && depth(codes) <= (governorate ? 1 : 0))) {
    return { codes: { ...nowhere, governorate }, how: 'none', confidence: 0, candidates };
  }
  const how = best.some(({ isAlias }) => !isAlias) ? 'exact' : 'alias';
  return { codes, how, confidence: certainty[how], candidates };
}

/**
 * The town of the name within the district of the name comes before villages elsewhere; a district known by several names has a town of its own name too.
 * What has no such level stays as it is.
 */
function atLevel(names: PlaceNames, named: IndexedName<Place>[], asked: number): IndexedName<Place>[] {
  const widest = widestOf(named);
  const ofLevel = named.filter(({ entry }) => entry.level === asked);
  const withinIt = ofLevel.filter(({ entry }) => widest.some((wide) => fits(wide.entry, entry)));
  if (withinIt.length === 1) return withinIt;
  const namesakes = widest.flatMap((name) => {
    const entry = name.entry.level === asked ? name.entry : names.namesake(name.entry, asked);
    return entry ? [{ ...name, entry }] : [];
  });
  const found = namesakes.length > 0 ? namesakes : ofLevel;
  return found.length > 0 ? distinct(found) : named;
}

/** Quarters stand beside towns: the quarter of a city holds more people than a village. */
export function widestOf(named: IndexedName<Place>[]): IndexedName<Place>[] {
  const rank = ({ entry }: IndexedName<Place>): number => Math.min(entry.level, quarterLevel - 1);
  const widest = Math.min(...named.map(rank));
  return named.filter((name) => rank(name) === widest);
}

/** The codes that all have, from wide to narrow. */
export function common(all: PlaceCodes[]): PlaceCodes {
  const codes = { ...nowhere };
  for (const level of levels) {
    const code = all[0][level];
    if (code === null || all.some((other) => other[level] !== code)) break;
    codes[level] = code;
  }
  return codes;
}

function distinct(named: IndexedName<Place>[]): IndexedName<Place>[] {
  return named.filter(({ entry }, at) => named.findIndex((other) => other.entry === entry) === at);
}

/** How many levels are known, 0 to 4. */
export function depth(codes: PlaceCodes): number {
  return levels.filter((level) => codes[level] !== null).length;
}

function scored(all: IndexedName<Place>[], best: IndexedName<Place>[]): PlaceCandidate[] {
  return distinct(all).map((name) => candidate(name.entry, best.includes(name) ? 1 / best.length : 0.1));
}

export function candidate({ codes, nameEn, nameAr }: Place, score: number): PlaceCandidate {
  return { codes, nameEn, nameAr, score: Math.round(score * 100) / 100 };
}

/** Candidates of which none fits better than another. */
export function bare(places: Place[]): PlaceCandidate[] {
  const distinctPlaces = [...new Set(places)];
  return distinctPlaces.map((place) => candidate(place, 1 / distinctPlaces.length));
}
