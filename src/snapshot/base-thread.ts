import { parentPort, workerData } from 'node:worker_threads';
import { openDataSource, workerLimits } from '../database/data-source.js';
import type { ThreadOrder } from './base-in-thread.js';
import { keepBase, makeBase } from './make-base.js';

/** Makes one base, gives it to the main thread, keeps it in its file, and ends. Its arrays lie in shared memory and are not copied. */
const order = workerData as ThreadOrder;
const dataSource = await openDataSource(order.databaseUrl, [], 2, workerLimits);
try {
  const base = await makeBase(dataSource, order);
  parentPort!.postMessage(base);
  if (order.directory !== null && base.refused !== null) await keepBase(dataSource, base, order.directory);
} finally {
  await dataSource.destroy();
}
