import type { NameArrangement } from './types.js';

export interface Arrangement {
  name: NameArrangement;
  /** Cost of believing it; about -log of how often lists do it. */
  penalty: number;
  /** New order of the parts as indexes into the old one. */
  order: number[];
  /** Places in the new order whose parts have moved. They must meet a part: a part that is said to have moved and then left out explains nothing. */
  moved: number[];
}

export const arrangementNames: readonly NameArrangement[] = [
  'as_written',
  'given_father_swapped',
  'father_grandfather_swapped',
  'given_family_swapped',
  'family_first',
  'shifted',
];

const penalty = { neighbours: 0.42, familyFirst: 0.3, givenFamily: 0.42 } as const;

/** Ways in which lists put the parts of a name into other places. Never every order: that would make the father's name and the given name one. */
export function arrangements(length: number): readonly Arrangement[] {
  return byLength[Math.min(length, byLength.length - 1)]!;
}

const longest = 7;
const byLength: Arrangement[][] = Array.from({ length: longest + 1 }, (_, length) => {
  const identity = Array.from({ length }, (__, index) => index);
  const swapped = (x: number, y: number): number[] =>
    identity.map((index) => (index === x ? y : index === y ? x : index));
  const found: Arrangement[] = [];
  const last = length - 1;
  if (length === 2)
    found.push({ name: 'given_family_swapped', penalty: penalty.familyFirst, order: swapped(0, 1), moved: [0, 1] });
  if (length >= 3) {
    found.push({ name: 'given_father_swapped', penalty: penalty.neighbours, order: swapped(0, 1), moved: [0, 1] });
    found.push({
      name: 'given_family_swapped',
      penalty: penalty.givenFamily,
      order: swapped(0, last),
      moved: [0, last],
    });
    found.push({
      name: 'family_first',
      penalty: penalty.familyFirst,
      order: [last, ...identity.slice(0, -1)],
      moved: [0],
    });
    found.push({ name: 'family_first', penalty: penalty.familyFirst, order: [...identity.slice(1), 0], moved: [last] });
  }
  if (length >= 4)
    found.push({
      name: 'father_grandfather_swapped',
      penalty: penalty.neighbours,
      order: swapped(1, 2),
      moved: [1, 2],
    });
  return found;
});
