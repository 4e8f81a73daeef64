import type { Base } from './base.js';

/** What a snapshot file holds. The sides are typed arrays in shared memory: they are written as they lie there, and given to threads as they are. */
export interface SnapshotData {
  sides: Base['sides'];
  /** Up to where in the database's history the snapshot reaches, and which database that is; only whoever follows the database reads them. */
  horizon: string;
  database: string;
  /** Ids of the organisations, by the numbers that the rows have. */
  organisations: string[];
}
