// One process of row f: a snapshot of its own, and chunks of reports from the queue that it shares with others until it is told to end.
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readReports } from '../asked-reports.mjs';
import { snapshotOf } from './snapshot-of.mjs';

process.on('message', async ({ population, redisUrl, queue }) => {
  const reports = readReports(population);
  const { ask } = snapshotOf(population, 0);
  await ask(reports[0]);
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const worker = new Worker(
    queue,
    async ({ data: { from, to } }) => {
      let found = 0;
      for (const report of reports.slice(from, to)) found += (await ask(report)).ids.length;
      return found;
    },
    { connection, concurrency: 1 },
  );
  await worker.waitUntilReady();
  process.send('ready');
});
