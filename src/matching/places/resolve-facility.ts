import { agencyIn, facilityKeys, facilityNameWords, numbersIn } from './facility-key.js';
import type { NameIndex } from './name-index.js';
import { nowhere, type PlaceCandidate, type PlaceResolution } from './place-resolution.js';

export interface Facility extends PlaceCandidate {
  /** prison, branch, hospital, court, camp … */
  type: string;
  /** Agency, as the list names it. */
  body: string;
  nearCommunity: string;
}

/** The list of places of detention as `resolveFacility` needs it. */
export interface FacilityNames {
  index: NameIndex<Facility>;
  byNumber: ReadonlyMap<string, Facility[]>;
  all: readonly Facility[];
  isTown(word: string): boolean;
  /** P-codes of the communities and governorates that a name means. */
  townCodes(name: string): ReadonlySet<string>;
}

export interface FacilityContext {
  /** True for a sentence, in which a number alone is no branch. False for a cell or column of places of detention. */
  freeText?: boolean;
}

const kinds = new Set(['prison', 'hospital', 'camp', 'court']);

/**
 * By name or alias, then by number, then by agency and town, then by its parts ("Saydnaya - red building"), then by a near spelling. What fits several alike is
 * not chosen.
 */
export function resolveFacility(names: FacilityNames, text: string, context: FacilityContext): PlaceResolution {
  const whole = resolveWords(names, text, context);
  if (whole) return whole;
  const parts = text.slice(0, 400).split(/[,;/|()[\]\n\u060c\u061b\u2013\u2014]|\s-\s/u); // Arabic comma, Arabic semicolon, dashes
  const read = parts.length < 2 ? [] : parts.flatMap((part) => resolveWords(names, part, context) ?? []);
  const found = read.filter(({ how }) => how !== 'none');
  if (new Set(found.map(({ codes }) => codes.facility)).size === 1) return found[0];
  if (read.length > 0) return { ...undecided([]), candidates: read.flatMap(({ candidates }) => candidates) };
  const words = facilityNameWords(text, names.isTown);
  // The name of a town alone is no misspelt prison.
  if (words.length === 0 || context.freeText || names.townCodes(text).size > 0) return undecided([]);
  const near = names.index.near(facilityKeys(words)[0], () => true);
  const entries = [...new Set(near.map(({ name }) => name.entry))];
  const candidates = entries.map((entry) => candidate(entry, 1 - near[0].distance));
  if (entries.length !== 1) return { ...undecided([]), candidates };
  return { codes: entries[0].codes, how: 'near', confidence: 0.6 * (1 - near[0].distance), candidates };
}

/** By name, number, or agency and town; null when the words say none of these. */
function resolveWords(names: FacilityNames, text: string, context: FacilityContext): PlaceResolution | null {
  const words = facilityNameWords(text, names.isTown);
  const keys = context.freeText && words.length === 1 && /^\d+$/.test(words[0]) ? [] : facilityKeys(words);
  for (const key of keys) {
    const named = names.index.exact(key);
    const found = [...new Set(named.map(({ entry }) => entry))];
    if (found.length > 1) return undecided(found);
    if (found.length === 1) return certain(found[0], named.some(({ isAlias }) => !isAlias) ? 'exact' : 'alias');
  }
  const numbers = numbersIn(words);
  const numbered = [...new Set(numbers.flatMap((number) => names.byNumber.get(number) ?? []))];
  if (numbered.length > 0 && (!context.freeText || words.includes('branch') || kindsIn(words).length > 0)) {
    const [only] = numbered;
    return numbered.length === 1 && doesNotContradict(words, only) ? certain(only, 'alias') : undecided(numbered);
  }
  // A number that no facility has is not a spelling of another number.
  if (numbers.length > 0) return undecided([]);
  const agency = agencyIn(words);
  if (!agency) return null;
  const ofAgency = byTown(names, agency);
  return ofAgency.length === 1 ? certain(ofAgency[0], 'alias') : undecided(ofAgency);
}

/** "Room 215 of Aleppo prison" is not Branch 215, and State Security has no Branch 215. */
function doesNotContradict(words: readonly string[], facility: Facility): boolean {
  const said = kindsIn(words);
  if (said.length > 0 && !said.includes(facility.type)) return false;
  const agency = agencyIn(words);
  return agency === null || agency.body === facility.body;
}

function kindsIn(words: readonly string[]): string[] {
  return words.filter((word) => kinds.has(word));
}

/** "Military Security, Homs": the branches of the agency in the town, or in the governorate of that name; all of them when no town is named. */
function byTown(names: FacilityNames, agency: { body: string; others: string[] }): Facility[] {
  const ofBody = names.all.filter(({ body }) => body === agency.body);
  const town = agency.others.filter((word) => word !== 'branch' && word !== 'military');
  if (town.length === 0) return ofBody;
  const codes = names.townCodes(town.join(' '));
  const inTown = ofBody.filter(({ nearCommunity }) => codes.has(nearCommunity));
  if (inTown.length > 0) return inTown;
  return ofBody.filter(({ codes: { governorate } }) => governorate !== null && codes.has(governorate));
}

function certain(facility: Facility, how: 'exact' | 'alias'): PlaceResolution {
  return { codes: facility.codes, how, confidence: how === 'exact' ? 0.95 : 0.9, candidates: [] };
}

function undecided(facilities: Facility[]): PlaceResolution {
  const candidates = facilities.map((facility) => candidate(facility, 1 / facilities.length));
  return { codes: { ...nowhere }, how: 'none', confidence: 0, candidates };
}

function candidate({ codes, nameEn, nameAr }: Facility, score: number): PlaceCandidate {
  return { codes, nameEn, nameAr, score: Math.round(score * 100) / 100 };
}
