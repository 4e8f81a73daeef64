/** The shapes that the matching library takes in. Everything here is plain data: it can be stored as JSON and read back. */

export type Script = 'Arab' | 'Latn' | 'mixed' | 'other';

export const nameRoles = ['given', 'father', 'grandfather', 'family'] as const;
export type NameRole = (typeof nameRoles)[number];

/** Name parts as a source wrote them, one cell each. Any of them may be absent. */
export type NameParts = Partial<Record<NameRole, string>>;

/** One written form of a person's name, untouched, with the parts if the source itself told them apart. */
export interface PersonName {
  raw: string;
  parts?: NameParts;
}

export type Calendar = 'gregorian' | 'hijri_umalqura' | 'hijri_civil';
export type DatePrecision = 'day' | 'month' | 'season' | 'year' | 'decade' | 'unknown';
export type DateQualifier = 'exact' | 'about' | 'before' | 'after' | 'between';

/**
 * A date about a person: never a point that the source did not give, always an interval of whole days.
 * `earliest` and `latest` are ISO days (YYYY-MM-DD), both inclusive; null = unbounded or not understood.
 */
export interface FuzzyDate {
  raw: string;
  calendar: Calendar;
  earliest: string | null;
  latest: string | null;
  precision: DatePrecision;
  qualifier: DateQualifier;
  /** True when day and month could be the other way round; the interval then covers both readings. */
  orderAmbiguous: boolean;
}

/** A place as resolved through the gazetteer: OCHA P-codes from wide to narrow, as far as the text allowed. */
export interface PlaceCodes {
  governorate: string | null;
  district: string | null;
  subdistrict: string | null;
  community: string | null;
  /** Id of a place of detention in the facilities list. */
  facility: string | null;
  /** True when the text was only near a name of the gazetteer: it then counts for less. */
  guessed?: boolean;
}

export const placeKinds = ['birth', 'home', 'taken', 'held'] as const;
/**
 * `birth`: where born or registered. `home`: where the person lived. `taken`: where last seen or taken; of a record also the place it names without saying
 * what it is. `held`: where held, or believed to be.
 */
export type PlaceKind = (typeof placeKinds)[number];

export type Sex = 'male' | 'female';

/** Which side of the comparison a record stands on. Pairs are always one report and one detention record. */
export type RecordSide = 'report' | 'record';

export interface Identifier {
  type: 'national_number' | 'registry_number' | 'detainee_number' | 'other';
  value: string;
}

/** Everything the matcher may look at. Null or empty = not known, which never counts for or against. */
export interface MatchRecord {
  names: PersonName[];
  motherName: string | null;
  sex: Sex | null;
  birth: FuzzyDate | null;
  /** Day of disappearance (report) or of the recorded event: arrest, intake, transfer (detention record). */
  event: FuzzyDate | null;
  places: Record<PlaceKind, PlaceCodes | null>;
  identifiers: Identifier[];
}
