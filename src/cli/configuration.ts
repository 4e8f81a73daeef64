import { type Config, readConfig } from '../config.js';
import type { Services } from '../embedded/services.js';
import { keysFile } from './keys-file.js';
import { UsageError } from './output.js';
import { witnessPath } from './witness-path.js';

export const dataDirectoryHelp =
  'where the embedded database and queue keep their files (environment: ATHAR_DATA; default: .athar)';

export const asHelp = 'account that does this; it is written down under that name (environment: ATHAR_ACCOUNT)';

export function dataDirectory(option: string | undefined): string {
  return option ?? process.env.ATHAR_DATA ?? '.athar';
}

/** Configuration for a process that is given its servers: an API or a worker. */
export function configuration(): Config {
  const missing = ['DATABASE_URL', 'REDIS_URL'].filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${missing.join(' and ')} must be set: this command starts no servers of its own ("athar serve" does).`,
    );
  }
  return readConfig(process.env);
}

/**
 * Runs a command on the servers that the environment names, or on the embedded ones of a data directory; those that run already are
 * used and left running. The configuration is that of the API: its role in the database, not the owner's, which `services` has.
 */
export async function withServices<T>(
  data: string | undefined,
  work: (config: Config, services: Services) => Promise<T>,
): Promise<T> {
  const [{ startServices }, { requireDatabase }, { databaseUrls }] = await Promise.all([
    import('../embedded/services.js'),
    import('./servers.js'),
    import('../database/roles.js'),
  ]);
  const services = await startServices({ dataDirectory: dataDirectory(data) });
  try {
    const environment = {
      ...process.env,
      DATABASE_URL: databaseUrls(services.databaseUrl).api,
      REDIS_URL: services.redisUrl,
      ATHAR_KEYS_FILE: keysFile(dataDirectory(data)),
      ATHAR_WITNESS_FILE: witnessPath(dataDirectory(data)),
    };
    const config = readConfig(environment);
    await requireDatabase(services.databaseUrl);
    return await work(config, services);
  } finally {
    await services.stop();
  }
}
