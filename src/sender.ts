import type { Config } from './config.js';
import { apiLimits, openDataSource } from './database/data-source.js';
import { openKeyRing } from './keys/keys.module.js';
import { createLog } from './logging.js';
import { watchBeside } from './metrics/watch-beside.js';
import { Sender } from './sender/sender.js';

/** Starts the sending of webhooks in this process. @throws ConfigurationError without a key ring: their secrets are sealed by it */
export async function startSender(config: Config): Promise<{ close(): Promise<void> }> {
  const keys = openKeyRing(config);
  const dataSource = await openDataSource(config.databaseUrl, [], 4, apiLimits);
  const sender = new Sender(dataSource, keys, config, createLog(config.logLevel, 'sender'));
  sender.start();
  return watchBeside(sender, 'sender', config, dataSource);
}
