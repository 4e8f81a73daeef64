import { blockingKeys } from './blocking.js';
import type { CompiledRecord } from './compile-record.js';
import { currentModel, type Model } from './model/index.js';

/**
 * The candidate rule of blocking.ts over lists in memory, for measuring and estimating; the service applies the same rule in SQL. Calls back with the index of
 * each report and the rising indexes of the records that share enough keys with it.
 */
export function eachCandidates(
  reports: readonly CompiledRecord[],
  records: readonly CompiledRecord[],
  use: (report: number, records: number[]) => void,
  model: Model = currentModel,
): void {
  const byKey = new Map<number, { record: number; bits: number }[]>();
  records.forEach((record, at) => {
    for (const { key, bits } of blockingKeys(record, 'record', model)) {
      const found = byKey.get(key);
      if (found) found.push({ record: at, bits });
      else byKey.set(key, [{ record: at, bits }]);
    }
  });
  const shared = new Float64Array(records.length);
  reports.forEach((report, at) => {
    const touched: number[] = [];
    for (const mine of blockingKeys(report, 'report', model)) {
      for (const { record, bits } of byKey.get(mine.key) ?? []) {
        if (shared[record] === 0) touched.push(record);
        shared[record]! += Math.min(mine.bits, bits);
      }
    }
    use(
      at,
      touched.filter((record) => shared[record]! >= model.blocking.candidateBits).sort((a, b) => a - b),
    );
    for (const record of touched) shared[record] = 0;
  });
}
