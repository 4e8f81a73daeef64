import { Worker } from 'node:worker_threads';
import type { BaseOrder, MadeBase } from './make-base.js';

export interface ThreadOrder extends BaseOrder {
  databaseUrl: string;
}

/**
 * Makes a base in a thread of its own, so that the worker goes on meanwhile.
 * @param signal ends the thread
 * @returns the base, and when it is kept in its file, which is later
 */
export function baseInThread(
  order: ThreadOrder,
  signal: AbortSignal,
): { made: Promise<MadeBase>; kept: Promise<void> } {
  const worker = new Worker(new URL('./base-thread.js', import.meta.url), { workerData: order });
  const abort = () => void worker.terminate();
  signal.addEventListener('abort', abort);
  const made = new Promise<MadeBase>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that makes the base of the snapshot ended')));
  });
  const kept = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
  return { made, kept };
}
