import type { NameArrangement } from './types.js';

export interface Arrangement {
  name: NameArrangement;
  /** Cost of believing it; about -log of how often lists do it. */
  penalty: number;
  /** New order of the parts as indexes into the old one. */
  order: number[];
}

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
  if (length === 2) found.push({ name: 'given_family_swapped', penalty: penalty.familyFirst, order: swapped(0, 1) });
  if (length >= 3) {
    found.push({ name: 'given_father_swapped', penalty: penalty.neighbours, order: swapped(0, 1) });
    found.push({ name: 'given_family_swapped', penalty: penalty.givenFamily, order: swapped(0, length - 1) });
    found.push({ name: 'family_first', penalty: penalty.familyFirst, order: [length - 1, ...identity.slice(0, -1)] });
    found.push({ name: 'family_first', penalty: penalty.familyFirst, order: [...identity.slice(1), 0] });
  }
  if (length >= 4)
    found.push({ name: 'father_grandfather_swapped', penalty: penalty.neighbours, order: swapped(1, 2) });
  return found;
});
