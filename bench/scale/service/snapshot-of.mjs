// The worker's own snapshot (src/snapshot), filled from the kept population in place of the database.
import { matcherVersion } from '../../../dist/matching/index.js';
import { SearchThreads } from '../../../dist/snapshot/search-threads.js';
import { SnapshotRows } from '../../../dist/snapshot/snapshot-rows.js';
import { readKeys, readLines } from '../population-slice.mjs';

const organisationId = 'Athartest';

/** @returns how to ask it (ids of records), and how to end it; it searches with so many threads beside the main one, or with none */
export function snapshotOf({ slices }, threads) {
  const searches = new SearchThreads(threads, (error) => {
    throw error;
  });
  const rows = new SnapshotRows(searches);
  for (const { compiled, firstRow } of slices) {
    const { starts, keys } = readKeys(compiled);
    const profiles = readLines(compiled, 'coded').map((coded, row) => ({
      recordId: String(firstRow + row),
      organisationId,
      side: 'record',
      withPartners: true,
      matcherVersion,
      coded,
      keys: Array.from(keys.subarray(starts[row], starts[row + 1])),
    }));
    rows.take(profiles);
  }
  const organisation = rows.organisation(organisationId);
  return {
    ask: ({ keys }) => rows.search({ side: 'record', keys, organisation, withPartners: true }),
    close: () => searches.close(),
  };
}
