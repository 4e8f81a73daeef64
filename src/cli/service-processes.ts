import { fileURLToPath } from 'node:url';
import type { ProcessToRun } from '../embedded/processes.js';
import type { Services } from '../embedded/services.js';

const entry = fileURLToPath(new URL('./main.js', import.meta.url));

export interface ProcessSettings {
  services: Services;
  workers: number;
  api: boolean;
  environment: NodeJS.ProcessEnv;
}

/** The API and the workers as processes of their own, all on the same database and queue. */
export function serviceProcesses({ services, workers, api, environment }: ProcessSettings): ProcessToRun[] {
  const env = { ...environment, DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl };
  const workerProcesses = Array.from({ length: workers }, (_, i) => ({
    name: workers === 1 ? 'worker' : `worker ${i + 1}`,
    entry,
    args: ['worker'],
    // No key is for a worker, and neither is the place where they lie (R8).
    env: { ...env, ATHAR_KEYS_FILE: undefined },
    restart: true,
  }));
  return api ? [{ name: 'api', entry, args: ['serve', '--only', 'api'], env }, ...workerProcesses] : workerProcesses;
}
