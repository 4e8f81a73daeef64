import type { SharedPerson } from './shared-person.js';

/** A person on the way out. */
export interface GivenPerson {
  /** As the recipient knows him. */
  recordId: string;
  noteId: string;
  person: SharedPerson;
  /** Last change here. */
  sourceDate: Date;
  /** When he got into the feed, or was read for the file. */
  entryDate: Date;
  /** When the recipient has to delete him. */
  expires: Date;
}

/** What stands in a file so that it tells whose it is. */
export interface FileMark {
  exportId: string;
  /** Name of the organisation that it is for. */
  exportedFor: string;
  madeAt: Date;
  /** When the last of it has to be deleted. */
  expires: Date;
}

/** Of the end of a consent and the end of an agreement the first; an agreement ends with its last day. */
export function expiryOf(consent: Date | null, agreedUntil: string): Date {
  const agreed = new Date(`${agreedUntil}T00:00:00Z`).getTime() + 86_400_000;
  return new Date(Math.min(consent?.getTime() ?? agreed, agreed, lastMoment));
}

/** Agreements without an end: PFIF knows years of four digits. */
const lastMoment = Date.UTC(9999, 0, 1);
