import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { listenForWatchers } from './listener.js';
import { lookAtDatabase } from './look-at-database.js';

interface Closable {
  close(): Promise<void>;
}

/** Lets a process without the framework be watched, where a port is named for it. @returns what ends both */
export async function watchBeside(
  running: Closable,
  of: 'sender' | 'notifier',
  { metrics }: Pick<Config, 'metrics'>,
  dataSource: DataSource,
): Promise<Closable> {
  if (!metrics) return running;
  const listener = await listenForWatchers(of, metrics, () => lookAtDatabase(dataSource, false));
  return {
    async close() {
      await listener.close();
      await running.close();
    },
  };
}
