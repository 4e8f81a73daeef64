import { Worker } from 'node:worker_threads';
import type { DataSource } from 'typeorm';
import { type Base, readBase } from './base.js';

/** What the thread that makes a base is given. */
export interface BaseOrder {
  databaseUrl: string;
}

/**
 * Makes a base in a thread of its own, so that the worker goes on meanwhile.
 * @param signal ends the thread; the promise is then rejected
 */
export function makeBaseInThread(order: BaseOrder, signal: AbortSignal): Promise<Base> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./base-thread.js', import.meta.url), { workerData: order });
    const abort = () => void worker.terminate();
    signal.addEventListener('abort', abort);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', abort);
      reject(new Error('The thread that makes the base of the snapshot ended'));
    });
  });
}

/** The same in the caller's thread. */
export const makeBaseHere = (dataSource: DataSource): Promise<Base> => readBase(dataSource);
