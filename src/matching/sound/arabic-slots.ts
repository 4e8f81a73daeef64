/**
 * An Arabic spelling as a row of slots, each of which writes some Latin letters or none: one slot a letter, and after each consonant one more for the
 * short vowel that Arabic does not write. Long vowels need no such slot: their own letter stands for it.
 */
export type SlotKind = 'consonant' | 'long_vowel' | 'silent' | 'feminine_ending' | 'short_vowel';

export interface Slot {
  /** Letter and place (S first, M inside, E last), or `~` + what stands before and after + place in the word. */
  name: string;
  /** The letter alone, or the short vowel without its place: what a rarely seen slot falls back on. */
  group: string;
  kind: SlotKind;
  /** Longest run of Latin letters that the slot writes. */
  longest: number;
}

const longVowels = '\u0627\u0648\u064a\u0649\u0622'; // alef, waw, yeh, alef maksura, alef with madda
const silent = '\u0639\u0621\u0623\u0625\u0626\u0624'; // ayn, hamza and its carriers
const femaleEnding = '\u0629'; // teh marbuta
/** The Arabic alphabet and the Persian and Kurdish letters that look-alikes are brought to. */
const alphabet = [
  ...lettersBetween(0x0621, 0x063a),
  ...lettersBetween(0x0641, 0x064a),
  ...'\u067e\u0686\u0698\u06a4\u06af',
];
const known = new Set(alphabet);
const marks = { consonant: 'C', long_vowel: 'V', silent: 'H', feminine_ending: 'T', end: 'E' } as const;

/** The most letters of a spelling that are looked at. */
const mostLetters = 20;

function kindOf(letter: string): Exclude<SlotKind, 'short_vowel'> {
  if (longVowels.includes(letter)) return 'long_vowel';
  if (silent.includes(letter)) return 'silent';
  return letter === femaleEnding ? 'feminine_ending' : 'consonant';
}

/** Only the Arabic letters of the model's alphabet. */
export function arabicLetters(cleaned: string): string[] {
  const found: string[] = [];
  for (const letter of cleaned) if (known.has(letter) && found.length < mostLetters) found.push(letter);
  return found;
}

/** The slots of a cleaned Arabic spelling, first letter first. */
export function slotsOf(cleaned: string): Slot[] {
  const spelling = arabicLetters(cleaned);
  const last = spelling.length - 1;
  const found: Slot[] = [];
  spelling.forEach((letter, at) => {
    const kind = kindOf(letter);
    found.push(letterSlot(letter, at === 0 ? 'S' : at === last ? 'E' : 'M'));
    if (kind !== 'consonant' && kind !== 'silent') return;
    const after = at === last ? 'end' : kindOf(spelling[at + 1]!);
    found.push(vowelSlot(kind, after, at === 0 ? '1' : at === last ? 'E' : at === last - 1 ? 'P' : 'M'));
  });
  return found;
}

function letterSlot(letter: string, place: string): Slot {
  const kind = kindOf(letter);
  return { name: letter + place, group: letter, kind, longest: 4 };
}

function vowelSlot(before: 'consonant' | 'silent', after: keyof typeof marks, place: string): Slot {
  const group = `~${marks[before]}${marks[after]}`;
  return { name: group + place, group, kind: 'short_vowel', longest: 2 };
}

/** Every slot that slotsOf can give, by name. */
export function allSlots(): Map<string, Slot> {
  const found = alphabet.flatMap((letter) => [...'SME'].map((place) => letterSlot(letter, place)));
  for (const before of ['consonant', 'silent'] as const) {
    for (const after of Object.keys(marks) as (keyof typeof marks)[]) {
      found.push(...[...'1MPE'].map((place) => vowelSlot(before, after, place)));
    }
  }
  return new Map(found.map((slot) => [slot.name, slot]));
}

function lettersBetween(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));
}
