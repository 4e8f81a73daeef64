import type { Field } from '../compare-records.js';
import { rarityOf } from '../comparisons/name-part.js';
import { placeComparisons } from '../comparisons/place.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import { inHundredths, partLines } from '../model/part-lines.js';

/** The most, in hundredths of a bit, that a field can bring whatever the other record says; 0 or more. */
export function mostOfField(field: Field, _asking: CompiledRecord, model: Model): number {
  return Math.max(0, most[field](model));
}

const highest = (weights: Record<string, number>): number => inHundredths(Math.max(...Object.values(weights)));

const most: Record<Field, (model: Model) => number> = {
  birth: ({ birth }) => highest(birth),
  event: ({ event }) => highest(event),
  sex: ({ sex }) => highest(sex),
  identifiers: ({ identifier }) => highest(identifier),
  kunya: (model) => {
    const lines = partLines('kunya', model);
    return Math.max(...lines.same) + Math.max(0, rarityOf(lines, 0));
  },
  places: ({ place }) => {
    const { birth_place, home, taken, held, further } = place;
    const strongest = Math.max(birth_place.mostBits, home.mostBits, taken.mostBits, ...Object.values(held));
    // Rounded up line by line.
    return inHundredths(strongest * (1 + further * (placeComparisons.length - 1))) + placeComparisons.length;
  },
};
