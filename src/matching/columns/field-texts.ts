import type { Field } from '../compare-records.js';
import type { CompiledIdentifier } from '../comparisons/identifier.js';
import type { CompiledKunya } from '../comparisons/kunya.js';
import type { CompiledRecord } from '../compile-record.js';
import { compileDate } from '../dates/compiled-date.js';
import { nameFrequency } from '../names/index.js';
import { tokenOf } from '../names/token.js';
import { compilePlaces } from '../places/compiled-place.js';
import { narrowestCode } from '../places/narrowest-code.js';
import { type FuzzyDate, type MatchRecord, type PlaceCodes, placeKinds, type Sex } from '../record.js';

/** The value of one field as a text that holds all that any comparison reads of it. '' where the field says nothing. */
export function fieldText(field: Field, record: CompiledRecord): string {
  return codes[field].encode(record);
}

/**
 * A compiled record with the value of this field and nothing else: any comparison of the field finds in it what it finds in the record that the text was made
 * from. Raw texts, which only explanations show, are not in it.
 */
export function decodeField(field: Field, text: string): CompiledRecord {
  return { ...nothing, ...(text === '' ? {} : codes[field].decode(text)) };
}

const noPlaces: MatchRecord['places'] = { birth: null, home: null, taken: null, held: null };
const empty: MatchRecord = {
  names: [],
  motherName: null,
  sex: null,
  birth: null,
  event: null,
  places: noPlaces,
  identifiers: [],
};
const nothing: CompiledRecord = {
  source: empty,
  names: [],
  kunyas: [],
  mother: null,
  birth: null,
  event: null,
  places: compilePlaces(noPlaces),
  identifiers: [],
};

interface FieldCode {
  encode: (record: CompiledRecord) => string;
  decode: (text: string) => Partial<CompiledRecord>;
}

const codes: Record<Field, FieldCode> = {
  kunya: {
    encode: ({ kunyas }) =>
      kunyas.length === 0
        ? ''
        : JSON.stringify(kunyas.map(({ written, token, child }) => [written, token.text, child.text])),
    decode: (text) => ({ kunyas: (JSON.parse(text) as [string, string, string][]).map(kunyaOf) }),
  },
  birth: {
    encode: ({ birth, source }) => (birth ? dateText(source.birth!) : ''),
    decode: (text) => ({ birth: compileDate(dateOf(text)), source: { ...empty, birth: dateOf(text) } }),
  },
  event: {
    encode: ({ event, source }) => (event ? dateText(source.event!) : ''),
    decode: (text) => ({ event: compileDate(dateOf(text)), source: { ...empty, event: dateOf(text) } }),
  },
  places: {
    encode: ({ source }) => placesText(source.places),
    decode: (text) => ({ places: compilePlaces(placesOf(text)), source: { ...empty, places: placesOf(text) } }),
  },
  sex: {
    encode: ({ source }) => source.sex ?? '',
    decode: (text) => ({ source: { ...empty, sex: text as Sex } }),
  },
  identifiers: {
    encode: ({ identifiers }) =>
      identifiers.length === 0 ? '' : JSON.stringify(identifiers.map(({ type, value }) => [type, value])),
    decode: (text) => ({ identifiers: (JSON.parse(text) as [CompiledIdentifier['type'], string][]).map(identifierOf) }),
  },
};

function kunyaOf([written, spelling, ofChild]: [string, string, string]): CompiledKunya {
  const child = tokenOf(ofChild);
  return { written, token: tokenOf(spelling), child, frequency: nameFrequency(child, 'given') };
}

const identifierOf = ([type, value]: [CompiledIdentifier['type'], string]): CompiledIdentifier => ({
  type,
  written: value,
  value,
});

function dateText({ earliest, latest, precision, qualifier, calendar, orderAmbiguous }: FuzzyDate): string {
  return [earliest ?? '', latest ?? '', precision, qualifier, calendar, orderAmbiguous ? 'either' : ''].join(' ');
}

function dateOf(text: string): FuzzyDate {
  const [earliest, latest, precision, qualifier, calendar, order] = text.split(' ');
  return {
    raw: '',
    earliest: earliest || null,
    latest: latest || null,
    precision: precision as FuzzyDate['precision'],
    qualifier: qualifier as FuzzyDate['qualifier'],
    calendar: calendar as FuzzyDate['calendar'],
    orderAmbiguous: order === 'either',
  };
}

/**
 * The four places one behind the other, of each the codes from wide to narrow, the facility, and whether it was guessed; nothing where there is none. Not as
 * JSON: this text is part of a JSON text itself, and marks that must be escaped there take as long to read as all the rest.
 */
const betweenPlaces = ';';
const betweenCodes = ',';
const guess = 'guessed';

function placesText(places: MatchRecord['places']): string {
  const all = placeKinds.map((kind) => placeText(places[kind]));
  return all.some(Boolean) ? all.join(betweenPlaces) : '';
}

function placeText(codes: PlaceCodes | null): string {
  if (!codes || narrowestCode(codes) === null) return '';
  const { governorate, district, subdistrict, community, facility, guessed } = codes;
  return [governorate, district, subdistrict, community, facility, guessed ? guess : null]
    .map((code) => (code === null ? '' : encodeURIComponent(code)))
    .join(betweenCodes);
}

/** The text of a places value in the texts of its four places, in the order of placeKinds. */
export const placeTextsOf = (text: string): string[] => text.split(betweenPlaces);

function placesOf(text: string): MatchRecord['places'] {
  const all = placeTextsOf(text);
  return Object.fromEntries(placeKinds.map((kind, at) => [kind, placeOf(all[at]!)])) as MatchRecord['places'];
}

/** One place of placeTextsOf. */
export function placeOf(text: string): PlaceCodes | null {
  if (text === '') return null;
  const codes = text.split(betweenCodes).map((code) => (code === '' ? null : decodeURIComponent(code)));
  const [governorate = null, district = null, subdistrict = null, community = null, facility = null, guessed] = codes;
  return { governorate, district, subdistrict, community, facility, guessed: guessed === guess };
}
