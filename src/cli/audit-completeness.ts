import { openDataSource } from '../database/data-source.js';
import { databaseUrls } from '../database/roles.js';
import { createLog } from '../logging.js';
import { Snapshots } from '../snapshot/snapshots.js';
import { Completeness } from '../suggestions/completeness.js';
import { Profiles } from '../suggestions/profiles.js';
import { shareInterval } from '../suggestions/share-interval.js';
import { workerEntities } from '../worker.entities.js';
import { dataDirectory, withServices } from './configuration.js';
import { printJson } from './output.js';
import { snapshotDirectory } from './snapshot-directory.js';

/** As a worker would at night, with a snapshot of its own. */
export async function auditCompleteness(options: { sample: number; data?: string; json?: boolean }): Promise<void> {
  await withServices(options.data, async (_config, services) => {
    const databaseUrl = databaseUrls(services.databaseUrl).worker;
    const dataSource = await openDataSource(databaseUrl, workerEntities);
    const snapshots = new Snapshots(dataSource, createLog('warn', 'audit'), {
      searchThreads: 1,
      databaseUrl,
      snapshotDirectory: snapshotDirectory(dataDirectory(options.data)) ?? null,
    });
    try {
      const figures = await new Completeness(dataSource, snapshots, new Profiles(dataSource)).audit(options.sample);
      const pairs = shareInterval(figures.pairsFound, figures.pairs);
      const strong = shareInterval(figures.strongPairsFound, figures.strongPairs);
      if (options.json) return printJson({ ...figures, recall: pairs, strongRecall: strong });
      console.log(`${figures.sampledReports} reports were searched for both ways.`);
      console.log(`Of ${figures.pairs} pairs in a band the index found ${percent(pairs)}`);
      console.log(`Of ${figures.strongPairs} strong ones the index found ${percent(strong)}`);
    } finally {
      await snapshots.onApplicationShutdown();
      await dataSource.destroy();
    }
  });
}

function percent(interval: ReturnType<typeof shareInterval>): string {
  if (!interval) return 'nothing: there were none.';
  const of = (share: number) => (share * 100).toFixed(2);
  return `${of(interval.share)} % (95 of 100: ${of(interval.low)} to ${of(interval.high)} %).`;
}
