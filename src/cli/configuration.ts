import { type Config, readConfig } from '../config.js';
import { type Services, startServices } from '../embedded/services.js';

export const dataDirectoryHelp =
  'where the embedded database and queue keep their files (environment: ATHAR_DATA; default: .athar)';

export function dataDirectory(option: string | undefined): string {
  return option ?? process.env.ATHAR_DATA ?? '.athar';
}

/** Configuration for a process that is given its servers: an API or a worker. */
export function configuration(): Config {
  return readConfig(process.env);
}

/**
 * Runs a command on the servers that the environment names, or on the embedded ones of a data directory; those that run already are
 * used and left running.
 */
export async function withServices<T>(
  data: string | undefined,
  work: (config: Config, services: Services) => Promise<T>,
): Promise<T> {
  const services = await startServices({ dataDirectory: dataDirectory(data) });
  try {
    const environment = { ...process.env, DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl };
    return await work(readConfig(environment), services);
  } finally {
    await services.stop();
  }
}
