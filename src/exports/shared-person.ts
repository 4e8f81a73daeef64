import type { Calendar, DatePrecision, DateQualifier, Script, Sex } from '../matching/record.js';

/**
 * All that may leave of a person, in every format. What must never leave has no place here, so nobody can pass it on by mistake: who reports and how they
 * are reached, what they told in their own words, places as written, notes, numbers of papers, anything about suggestions. Stored as JSON in feed_entries,
 * and sent like this as JSON Lines.
 */
export interface SharedPerson {
  names: SharedName[];
  mother_names: SharedText[];
  sex: Sex | null;
  birth: SharedDate | null;
  event: { type: string | null; date: SharedDate | null };
  /** Where it happened. */
  place: SharedPlace | null;
  home: SharedPlace | null;
  /** Of own detention records only. */
  facility: string | null;
  source_record_id: string | null;
}

export interface SharedText {
  as_written: string;
  /** Without marks of vowels, with one form for each letter: for comparing. */
  normalised: string;
}

export interface SharedName extends SharedText {
  script: Script;
  given: string | null;
  father: string | null;
  grandfather: string | null;
  family: string | null;
}

/** An interval of whole days (ISO 8601), both inclusive. The calendar is that of what was written. */
export interface SharedDate {
  from: string | null;
  to: string | null;
  precision: DatePrecision;
  calendar_as_written: Calendar;
  qualifier: DateQualifier;
}

/** OCHA P-codes, as far as the text was read for certain. */
export interface SharedPlace {
  governorate: string | null;
  district: string | null;
  subdistrict: string | null;
  community: string | null;
}

/** The part of a person that an agreement is about (R27), in its classes of fields. */
export function agreedPart(person: SharedPerson, fields: ReadonlySet<string>): SharedPerson {
  const has = (field: string) => fields.has(field);
  return {
    names: has('names') ? person.names : [],
    mother_names: has('mother_name') ? person.mother_names : [],
    sex: has('sex') ? person.sex : null,
    birth: has('birth') ? person.birth : null,
    event: has('events') ? person.event : { type: null, date: null },
    place: has('places') ? person.place : null,
    home: has('places') ? person.home : null,
    facility: has('facility') ? person.facility : null,
    source_record_id: has('identifiers') ? person.source_record_id : null,
  };
}
