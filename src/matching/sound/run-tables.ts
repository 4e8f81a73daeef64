import { longestRun, unseenColumn } from './emissions.js';
import { isVowelLetter } from './sound-letters.js';
import { emissions } from './sound-model.js';

/** The emissions by letter rather than by run, and how much of them is left when a run is only known in part. For searches of many spellings at once. */

/** Letters of the sound model's alphabet, in this order. */
const letters = "abcdefghijklmnopqrstuvwxyz'\u00e7\u015f\u011f\u00f6\u00fc";
export const letterCount = letters.length;
/** Place of a letter in the alphabet, -1 = none of it. */
export const letterPlace = (letter: string): number => letters.indexOf(letter);

const consonants = [...letters].map((letter) => !isVowelLetter(letter));

/** columnsOfRuns[length - 1][the letters' places as digits, the last the lowest]: column of the run. */
export const columnsOfRuns: readonly Uint16Array[] = Array.from({ length: longestRun }, (_, at) => {
  const columns = new Uint16Array(letterCount ** (at + 1));
  for (let run = 0; run < columns.length; run++) {
    let consonant = false;
    for (let left = run, place = 0; place <= at; place++, left = Math.floor(left / letterCount))
      consonant ||= consonants[left % letterCount]!;
    columns[run] = unseenColumn((consonant ? 'b' : 'a').repeat(at + 1));
  }
  return columns;
});
for (const [run, column] of emissions.runs) {
  if (run !== '') columnsOfRuns[run.length - 1]![numberOf(run)] = column;
}

function numberOf(run: string): number {
  return [...run].reduce((number, letter) => number * letterCount + letterPlace(letter), 0);
}

/** mostOfLength[row * (longestRun + 1) + length]: probability of the likeliest run of that length. */
export const mostOfLength = new Float64Array(emissions.rows.size * (longestRun + 1));
/** goingOn[row * columns + column]: no less than the probability of all runs together that go on from this one towards one spelling. */
export const goingOn = new Float64Array(emissions.probability.length);

const { probability, columns: width, runs } = emissions;
const columnOf = (run: string): number => runs.get(run) ?? unseenColumn(run);
const unseen = Array.from({ length: longestRun }, (_, at) =>
  ['a', 'b'].map((letter) => unseenColumn(letter.repeat(at + 1))),
);
const allRuns = [
  ...[...runs].filter(([run]) => run !== ''),
  ...unseen.flatMap((two, at) => two.map((column): [string, number] => [' '.repeat(at + 1), column])),
];

for (let row = 0; row < emissions.rows.size; row++) {
  const at = row * width;
  mostOfLength[row * (longestRun + 1)] = probability[at]!;
  for (const [run, column] of allRuns) {
    const place = row * (longestRun + 1) + run.length;
    mostOfLength[place] = Math.max(mostOfLength[place]!, probability[at + column]!);
  }
}

for (let length = 2; length <= longestRun; length++) {
  // Columns of shorter runs, each with the seen runs of this length that begin so.
  const seen = new Map<number, Set<number>>();
  for (const [run, column] of runs) {
    if (run.length !== length) continue;
    for (let part = 1; part < length; part++) {
      const shorter = columnOf(run.slice(0, part));
      seen.set(shorter, (seen.get(shorter) ?? new Set()).add(column));
    }
  }
  for (const [run, column] of allRuns) {
    if (run.length >= length) continue;
    const longer = [...unseen[length - 1]!, ...(seen.get(column) ?? [])];
    for (let row = 0; row < emissions.rows.size; row++) {
      let most = 0;
      for (const one of longer) most = Math.max(most, probability[row * width + one]!);
      goingOn[row * width + column]! += most;
    }
  }
}
