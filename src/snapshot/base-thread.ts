import { parentPort, workerData } from 'node:worker_threads';
import { openDataSource, workerLimits } from '../database/data-source.js';
import type { ThreadOrder } from './base-in-thread.js';
import { keepBase, makeBase, workOutMeanings } from './make-base.js';

/** Makes one base, gives it to the main thread, works out what its spellings mean, keeps it in its file if it has one, and ends. Its arrays lie in shared memory and are not copied. */
const order = workerData as ThreadOrder;
const dataSource = await openDataSource(order.databaseUrl, [], 2, workerLimits);
try {
  const base = await makeBase(dataSource, order);
  parentPort!.postMessage(base);
  if (base.refused !== null) {
    if (order.directory === null) workOutMeanings(base);
    else await keepBase(dataSource, base, order.directory);
  }
} finally {
  await dataSource.destroy();
}
