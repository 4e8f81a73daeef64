import { type Config, ConfigurationError } from '../config.js';
import { openDataSource } from '../database/data-source.js';
import { openKeyRing } from '../keys/keys.module.js';
import { dataKeysByEncryptionKey } from '../keys/rewrap.js';

/**
 * Looks at the ring before anybody is served: with the ring of another service, or an old copy, new names would be sealed and the stored ones
 * could not be read.
 * @throws ConfigurationError in words that hold no key
 */
export async function requireKeys(config: Config): Promise<void> {
  const ring = openKeyRing(config).current();
  const dataSource = await openDataSource(config.databaseUrl, [], 1);
  const counts = await dataKeysByEncryptionKey(dataSource).finally(() => dataSource.destroy());
  const missing = [...counts].filter(([id]) => !ring.hasEncryptionKey(id));
  if (missing.length === 0) return;
  const lines = missing.map(([id, dataKeys]) => `${id} is not in the ring, and ${dataKeys} data keys need it.`);
  throw new ConfigurationError(
    `The key ring does not belong to this database, or is an old copy.\n${lines.join('\n')}\nRestore the ring from its second place.`,
  );
}
