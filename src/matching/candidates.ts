import { blockingKeys } from './blocking.js';
import { KeyIndex } from './columns/key-index.js';
import { KeyIndexBuilder } from './columns/key-index-builder.js';
import type { CompiledRecord } from './compile-record.js';
import { builtInModel, type Model } from './model/index.js';

/**
 * The candidates of lists in memory, all of them whatever their number, for measuring and estimating. Calls back with the index of each report and the rising
 * indexes of the records that share enough keys with it.
 */
export function eachCandidates(
  reports: readonly CompiledRecord[],
  records: readonly CompiledRecord[],
  use: (report: number, records: number[]) => void,
  model: Model = builtInModel,
): void {
  const builder = new KeyIndexBuilder();
  records.forEach((record, at) => {
    builder.add(
      at,
      blockingKeys(record, 'record', model).map(({ key }) => key),
    );
  });
  const index = new KeyIndex(builder.pack(), records.length);
  const { candidateBits } = model.blocking;
  reports.forEach((report, at) => {
    const keys = blockingKeys(report, 'report', model);
    const { rows, count } = index.candidates(keys, { candidateBits, mostBrought: Number.POSITIVE_INFINITY });
    use(
      at,
      Array.from(rows.subarray(0, count)).sort((a, b) => a - b),
    );
  });
}
