import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from '../config.js';
import { answersPing } from '../embedded/queue-ping.js';
import { errorCodeOf } from '../errors.js';
import { FailureError, progress } from './output.js';

const answerWithinMs = 5_000;

/**
 * Looks for the database before anything is built on it: the framework would try in silence and show stacks, and a queue client that
 * was made beside it would keep the process alive.
 * @throws FailureError in words that hold neither the address nor the password
 */
export async function requireDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: answerWithinMs });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new FailureError(`The database that DATABASE_URL names cannot be reached (${errorCodeOf(error)}).`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** @throws FailureError as above */
export async function requireQueue(config: Config): Promise<void> {
  if (await answersPing(config.redisUrl)) return;
  throw new FailureError('The queue server that REDIS_URL names cannot be reached, or refuses the password.');
}

export async function requireServers(config: Config): Promise<void> {
  await requireDatabase(config.databaseUrl);
  await requireQueue(config);
}

/** For an API or a worker, which may be started together with its servers. @param withinMs how long to keep asking */
export async function waitForServers(config: Config, withinMs = 10_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await requireServers(config);
    } catch (error) {
      if (!(error instanceof FailureError) || Date.now() > until) throw error;
      progress(`${error.message} Trying again.`);
      await pause(1_000);
    }
  }
}

/** Looks before minutes are spent on what the API would stumble over at the end. @throws FailureError */
export async function requireFreePort({ host, port }: Config): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
  } catch (error) {
    throw new FailureError(`Port ${port} on ${host} cannot be used (${errorCodeOf(error)}). Set PORT to another one.`);
  }
  await new Promise((resolve) => probe.close(resolve));
}
