// The worker's own snapshot (src/snapshot), laid out from the kept population in place of the database.
import { randomUUID } from 'node:crypto';
import {
  ColumnBuilder,
  KeyIndexBuilder,
  PackedColumns,
  packColumns,
  sharedCopy,
} from '../../../dist/matching/index.js';
import { RowDirectory } from '../../../dist/snapshot/row-directory.js';
import { SearchThreads } from '../../../dist/snapshot/search-threads.js';
import { SnapshotRows } from '../../../dist/snapshot/snapshot-rows.js';
import { readKeys, readLines } from '../population-slice.mjs';

const organisation = 'Athartest';

/** @returns how to ask it (ids of records), and how to end it; it searches with so many threads beside the main one, or with none */
export function snapshotOf(population, threads) {
  const searches = new SearchThreads(threads, (error) => {
    throw error;
  });
  const record = sideOf(population.slices, null);
  const report = sideOf([], new PackedColumns(record.columns).spellings);
  const rows = new SnapshotRows({ organisations: [organisation], sides: { report, record } }, searches);
  const asker = { organisation: rows.organisation(organisation), withPartners: true };
  return {
    ask: async ({ keys }) => {
      const { ids, cut } = await rows.search({ side: 'record', keys, ...asker });
      return { ids, cut };
    },
    close: () => searches.close(),
  };
}

function sideOf(slices, known) {
  const columns = new ColumnBuilder();
  const keys = new KeyIndexBuilder();
  const directory = new RowDirectory();
  for (const { compiled } of slices) {
    const ofSlice = readKeys(compiled);
    readLines(compiled, 'coded').forEach((coded, at) => {
      const row = columns.add(JSON.parse(coded));
      keys.add(row, ofSlice.keys.subarray(ofSlice.starts[at], ofSlice.starts[at + 1]));
      directory.add(randomUUID(), 0, true);
    });
  }
  const { count, marks } = directory;
  return {
    columns: packColumns(columns.columns(), known),
    keys: keys.pack(),
    rows: {
      ids: sharedCopy(directory.idBytes()),
      organisations: sharedCopy(marks.organisations, count),
      flags: sharedCopy(marks.flags, count),
    },
  };
}
