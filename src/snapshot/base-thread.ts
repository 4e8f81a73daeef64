import { parentPort, workerData } from 'node:worker_threads';
import { openDataSource } from '../database/data-source.js';
import { readBase } from './base.js';
import type { BaseOrder } from './make-base.js';

/** Makes one base, gives it to the main thread, and ends. Its arrays lie in shared memory and are not copied. */
const { databaseUrl } = workerData as BaseOrder;
const dataSource = await openDataSource(databaseUrl, [], 1);
try {
  parentPort!.postMessage(await readBase(dataSource));
} finally {
  await dataSource.destroy();
}
