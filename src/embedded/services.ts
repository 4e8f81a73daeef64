import { startEmbeddedPostgres } from './postgres.js';
import { startQueueServer } from './queue-server.js';

export interface Services {
  databaseUrl: string;
  redisUrl: string;
  /** Resolves with a sentence if an embedded server ends without having been asked to. */
  ended: Promise<string>;
  /** Ends the embedded servers, the queue before the database. Servers from the environment are left alone. */
  stop(): Promise<void>;
}

/**
 * The database and the queue to work with: DATABASE_URL and REDIS_URL where they are set, else embedded servers whose
 * files lie in `dataDirectory`. Stop the processes that use them before calling `stop`.
 * @throws if a server does not start; then none is left running
 */
export async function startServices(options: {
  dataDirectory: string;
  log?: (line: string) => void;
}): Promise<Services> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  const [postgres, queue] = await Promise.allSettled([
    databaseUrl ? fromEnvironment(databaseUrl) : startEmbeddedPostgres(options),
    redisUrl ? fromEnvironment(redisUrl) : startQueueServer(options),
  ]);
  if (postgres.status === 'rejected' || queue.status === 'rejected') {
    for (const started of [queue, postgres]) if (started.status === 'fulfilled') await started.value.stop();
    throw (postgres.status === 'rejected' ? postgres : (queue as PromiseRejectedResult)).reason;
  }
  return {
    databaseUrl: postgres.value.url,
    redisUrl: queue.value.url,
    ended: Promise.race([postgres.value.ended, queue.value.ended]),
    stop: async () => {
      await queue.value.stop();
      await postgres.value.stop();
    },
  };
}

async function fromEnvironment(url: string) {
  return { url, ended: new Promise<string>(() => {}), stop: async () => {} };
}
