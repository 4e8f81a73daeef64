import { readConfig } from '../config.js';
import { migrate } from '../database/migrate.js';
import { requireRole } from '../database/roles.js';
import { exitWhenParentDies, tellParentReady } from '../embedded/parent-process.js';
import { runProcesses } from '../embedded/processes.js';
import { startServices } from '../embedded/services.js';
import { startApi } from '../main.js';
import { configuration, dataDirectory } from './configuration.js';
import { keysFile } from './keys-file.js';
import { progress } from './output.js';
import { requireKeys } from './require-keys.js';
import { requireSafe } from './require-safe.js';
import { requireServers, waitForServers } from './servers.js';
import { serviceProcesses } from './service-processes.js';
import { closeOnSignal } from './signals.js';
import { snapshotDirectory } from './snapshot-directory.js';
import { witnessPath } from './witness-path.js';

/** API and workers as processes of their own, until somebody asks for the end. */
export async function serve(options: { data?: string; workers: number }): Promise<void> {
  const services = await startServices({ dataDirectory: dataDirectory(options.data), log: progress });
  try {
    const urls = { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl };
    const config = readConfig({ ...process.env, ...urls, ...withEmbeddedQueue() });
    await requireServers(config);
    // Before its processes: each of them would say the same, and be started again.
    await requireSafe(config, 'serve', { queue: true, accounts: false });
    if (!process.env.DATABASE_URL) await migrate(services.databaseUrl);
    const directory = dataDirectory(options.data);
    const environment = {
      ATHAR_KEYS_FILE: keysFile(directory),
      ATHAR_WITNESS_FILE: witnessPath(directory),
      SNAPSHOT_DIR: snapshotDirectory(directory),
      ...withEmbeddedQueue(),
    };
    const running = runProcesses(serviceProcesses({ services, workers: options.workers, api: true, environment }), {
      services,
      log: progress,
    });
    process.exitCode = await running.ended;
  } finally {
    await services.stop();
  }
}

/** The embedded queue may be the one in WebAssembly, which writes every 30 s: nothing is lost by it, because the queue holds no truth. */
function withEmbeddedQueue(): NodeJS.ProcessEnv {
  if (process.env.REDIS_URL) return {};
  const accepted = [process.env.ATHAR_ACCEPT_UNSAFE, 'volatile-queue'].filter(Boolean).join(',');
  return { ATHAR_ACCEPT_UNSAFE: accepted };
}

/** The API in this process. */
export async function serveApi(): Promise<void> {
  const config = configuration();
  await waitForServers(config);
  await requireRole(config.databaseUrl, 'athar_api');
  await requireKeys(config);
  await requireSafe(config, 'api', { queue: true, accounts: true });
  const { app, url } = await startApi(config);
  // Before anybody is told that it listens: who is told may ask for the end at once.
  const ended = closeOnSignal(app);
  exitWhenParentDies();
  progress(`Listening on ${url}`);
  tellParentReady();
  await ended;
}
