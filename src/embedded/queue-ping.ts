import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** True if a server at `url` takes our password and answers PING within a second. */
export async function answersPing(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {}); // A refused connection is an answer here, not an accident.
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

/** Asks until the server answers; false once `hasEnded` says that it never will, or after `timeoutMs`. */
export async function untilItAnswers(url: string, hasEnded: () => boolean, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && !hasEnded()) {
    if (await answersPing(url)) return !hasEnded();
    await pause(20);
  }
  return false;
}
