import type { BirthLevel } from '../comparisons/birth.js';
import type { EventLevel } from '../comparisons/event.js';
import type { IdentifierLevel } from '../comparisons/identifier.js';
import type { PlaceWeights } from '../comparisons/place.js';
import type { NameArrangement, NameLevel } from '../names/index.js';
import type { HeldLevel } from '../places/held-level.js';
import type { NameRole, RecordSide } from '../record.js';

/** Raised whenever the score of any pair may change: a comparison, a table, the normaliser or the arrangement of names. */
export const matcherVersion = 1;

export type Band = 'strong' | 'worth_a_look' | 'weak';

/** Weights of one name part in bits. Levels that carry the rarity of the name add `log2(agreeShare / frequency)`. */
export type NamePartWeights = Record<Exclude<NameLevel, 'missing'>, number>;

/** Everything that is a number in the score. A model is plain data: it can be stored as JSON and read back. All weights are log2 (bits). */
export interface Model {
  /** Date of the parameters; stored with every suggestion. */
  version: string;
  /** Weight of a pair about which nothing is known. */
  priorWeight: number;
  /** Lowest match weight of each band. */
  suggestAtMatchWeight: Record<Band, number>;
  /** No single comparison takes away more than this: real records hold gross errors. */
  strongestDisagreement: number;
  names: {
    parts: Record<NameRole | 'mother', NamePartWeights>;
    /** Share of true pairs whose part agrees on some level that carries rarity. */
    agreeShare: number;
    /** Names rarer than this share count as this rare: nobody has counted further. */
    rarestFrequency: number;
    /** Taken from `vowels_differ` when both are in Arabic script, where a long vowel is always written. */
    vowelsDifferInArabic: number;
    arrangement: Record<NameArrangement, number>;
    /** For `shifted` when at least one source did not tell the parts apart. */
    shiftedWhenGuessed: number;
    /** A mother's family name beside her given name. */
    motherFamily: { agrees: number; differs: number };
  };
  birth: Record<BirthLevel, number>;
  event: Record<EventLevel, number>;
  place: {
    birth_place: PlaceWeights;
    home: PlaceWeights;
    taken: PlaceWeights;
    held: Record<Exclude<HeldLevel, 'not_recorded'>, number>;
    /** Part of the weight that counts where the places are of two kinds (home and place of arrest), and the most that they say against each other. */
    acrossShare: number;
    awayFromHome: number;
    /** Part of the weight that counts where the text was only near a name of the gazetteer. */
    guessedShare: number;
    /** Part of the weight of every agreement but the strongest. */
    further: number;
    /** The most that all places together take away. */
    mostAgainst: number;
  };
  sex: { same: number; different: number };
  identifier: Record<IdentifierLevel, number>;
  relatives: {
    /** Weight of a clearly different given name when father and family agree. */
    differentGiven: number;
    /** When the names agree only one place up, and the given name is left without a partner. */
    unmetGiven: number;
    /** Log2 of how many close relatives a person has among the records, against one true record. */
    priorOverTrue: number;
    /** Largest weights that two members of one family get from birth, from one and the same birthday (twins), and from the event. */
    birthAtMost: number;
    birthdayAtMost: number;
    eventAtMost: number;
  };
  blocking: {
    /** A pair is a candidate when the bits of its shared keys reach this. */
    candidateBits: number;
    /** Keys that more people share than this says are not made. */
    fewestBits: number;
    mostKeys: Record<RecordSide, number>;
  };
}

/** The band of a match weight, or null when it is too low to be suggested. */
export function bandOf(matchWeight: number, model: Model): Band | null {
  const { strong, worth_a_look: worthALook, weak } = model.suggestAtMatchWeight;
  if (matchWeight >= strong) return 'strong';
  if (matchWeight >= worthALook) return 'worth_a_look';
  return matchWeight >= weak ? 'weak' : null;
}
