import { readDataTable } from './project-data.js';
import { Random } from './random.js';

const lookAlikes = new Map<string, string[]>();

function load(): void {
  if (lookAlikes.size > 0) return;
  for (const { letters } of readDataTable<'letters'>('demonstration/confusable-letters.tsv')) {
    for (const letter of letters) {
      const others = [...letters].filter((other) => other !== letter);
      lookAlikes.set(letter, [...(lookAlikes.get(letter) ?? []), ...others]);
    }
  }
}

/** One slip of the hand in a name part: a letter mistaken, left out, doubled or exchanged with its neighbour. Short parts stay whole. */
export function mistype(text: string, random: Random): string {
  load();
  const letters = [...text];
  const spots = letters.flatMap((letter, index) => (/\p{L}/u.test(letter) ? [index] : []));
  if (spots.length < 3) return text;
  // The first letter is the one that people get right.
  const spot = spots[random.between(1, spots.length - 1)]!;
  const letter = letters[spot]!;
  const slip = random.next();
  if (slip < 0.4) {
    const alike = lookAlikes.get(letter) ?? latinNeighbours(letter);
    if (alike.length > 0) letters[spot] = random.pick(alike);
    else letters.splice(spot, 1);
  } else if (slip < 0.7) letters.splice(spot, 1);
  else if (slip < 0.85) letters.splice(spot, 0, letter);
  else [letters[spot - 1], letters[spot]] = [letters[spot]!, letters[spot - 1]!];
  return letters.join('');
}

const keyboardRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

function latinNeighbours(letter: string): string[] {
  for (const row of keyboardRows) {
    const at = row.indexOf(letter);
    if (at >= 0) return [row[at - 1], row[at + 1]].filter((key) => key !== undefined);
  }
  return [];
}
