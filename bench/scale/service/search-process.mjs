// One process of row f: a snapshot of its own from the file, and chunks of reports from the queue that it shares with others until it is told to end.
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readReports } from '../asked-reports.mjs';
import { openSnapshot, searchesOf } from './snapshot-of.mjs';

process.on('message', async ({ population, file, redisUrl, queue, warmUp }) => {
  const reports = readReports(population);
  const { ask } = searchesOf(await openSnapshot(file), 0);
  for (const report of reports.slice(0, warmUp)) await ask(report, 'indexed');
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const worker = new Worker(
    queue,
    async ({ data: { from, to } }) => {
      let found = 0;
      for (const report of reports.slice(from, to)) found += (await ask(report, 'indexed')).length;
      return found;
    },
    { connection, concurrency: 1 },
  );
  await worker.waitUntilReady();
  process.send('ready');
});
