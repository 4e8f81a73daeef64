import { type Config, ConfigurationError } from './config.js';
import { apiLimits, openDataSource } from './database/data-source.js';
import { openKeyRing } from './keys/keys.module.js';
import { createLog } from './logging.js';
import { watchBeside } from './metrics/watch-beside.js';
import { Notifier } from './notifier/notifier.js';

/**
 * Starts telling families that there is something to read, in this process.
 * @throws ConfigurationError without a way to tell it, or without a key ring: addresses are sealed by it
 */
export async function startNotifier(config: Config): Promise<{ close(): Promise<void> }> {
  if (!config.notices.email && !config.notices.sms)
    throw new ConfigurationError('Set SMTP_URL and NOTICE_FROM, or SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET.');
  const keys = openKeyRing(config);
  const dataSource = await openDataSource(config.databaseUrl, [], 4, apiLimits);
  const notifier = new Notifier(dataSource, keys, config.notices, createLog(config.logLevel, 'notifier'));
  notifier.start();
  return watchBeside(notifier, 'notifier', config, dataSource);
}
