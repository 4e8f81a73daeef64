import { fileURLToPath } from 'node:url';
import { databaseUrls } from '../database/roles.js';
import type { ProcessToRun } from '../embedded/processes.js';
import type { Services } from '../embedded/services.js';

const entry = fileURLToPath(new URL('./main.js', import.meta.url));

export interface ProcessSettings {
  services: Services;
  workers: number;
  api: boolean;
  environment: NodeJS.ProcessEnv;
}

/** Some tenth of what a process gets that does not stand back, while both have something to do. */
const standingBack = 10;

/** How notices leave is the notifier's alone to know. */
const noticeVariables = [
  'SMTP_URL',
  'SMTP_URL_FILE',
  'NOTICE_FROM',
  'SMS_WEBHOOK_URL',
  'SMS_WEBHOOK_SECRET',
  'SMS_WEBHOOK_SECRET_FILE',
] as const;
const withoutNotices = Object.fromEntries(noticeVariables.map((name) => [name, undefined]));

/** On one machine each process tells how it does on a port of its own: METRICS_PORT the API, then the workers, the sender, the notifier. */
function watchedOn(place: number): NodeJS.ProcessEnv {
  const first = Number(process.env.METRICS_PORT);
  return Number.isInteger(first) && first > 0 ? { METRICS_PORT: String(first + place) } : {};
}

/** The API, the sender of webhooks, what tells families that there is something to read where that is set up, and the workers as processes of their own, all on the same database and queue, each as its own role. */
export function serviceProcesses({ services, workers, api, environment }: ProcessSettings): ProcessToRun[] {
  // Each process knows the address of its own role in the database and no other's.
  const urls = databaseUrls(services.databaseUrl);
  const env = { ...environment, ...withoutNotices, REDIS_URL: services.redisUrl };
  const workerProcesses = Array.from({ length: workers }, (_, i) => ({
    name: workers === 1 ? 'worker' : `worker ${i + 1}`,
    entry,
    args: ['worker'],
    // No key is for a worker, and neither is the place where they lie (R8), nor what is witnessed.
    env: {
      ...env,
      ...watchedOn(1 + i),
      DATABASE_URL: urls.worker,
      ATHAR_KEYS_FILE: undefined,
      ATHAR_WITNESS_FILE: undefined,
      // A long list waits for families and caseworkers on this machine, and not they for it.
      WORKER_NICE: process.env.WORKER_NICE ?? String(standingBack),
    },
    restart: true,
  }));
  // It opens what webhooks are signed with, and is told of no queue.
  const sender = {
    name: 'sender',
    entry,
    args: ['sender'],
    env: {
      ...env,
      ...watchedOn(1 + workers),
      DATABASE_URL: urls.sender,
      REDIS_URL: undefined,
      ATHAR_WITNESS_FILE: undefined,
    },
    restart: true,
  };
  // It opens addresses of those who wish to be told, and is told of no queue.
  const notifier = {
    name: 'notifier',
    entry,
    args: ['notifier'],
    env: {
      ...environment,
      ...watchedOn(2 + workers),
      DATABASE_URL: urls.notifier,
      REDIS_URL: undefined,
      ATHAR_WITNESS_FILE: undefined,
    },
    restart: true,
  };
  const tells = ['SMTP_URL', 'SMTP_URL_FILE', 'SMS_WEBHOOK_URL'].some((name) => process.env[name]);
  return api
    ? [
        { name: 'api', entry, args: ['serve', '--only', 'api'], env: { ...env, DATABASE_URL: urls.api } },
        ...workerProcesses,
        sender,
        ...(tells ? [notifier] : []),
      ]
    : workerProcesses;
}
