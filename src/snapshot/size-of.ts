import { memoryOf } from '../matching/index.js';
import type { SnapshotData } from './snapshot-data.js';

/** How large a snapshot is, for people who run the service. */
export interface SnapshotSize {
  reports: number;
  records: number;
  /** In memory, both sides with their dictionaries. Threads share it. */
  megabytes: number;
  /** What a million detention records take, without the dictionaries, which grow ever more slowly. */
  megabytesPerMillionRecords: number;
}

export function sizeOf({ sides }: SnapshotData): SnapshotSize {
  const uses = [sides.report, sides.record].map(({ columns, keys, rows }) => {
    const { bytes, rows: count, perMillionRows } = memoryOf(columns, keys);
    const ofRows = Object.values(rows).reduce((sum, { byteLength }) => sum + byteLength, 0);
    const all = Object.values(bytes).reduce((sum, one) => sum + one, ofRows);
    return { count, all, perMillion: perMillionRows + (ofRows / Math.max(1, count)) * 1e6 };
  });
  const [reports, records] = uses;
  return {
    reports: reports.count,
    records: records.count,
    megabytes: Math.round((reports.all + records.all) / 1e6),
    megabytesPerMillionRecords: Math.round(records.perMillion / 1e6),
  };
}
