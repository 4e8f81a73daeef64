import type { Field } from '../compare-records.js';
import { birthLevel } from '../comparisons/birth.js';
import { rarityOf } from '../comparisons/name-part.js';
import { mostOfPlaces, placeComparisons } from '../comparisons/place.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import { inHundredths, partLines } from '../model/part-lines.js';

/** The most, in hundredths of a bit, that a field can bring whatever the other record says; 0 or more. */
export function mostOfField(field: Field, asking: CompiledRecord, model: Model): number {
  return Math.max(0, most[field](model, asking));
}

const highest = (weights: Record<string, number>): number => inHundredths(Math.max(...Object.values(weights)));

const most: Record<Field, (model: Model, asking: CompiledRecord) => number> = {
  // Where no day is known nothing agrees better than the same span: levels fall with the span of both.
  birth: ({ birth }, { birth: own }) =>
    own === null || own.readings.length > 0 ? highest(birth) : inHundredths(birth[birthLevel(own, own)]),
  event: ({ event }) => highest(event),
  sex: ({ sex }) => highest(sex),
  identifiers: ({ identifier }) => highest(identifier),
  kunya: (model) => {
    const lines = partLines('kunya', model);
    return Math.max(...lines.same) + Math.max(0, rarityOf(lines, 0));
  },
  // Rounded up line by line.
  places: (model, { places }) => inHundredths(mostOfPlaces(places, model)) + placeComparisons.length,
};
