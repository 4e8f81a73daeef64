import type { PlaceCodes } from '../record.js';
import type { IndexedName, NameIndex } from './name-index.js';
import { type Meanings, meaningsOf } from './name-meanings.js';
import { narrowestCode } from './narrowest-code.js';
import { keyOfWords, placeKey } from './place-key.js';
import {
  levels,
  nowhere,
  type Place,
  type PlaceCandidate,
  type PlaceContext,
  type PlaceResolution,
  quarterLevel,
} from './place-resolution.js';
import { countries } from './place-words.js';
import { readPlaceText, wholeText } from './read-place-text.js';

/** The gazetteer as `resolvePlace` needs it. */
export interface PlaceNames {
  index: NameIndex<Place>;
  /** The place of that level with the same name within another one: the town of a district. Null when there is none. */
  namesake(place: Place, level: number): Place | null;
}

/** Confidence of one name alone. */
const certainty = { exact: 0.9, alias: 0.85, near: 0.6 };

/**
 * Resolves a text to the narrowest place that it names for certain; see `Gazetteer.resolvePlace`. A governorate among several names narrows the others, a
 * narrower and a wider name that agree are surer than one, and names that contradict each other resolve to nothing and stay candidates.
 */
export function resolvePlace(names: PlaceNames, text: string, context: PlaceContext): PlaceResolution {
  const governorate = context.governorate ?? null;
  const whole = wholeText(text);
  const wholeNames = names.index.exact(keyOfWords(whole.words));
  const known =
    wholeNames.length > 0
      ? [{ names: wholeNames, part: whole }]
      : readPlaceText(text).flatMap((part) => meaningsOf(names.index, part) ?? []);
  if (known.length === 0) return resolveNear(names, text, context);
  const inside = known.map((each) => within(each, governorate)).filter((each) => each.names.length > 0);
  // Known, but not in this governorate: the cells contradict each other, and a near spelling would be worse.
  if (inside.length === 0) return undecided(governorate, known.flatMap(entriesOf));
  const agreeing = inside.map((each) => ({
    ...each,
    names: each.names.filter(({ entry }) => inside.every((other) => other.names.some((one) => fits(one.entry, entry)))),
  }));
  if (agreeing.some((each) => each.names.length === 0)) return contradiction(inside, governorate);
  const read = agreeing.map((each) => chosen(names, each, context));
  read.sort((a, b) => depth(b.codes) - depth(a.codes));
  const wider = new Set(read.map(({ codes }) => narrowestCode(codes))).size - 1;
  return { ...read[0], confidence: 1 - (1 - read[0].confidence) / 2 ** wider };
}

function within({ names, part }: Meanings, governorate: string | null): Meanings {
  return { names: names.filter(({ entry }) => governorate === null || entry.codes.governorate === governorate), part };
}

/** One lies in the other, or they are one. */
function fits(a: Place, b: Place): boolean {
  return levels.every((level) => {
    const [one, two] = [a.codes[level], b.codes[level]];
    return one === null || two === null || one === two;
  });
}

/**
 * The level that the text or its column asks for if there is such a place, else the widest one named: the town Aleppo is not meant when "Aleppo" is written,
 * its governorate is as much as we know. Several places of that level leave what their codes have in common; nothing in common is no answer.
 */
function chosen(names: PlaceNames, { names: named, part }: Meanings, context: PlaceContext): PlaceResolution {
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
function widestOf(named: IndexedName<Place>[]): IndexedName<Place>[] {
  const rank = ({ entry }: IndexedName<Place>): number => Math.min(entry.level, quarterLevel - 1);
  const widest = Math.min(...named.map(rank));
  return named.filter((name) => rank(name) === widest);
}

/** Neither of two names that contradict each other is chosen. "On the road between" two towns of one governorate is in that governorate. */
function contradiction(named: Meanings[], governorate: string | null): PlaceResolution {
  const meant = named.map((each) => widestOf(each.names).map(({ entry }) => entry));
  const shared = common(meant.flat().map(({ codes }) => codes));
  const open = undecided(governorate, meant.flat());
  if (shared.governorate === null || !named.some(({ part }) => part.around === 'road')) return open;
  return { ...open, codes: { ...nowhere, governorate: shared.governorate }, how: 'exact', confidence: 0.5 };
}

function undecided(governorate: string | null, places: Place[]): PlaceResolution {
  return { codes: { ...nowhere, governorate }, how: 'none', confidence: 0, candidates: bare(places) };
}

function resolveNear(names: PlaceNames, text: string, context: PlaceContext): PlaceResolution {
  const governorate = context.governorate ?? null;
  const keys = [placeKey(text), ...readPlaceText(text).map((part) => keyOfWords(part.words))];
  if (keys.some((key) => countries.has(key))) return undecided(governorate, []);
  for (const key of new Set(keys)) {
    const near = names.index.near(key, ({ codes }) => governorate === null || codes.governorate === governorate);
    if (near.length === 0) continue;
    const part = { words: [], level: null, around: null };
    const guess = chosen(names, { names: near.map(({ name }) => name), part }, context);
    const candidates = near.map(({ name, distance }) => candidate(name.entry, 1 - distance));
    if (guess.how === 'none') return { ...guess, candidates };
    return { ...guess, how: 'near', confidence: certainty.near * (1 - near[0].distance), candidates };
  }
  return undecided(governorate, []);
}

/** The codes that all have, from wide to narrow. */
function common(all: PlaceCodes[]): PlaceCodes {
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

function depth(codes: PlaceCodes): number {
  return levels.filter((level) => codes[level] !== null).length;
}

const entriesOf = ({ names }: Meanings): Place[] => names.map(({ entry }) => entry);

function scored(all: IndexedName<Place>[], best: IndexedName<Place>[]): PlaceCandidate[] {
  return distinct(all).map((name) => candidate(name.entry, best.includes(name) ? 1 / best.length : 0.1));
}

function candidate({ codes, nameEn, nameAr }: Place, score: number): PlaceCandidate {
  return { codes, nameEn, nameAr, score: Math.round(score * 100) / 100 };
}

function bare(places: Place[]): PlaceCandidate[] {
  const distinctPlaces = [...new Set(places)];
  return distinctPlaces.map((place) => candidate(place, 1 / distinctPlaces.length));
}
