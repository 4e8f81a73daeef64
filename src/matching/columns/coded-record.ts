import type { Field } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import type { CompiledName } from '../names/index.js';
import { nameRoles } from '../record.js';
import { byField } from './by-field.js';
import { fieldText } from './field-texts.js';

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

/** The record without its raw texts. */
export function codeRecord(compiled: CompiledRecord): CodedRecord {
  return {
    names: compiled.names.map(codeName),
    mother: compiled.mother && codeName(compiled.mother),
    fields: byField((field) => fieldText(field, compiled)),
  };
}

function codeName({ parts, parse, rolesGiven }: CompiledName): CodedName {
  return {
    told: rolesGiven,
    sure: parse.confidence,
    parts: parts.map(({ token, role }) => [token.text, role === null ? -1 : nameRoles.indexOf(role)]),
  };
}
