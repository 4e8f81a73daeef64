import type { NameParts, NameRole, Script } from '../record.js';
import type { Meaning } from '../sound/meaning.js';
import type { Heard } from '../sound/sound-evidence.js';

export type RelationKind = 'mother' | 'father' | 'wife' | 'husband' | 'child' | 'sibling' | 'relative';

/** A name told through a relative: "mother of ...", "wife of ...". */
export interface NameRelation {
  /** What the person is to the relative. */
  kind: RelationKind;
  /** The words as written, without the relative's name. */
  written: string;
  /** The relative's name as written, where the person's own name stands before it. Null: the parts of the parse ARE the relative's, not the person's. */
  of: string | null;
}

/** One reading of a written name as parts. Several readings of one name are ranked, best first. Every letter of the raw text is in one of the lists. */
export interface NameParse {
  raw: string;
  script: Script;
  parts: NameParts;
  /** Written kunyas (father or mother of somebody): other names of the person, never a part. */
  kunya: string[];
  /** Those words among the parts and aliases that are by-names (the lame, the tall). */
  laqab: string[];
  /** Those words among the parts and aliases that are names of origin, from a place or a tribe. */
  nisba: string[];
  /** Further names of the person in the same text (in brackets, in the other script, after "known as"), as written. */
  aliases: string[];
  /** Forms of address and offices, split off and kept as written. */
  titles: string[];
  /** Words about what happened to the person (martyr, the late ...): they must reach a person, not the score. */
  fateWords: string[];
  relation: NameRelation | null;
  /** Words that join names and are none: of descent (bin), "known as". */
  linkWords: string[];
  /** What is no name and was not read: numbers, placeholders (XXX), text beyond the longest name. */
  unread: string[];
  order: 'given-first' | 'family-first' | 'unknown';
  /** 0..1, how far the division into parts can be relied on; not how likely the name itself is. */
  confidence: number;
  /** True where another reading of the name is nearly as likely as the best, or the best is less likely than not. The same in every reading. */
  unsure: boolean;
  /** True where spaces had moved inside the words, as a broken PDF leaves them, and were put right for reading. */
  damaged: boolean;
}

/**
 * How two written parts agree, from best to worst: `same` after folding; `same_sound` in another script or spelling; `near` sound;
 * `vowels_differ` the same consonants with another long vowel; `one_edit` one consonant off; `different`.
 * `initial`: one side is one letter that agrees. `missing`: one side has no such part.
 */
export type NameLevel =
  | 'same'
  | 'same_sound'
  | 'near'
  | 'vowels_differ'
  | 'one_edit'
  | 'different'
  | 'missing'
  | 'initial';

/** How the parts of the two names were laid against each other. */
export type NameArrangement =
  | 'as_written'
  | 'given_father_swapped'
  | 'father_grandfather_swapped'
  | 'given_family_swapped'
  | 'family_first'
  | 'shifted';

export interface TokenMeeting {
  a: string | null;
  b: string | null;
  roleA: NameRole | null;
  roleB: NameRole | null;
  level: NameLevel;
  /** Similarity of the two parts, 0..1; 0 when one is missing. */
  weight: number;
}

/** Of several words in one role the one that agrees worst decides, of those that are one name the rarest; `a` and `b` show them all. */
export interface RoleComparison {
  level: NameLevel;
  a: string | null;
  b: string | null;
  /** What the words that decide are written in; null when the side has no such part. */
  scriptA: Script | null;
  scriptB: Script | null;
  /** Share of people with that name in that role, 0..1; null when the side has no such part. */
  frequencyA: number | null;
  frequencyB: number | null;
}

export interface NameComparison {
  /** 0..1, the same whichever name is put first. */
  similarity: number;
  perRole: Partial<Record<NameRole, RoleComparison>>;
  meetings: TokenMeeting[];
  arrangement: NameArrangement;
}

/** One way to read a spelling: affixes taken off, the rest as letter units (see sounds.ts). */
export interface Reading {
  /** Compound's first half, `abd`, `abu`, `umm` or nothing. */
  prefix: string;
  /** Compound's second half, `din`, `allah` or nothing. */
  suffix: string;
  /** What is left of the cleaned spelling without its affixes. */
  core: string;
  units: Uint8Array;
  flags: Uint8Array;
  /** Cost of choosing this reading over the plainest. */
  cost: number;
}

/** Consonant skeleton of one reading, with the vowels between the consonants as bit masks (see skeleton.ts). */
export interface Skeleton {
  coarse: string;
  fine: string;
  vowels: readonly number[];
}

/** A token as numbers, for the questions of token-codes.ts. */
export interface TokenCodes {
  /** As the token's own. */
  readonly folded: string;
  /** Script of the letters; `mixed` for a word in two. */
  readonly writtenIn: Script;
  /** Which letters the folded spelling has, one bit each (some share one). */
  readonly letterBits: number;
  /** Coarse skeletons and their hashes. */
  readonly coarse: readonly string[];
  readonly coarseHashes: readonly number[];
  /** Under which spellings with nearly the same consonants are found (token-codes.ts). */
  readonly nearKeys: Int32Array;
}

/** One spelled name, read once and kept: a simple name, or a compound such as Abd al-Rahman that counts as one. */
export interface NameToken {
  id: number;
  /** As written, cleaned of marks only. */
  text: string;
  folded: string;
  script: Script;
  /** Number of letters after folding. */
  letters: number;
  readings: readonly Reading[];
  skeletons: readonly Skeleton[];
  codes: TokenCodes;
  /** Groups of the alias table that the spelling belongs to. */
  aliases: readonly number[];
  isInitial: boolean;
  /** For Arabic spellings: each reading as the sound model hears it. */
  heard: readonly Heard[];
  /** For Latin spellings: what the spelling may stand for. Filled when first asked for (sound-of-token.ts). */
  meaning: Meaning | null;
  /** Filled by nameFrequency as it is asked for. */
  frequencies: Partial<Record<NameRole, number>>;
}

export interface CompiledPart {
  token: NameToken;
  /** The part as the source wrote it. */
  written: string;
  role: NameRole | null;
}

/** A name made ready for comparison: parse, parts in the order written, tokens with their readings. */
export interface CompiledName {
  /** Equal keys = the same written name with the same parts told apart. */
  key: string;
  parse: NameParse;
  parts: readonly CompiledPart[];
  kunya: readonly NameToken[];
  /** True when the source itself told the parts apart. */
  rolesGiven: boolean;
}

/** The classes that stand for a part in record blocking. `frequency` is the share of people with the coarse class in that role. */
export interface PartSkeleton {
  coarse: string;
  fine: string;
  frequency: number;
  /** Other coarse classes the spelling may stand for (French ch, Turkish c, a glued article), likeliest first. */
  otherCoarse: readonly string[];
}
