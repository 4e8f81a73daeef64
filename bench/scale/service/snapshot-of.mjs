// A worker's own snapshot (src/snapshot) of the kept population, in place of one of the database: all records, and nobody on the reports' side.
import { randomUUID } from 'node:crypto';
import {
  builtInModelFile,
  ColumnBuilder,
  KeyIndexBuilder,
  PackedColumns,
  packColumns,
  sharedCopy,
  sizeClassOf,
} from '../../../dist/matching/index.js';
import { loadSnapshot } from '../../../dist/snapshot/load-snapshot.js';
import { RowDirectory } from '../../../dist/snapshot/row-directory.js';
import { saveSnapshot } from '../../../dist/snapshot/save-snapshot.js';
import { SearchThreads } from '../../../dist/snapshot/search-threads.js';
import { SnapshotRows } from '../../../dist/snapshot/snapshot-rows.js';

const organisation = 'Athartest';
const database = 'bench';

/** @param arrays those of the engine */
export function snapshotOf({ columns, keys }) {
  const { spellings } = new PackedColumns(columns);
  const nobody = packColumns(new ColumnBuilder().columns(), spellings);
  return {
    sides: {
      record: { columns, keys, rows: invented(new PackedColumns(columns).rows) },
      report: { columns: nobody, keys: new KeyIndexBuilder().pack(), rows: invented(0) },
    },
    horizon: '1:1:',
    database,
    organisations: [organisation],
  };
}

export const keepSnapshot = (path, data) => saveSnapshot(path, data);

export async function openSnapshot(path) {
  const data = await loadSnapshot(path, database);
  if ('refused' in data) throw new Error(`The snapshot was refused: ${data.refused}.`);
  return data;
}

/** @returns how to ask it about a report, and how to end it; it searches with so many threads beside the main one, or with none */
export function searchesOf(data, threads) {
  const searches = new SearchThreads(threads, {
    onDeath: (error) => {
      throw error;
    },
    onBroken: (code) => {
      throw new Error(`A profile cannot be read: ${code}.`);
    },
  });
  const rows = new SnapshotRows(data, searches);
  const asker = { organisation: rows.organisation(organisation), withPartners: true };
  rows.scoreWith({ model: builtInModelFile, sizeClass: sizeClassOf(rows.rowsOf('record')) });
  return {
    /** @param how 'exact' or 'indexed' */
    ask: async ({ features }, how) => (await rows.search({ side: 'report', record: features, how, ...asker })).hits,
    close: () => searches.close(),
  };
}

/** Rows of one organisation, with ids as a service gives them. */
function invented(count) {
  const directory = new RowDirectory();
  for (let row = 0; row < count; row++) directory.add(randomUUID(), 0, true);
  const { marks } = directory;
  return {
    ids: sharedCopy(directory.idBytes()),
    organisations: sharedCopy(marks.organisations, count),
    flags: sharedCopy(marks.flags, count),
  };
}
