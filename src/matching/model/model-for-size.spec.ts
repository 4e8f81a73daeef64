import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '../compare-records.js';
import { parseDate } from '../dates/parse-date.js';
import type { MatchRecord } from '../record.js';
import { builtInModel, builtInModelFile } from './index.js';
import { modelForSize, trueRecordsPerReport } from './model-for-size.js';

const person = (raw: string, born: string): MatchRecord => ({
  names: [{ raw }],
  motherName: null,
  sex: null,
  birth: parseDate(born),
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
});
const odds = (probability: number): number => Math.log2(probability / (1 - probability));
const report = person('Samer Hassan Athartest', '1984-05-12');
const records = ['Samer Hassan Athartest', 'Rami Hassan Athartest', 'Samer Athartest', 'Ghazwan Qabbani'].map((name) =>
  person(name, '1984'),
);

describe('the model for another number of records', () => {
  it('is the model itself for as many as it was estimated with', () => {
    const { same, place, ...rest } = modelForSize(builtInModelFile, builtInModelFile.estimated.records);
    expect({ ...rest, calibration: [] }).toEqual({
      ...Object.fromEntries(Object.entries(builtInModel).filter(([key]) => !['same', 'place'].includes(key))),
      calibration: [],
    });
    expect(same).toEqual(builtInModel.same);
  });

  it.each([20, 2_000, 100_000, 1_000_000, 10_000_000])(
    'says of %i records that a report has as many true ones among them as before',
    (size) => {
      const { priorWeight } = modelForSize(builtInModelFile, size);
      const share = 1 / (1 + 2 ** -priorWeight);
      expect(share * size).toBeCloseTo(trueRecordsPerReport(builtInModelFile), 1);
    },
  );

  it('moves the weight of a pair and its log odds by one constant where no relative explains it', () => {
    const model = modelForSize(builtInModelFile, 2_000_000);
    const stranger = records[3]!;
    const [before, after] = [compareRecords(report, stranger), compareRecords(report, stranger, model)];
    const moved = model.priorWeight - builtInModel.priorWeight;
    expect(Math.abs(moved - Math.log2(1 / 100))).toBeLessThanOrEqual(0.011);
    expect(after.matchWeight - before.matchWeight).toBeCloseTo(moved, 1);
    expect(odds(after.probabilities.same) - odds(before.probabilities.same)).toBeCloseTo(moved, 1);
  });

  it('keeps the order of the records of a report, and the lowest probability of each band', () => {
    for (const size of [50, 1_000_000]) {
      const model = modelForSize(builtInModelFile, size);
      const weights = records.map((record) => compareRecords(report, record, model).matchWeight);
      const before = records.map((record) => compareRecords(report, record).matchWeight);
      const order = (of: number[]) => of.map((_, at) => at).sort((a, b) => of[b]! - of[a]!);
      expect(order(weights)).toEqual(order(before));
      for (const [band, weight] of Object.entries(model.suggestAtMatchWeight)) {
        const { suggestAtProbability } = builtInModelFile;
        const wanted = suggestAtProbability[band as 'strong'];
        const at = compareAt(weight, model.calibration);
        // Bands begin at whole hundredths of a bit.
        expect(at).toBeGreaterThanOrEqual(wanted - 1e-9);
        expect(compareAt(weight - 0.02, model.calibration)).toBeLessThan(wanted);
      }
    }
  });

  it('is refused for no records at all', () => {
    expect(() => modelForSize(builtInModelFile, 0)).toThrow(RangeError);
    expect(() => modelForSize(builtInModelFile, 100, 0)).toThrow(RangeError);
  });
});

/** The line through the knots, written again for the test: straight in log odds, going on bit by bit beyond the ends. */
function compareAt(weight: number, knots: readonly { weight: number; probability: number }[]): number {
  const bits = knots.map((knot) => ({ weight: knot.weight, bits: odds(knot.probability) }));
  const [first, last] = [bits[0]!, bits.at(-1)!];
  const above = bits.findIndex((knot) => knot.weight > weight);
  const at =
    weight <= first.weight
      ? first.bits + weight - first.weight
      : above < 0
        ? last.bits + weight - last.weight
        : bits[above - 1]!.bits +
          ((weight - bits[above - 1]!.weight) / (bits[above]!.weight - bits[above - 1]!.weight)) *
            (bits[above]!.bits - bits[above - 1]!.bits);
  return 1 / (1 + 2 ** -at);
}
