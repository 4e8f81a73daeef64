import type { ColumnArrays, KeyIndexArrays, RecordSide, SharedArrays } from '../matching/index.js';

/** One side of a snapshot. All of it is typed arrays in shared memory: it is given to threads as it is. */
export interface SnapshotSide {
  columns: ColumnArrays;
  keys: KeyIndexArrays;
  /** What else is known of each row, as whoever keeps the rows names it: their ids, organisations, marks. */
  rows: SharedArrays;
}

/** What a snapshot file holds. */
export interface SnapshotData {
  sides: Record<RecordSide, SnapshotSide>;
  /** Up to where in the database's history the snapshot reaches, and which database that is; only whoever follows the database reads them. */
  horizon: string;
  database: string;
  /** Ids of the organisations, by the numbers that the rows have. */
  organisations: string[];
}
