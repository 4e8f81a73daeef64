import type { Governorate } from './countries.js';

/**
 * What is written about people. A field that must never leave is not here, so nobody can pass it on by mistake: contacts of authors and of people
 * who were found, photographs, addresses of profiles, streets, and every free text (description, last_known_location, texts of notes), in which
 * a place of detention or a perpetrator could stand.
 */
export interface PersonToWrite {
  kind: 'person';
  /** "domain/local"; the local part is a hash of at least 16 letters, digits, _ or -. */
  recordId: string;
  /** Last change at the origin. */
  sourceDate: Date;
  /** When it was stored where it is sent from. The receiver sets its own. */
  entryDate: Date;
  /** When the consent to share ends. A day later nothing but a tombstone may be left anywhere. */
  expiry: Date;
  /** Stands as author and as source: an organisation, never a person. */
  organisation: string;
  /** The record at its origin, for whoever may see it there. */
  sourceUrl?: string;
  name: WrittenName;
  sex?: 'female' | 'male' | 'other';
  /** YYYY, YYYY-MM or YYYY-MM-DD. Only for a receiver who may have it: readers without full rights must not. */
  birth?: string;
  /** In years at `sourceDate`, from 0 to 150. */
  age?: number | { from: number; to: number };
  home?: { neighbourhood?: string; city?: string; governorate?: Governorate };
  notes?: NoteWithin[];
}

/** Line breaks within a name become spaces: in PFIF a line break begins another name. */
export interface WrittenName {
  /** Line 1 of the full name. */
  arabic?: string;
  /** The line after it. */
  latin?: string;
  /** All others, as alternate names. */
  others?: string[];
  given?: string;
  family?: string;
}

/** A note within its person. Its text follows from what it says. */
export interface NoteWithin {
  recordId: string;
  sourceDate: Date;
  entryDate: Date;
  /** An organisation, never a person. */
  organisation: string;
  says: WhatANoteSays;
}

export interface NoteToWrite extends NoteWithin {
  kind: 'note';
  personRecordId: string;
}

export type WhatANoteSays =
  | { status: 'information_sought' }
  /** The other record is about the same person; that one needs a note as well. */
  | { sameAs: string }
  | ConfirmedFate;

/** Only a fate that two people confirmed, and that the family agreed to tell. Everything else is `information_sought`. */
export interface ConfirmedFate {
  status: 'believed_alive' | 'believed_dead';
  fate: 'confirmed';
  family: 'agreed';
}

/** What stays of a person that was removed or has expired: ids and dates. Its notes go as well. */
export interface TombstoneToWrite {
  kind: 'tombstone';
  recordId: string;
  /** When the consent ended: not later than `made`. */
  expiry: Date;
  /** When it took the place of the record. */
  made: Date;
}

export type RecordToWrite = PersonToWrite | TombstoneToWrite | NoteToWrite;
/** In a feed notes stand within their person. */
export type EntryToWrite = PersonToWrite | TombstoneToWrite;

export const writeFaults = {
  'write.record_id': 'A record id must be a domain, a slash, and a hash of 16 to 128 letters, digits, _ or -.',
  'write.date': 'A date must be a moment in the years 1 to 9999.',
  'write.birth': 'A date of birth must be YYYY, YYYY-MM or YYYY-MM-DD, and exist.',
  'write.age': 'An age must be a whole number from 0 to 150, or two such numbers, the lower one first.',
  'write.tombstone_too_early':
    'A tombstone cannot be made before the record expires: give the moment when the consent ended.',
  'write.code': 'The sex must be female, male or other, and the governorate a code of ISO 3166-2:SY such as SY-HI.',
  'write.fate_not_agreed': 'A fate may be written only when it is confirmed and the family agreed.',
  'write.linked_to_itself': 'A note cannot say that a record is about the same person as itself.',
  'write.address': 'An address must begin with https:// or http://.',
} as const;

/** The caller gave what cannot be written; nothing of the record was written. Names the how manieth record, never what it holds. */
export class PfifWriteError extends Error {
  override readonly name = 'PfifWriteError';

  constructor(
    readonly code: keyof typeof writeFaults,
    readonly record: number,
  ) {
    super(`${code} (record ${record}): ${writeFaults[code]}`);
  }
}
