import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/normalise.js';

/**
 * Letters of both scripts as numbered units, and what it costs to lay one unit against another or against nothing. Costs come from the tables
 * (sound:cost pairs, omission costs); 0 = regular, 1 = about one wrong consonant. Everything is worked out once, when the library is loaded.
 */

export const positions = { start: 0, inside: 1, end: 2 } as const;
export type LetterPosition = keyof typeof positions;

interface Unit {
  letter: string;
  script: 'Arab' | 'Latn';
  sounds: Map<string, number>;
  /** Classes of the regular sounds, coarse and fine; '' for vowels. */
  coarse: string;
  kind: string;
}

const sounds = new Map(readTable('sounds.tsv').map((row) => [row.sound, row]));
export const units: Unit[] = [];
const arabicLetters = new Map<string, number>();
export const latinUnits = new Map<string, number>();
export const latinSplits = new Map<string, string[]>();
const omissionRows: { arab: number[]; latn: number[] }[] = [];

const threeCosts = (cell: string): number[] => cell.split('/').map(Number);

function addUnit(letter: string, script: Unit['script'], cell: string, arab: string, latn: string): number {
  const costs = new Map<string, number>();
  for (const pair of cell.split(' ')) {
    const [sound, cost] = pair.split(':') as [string, string];
    if (!sounds.has(sound)) throw new Error(`Unknown sound ${sound} in a letter table`);
    costs.set(sound, Number(cost));
  }
  const regular = sounds.get([...costs.keys()][0]!)!;
  units.push({ letter, script, sounds: costs, coarse: regular.coarse!, kind: regular.kind! });
  omissionRows.push({ arab: threeCosts(arab), latn: threeCosts(latn) });
  return units.length - 1;
}

for (const row of readTable('letters.arabic.tsv')) {
  const id = addUnit(row.letter!, 'Arab', row.sounds!, row.omitted_against_arabic!, row.omitted_against_latin!);
  arabicLetters.set(row.letter! + (row.position === 'any' ? '' : row.position), id);
}
for (const row of readTable('letters.latin.tsv')) {
  latinUnits.set(
    row.grapheme!,
    addUnit(row.grapheme!, 'Latn', row.sounds!, row.omitted_against_arabic!, row.omitted_against_latin!),
  );
  if (row.split) latinSplits.set(row.grapheme!, row.split.split('+'));
}

/** The unit of an Arabic letter: the row for its position if there is one, else for the inside, else for any position. */
export function arabicUnit(letter: string, position: LetterPosition): number | undefined {
  return arabicLetters.get(letter + position) ?? arabicLetters.get(`${letter}inside`) ?? arabicLetters.get(letter);
}

export const unitCount = units.length;

/** Cost of two letters that share no sound: the same coarse class (a careless hand), two vowels, a vowel for a consonant, two consonants. */
const unlike = { sameClass: 0.5, vowels: 0.7, vowelAndConsonant: 1.5, consonants: 1.3 };

const isVowel = (unit: Unit): boolean => unit.kind === 'vowel';

const folded = (unit: Unit): string => normaliseText(unit.letter);

/** Two Arabic consonants that are not typed for one another: that both may be written g in Latin does not make them one letter. */
function areDistinctArabicConsonants(a: Unit, b: Unit): boolean {
  const arabicConsonants = [a, b].every((unit) => unit.script === 'Arab' && unit.kind === 'consonant');
  return arabicConsonants && folded(a) !== folded(b);
}

function layAgainst(a: Unit, b: Unit): number {
  let best = isVowel(a) !== isVowel(b) ? unlike.vowelAndConsonant : isVowel(a) ? unlike.vowels : unlike.consonants;
  if (a.coarse !== '' && a.coarse === b.coarse) best = unlike.sameClass;
  if (areDistinctArabicConsonants(a, b)) return best;
  for (const [sound, cost] of a.sounds) {
    const other = b.sounds.get(sound);
    if (other !== undefined) best = Math.min(best, cost + other);
  }
  return best;
}

/** pairCost[a * unitCount + b]: cost of unit a against unit b; symmetric. */
export const pairCost = new Float64Array(unitCount * unitCount);
/** omissionCost[(scriptOfOtherSide * unitCount + unit) * 3 + position]; script 0 = Arabic, 1 = Latin. */
export const omissionCost = new Float64Array(2 * unitCount * 3);
export const vowelUnits = new Uint8Array(unitCount);
export const arabicUnits = new Uint8Array(unitCount);

units.forEach((a, i) => {
  units.forEach((b, j) => {
    pairCost[i * unitCount + j] = i === j ? 0 : layAgainst(a, b);
  });
  for (const [script, costs] of [omissionRows[i]!.arab, omissionRows[i]!.latn].entries()) {
    costs.forEach((cost, position) => {
      omissionCost[(script * unitCount + i) * 3 + position] = cost;
    });
  }
  vowelUnits[i] = isVowel(a) ? 1 : 0;
  arabicUnits[i] = a.script === 'Arab' ? 1 : 0;
});

export function soundRow(sound: string): Record<string, string> {
  return sounds.get(sound)!;
}
