import type { Field } from '../compare-records.js';
import type { NameToken } from '../names/index.js';
import type { KeyedLists } from './packed-lists.js';
import type { RowsOfParts } from './rows-of-parts.js';
import type { Prospects } from './word-meetings.js';

/**
 * One side's records by field rather than by record, every distinct value once. Only typed arrays and dictionaries: views of shared memory, or of arrays that
 * still grow. They may be longer than what is used; the counts say how much is.
 */
export interface Columns {
  rows: number;
  /** The person's own names, and at most one name of the mother. */
  names: NameColumn;
  mothers: NameColumn;
  /** Which rows have a part in these names. */
  rowsOfParts: { names: RowsOfParts; mothers: RowsOfParts };
  /** Rows by the consonants of two parts written as one (TogetherIndex); null where they are not kept with the columns. */
  together: KeyedLists | null;
  /** Distinct parts of all names, the mothers' among them. */
  parts: PartTable;
  spellings: SpellingDictionary;
  fields: Record<Field, ValueColumn>;
}

/** Written names of all rows, one behind the other: name n has the parts from starts[n] up to starts[n + 1]. */
export interface NameColumn {
  /** Names of row r: from first[r] up to first[r + 1]. */
  first: Int32Array;
  starts: Int32Array;
  /** Ids into the part table. */
  parts: Int32Array;
  /** 1 where the source told the parts apart. */
  told: Uint8Array;
  /** 0..1, how sure the division into parts is (NameParse.confidence). */
  sure: Float64Array;
}

/** Distinct parts: a spelling in a role. */
export interface PartTable {
  count: number;
  /** Id into the spellings. */
  spelling: Int32Array;
  /** Index into nameRoles, -1 = none. */
  role: Int8Array;
}

/** Which value of a field each row has. */
export interface ValueColumn {
  ids: Int32Array;
  values: ValueDictionary;
}

/** Distinct values of one field as coded texts (coded-record.ts); id 0 is '' = says nothing. */
export interface ValueDictionary {
  count: number;
  text(id: number): string;
}

/** Distinct spellings of name parts. */
export interface SpellingDictionary {
  count: number;
  text(id: number): string;
  /** The spelling read, as tokenOf reads it; kept while there is room, so that asking again is cheap. */
  token(id: number): NameToken;
  /**
   * Ids, each once, of all spellings that are not strangers to the token (compare-tokens.ts): consonants not apart, equal when folded, of a shared alias
   * group, or an initial on either side. A few more may be among them. The array may be shorter-lived than the next call: copy what is kept.
   */
  near(token: NameToken): Int32Array;
  /** Those that may be more than strangers to a word; `together`: to two parts written as one, with this togetherKey. */
  prospects(token: NameToken, together: number | null): Prospects;
}

/** The arrays as they are now, at hand: those of columns that grow are asked for anew each time. */
export const namesNow = ({ first, starts, parts, told, sure }: NameColumn): NameColumn => ({
  first,
  starts,
  parts,
  told,
  sure,
});

export const partsNow = ({ count, spelling, role }: PartTable): PartTable => ({ count, spelling, role });
