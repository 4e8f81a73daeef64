import type { Field } from '../compare-records.js';

/** A written name as its spellings: what is compared of it, and nothing of what else was written. */
export interface CodedName {
  /** Whether the source itself told the parts apart. */
  told: boolean;
  /** 0..1, how sure the division into parts is. */
  sure: number;
  /** Cleaned spelling (NameToken.text) and role (index into nameRoles, -1 = none) of each part, in the order written. */
  parts: [spelling: string, role: number][];
}

/**
 * A record as the columns take it in: plain JSON, made once when the record's profile is made, so that a million of them are laid out without reading a name or
 * a date again. The plain scorer finds the same match weight in it as in the record that it was made from.
 */
export interface CodedRecord {
  names: CodedName[];
  mother: CodedName | null;
  /** Each other field as one text, equal exactly where the values are; '' = says nothing. */
  fields: Record<Field, string>;
}
