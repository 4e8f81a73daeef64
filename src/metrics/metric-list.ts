import { Counter, Gauge, Histogram, type Metric } from 'prom-client';
import { dueTasks } from '../jobs/job-list.js';

/** The processes that are watched. */
export type WatchedProcess = 'api' | 'worker' | 'sender' | 'notifier';

/**
 * Everything that is measured, in one place. Labels are words of the program out of short lists, and templates of routes: never an id, an organisation, a
 * person, an account, an address or anything that came in with a request. What is counted is work and machines. Still, that a route was asked once today may tell
 * somebody something who knows when a family came: therefore nobody sees it who was not let in (listener.ts).
 */
export const watched: { metric: Metric; of: readonly WatchedProcess[] }[] = [];

function told<M extends Metric>(of: readonly WatchedProcess[], metric: M): M {
  watched.push({ metric, of });
  return metric;
}

/** Of none until the process says that it is watched (listener.ts). */
const registers: [] = [];
const everywhere: readonly WatchedProcess[] = ['api', 'worker', 'sender', 'notifier'];
const api: readonly WatchedProcess[] = ['api'];
const worker: readonly WatchedProcess[] = ['worker'];
const both: readonly WatchedProcess[] = ['api', 'worker'];

export const buildInfo = told(
  everywhere,
  new Gauge({ name: 'athar_build_info', help: 'Always 1; which version runs', labelNames: ['version'], registers }),
);
export const databaseUp = told(
  everywhere,
  new Gauge({ name: 'athar_database_up', help: '1: the database answered this look within two seconds', registers }),
);
export const databaseConnections = told(
  everywhere,
  new Gauge({
    name: 'athar_database_connections',
    help: 'Connections of this process by state; waiting are requests that wait for one',
    labelNames: ['state'],
    registers,
  }),
);
export const queueUp = told(
  both,
  new Gauge({ name: 'athar_queue_up', help: '1: the queue server answered this look', registers }),
);
export const queueWaiting = told(
  both,
  new Gauge({ name: 'athar_queue_waiting_jobs', help: 'Jobs in the queue that no worker has taken yet', registers }),
);
/** Asked by the API too: workers that are gone tell nothing. */
export const dueOldest = told(
  both,
  new Gauge({
    name: 'athar_due_oldest_seconds',
    help: 'Age of the oldest work that is due and not done, by task; 0: none is due',
    labelNames: ['task'],
    registers,
  }),
);
export const dueRows = told(
  both,
  new Gauge({ name: 'athar_due_rows', help: 'Work that is not done yet, by task', labelNames: ['task'], registers }),
);
export const dueFailing = told(
  both,
  new Gauge({
    name: 'athar_due_failing_rows',
    help: 'Work whose last try failed, by task; it is tried again later and later, at most every hour',
    labelNames: ['task'],
    registers,
  }),
);

export const httpDuration = told(
  api,
  new Histogram({
    name: 'athar_http_request_duration_seconds',
    help: 'From the request to the end of the answer, by the template of its route; "none": no such route',
    labelNames: ['method', 'route'],
    // 0.3 and 0.5 s are the goal and the floor of filing, 1.5 s that of a day with news.
    buckets: [0.025, 0.1, 0.3, 0.5, 1, 1.5, 5, 30],
    registers,
  }),
);
export const httpResponses = told(
  api,
  new Counter({
    name: 'athar_http_responses_total',
    help: 'Answers by the template of their route and their status',
    labelNames: ['method', 'route', 'status'],
    registers,
  }),
);
export const signInFailures = told(
  api,
  new Counter({
    name: 'athar_sign_in_failures_total',
    help: 'Tries to sign in that were refused, by what was shown; of whom, the audit says',
    labelNames: ['by'],
    registers,
  }),
);
export const triesRefused = told(
  api,
  new Counter({
    name: 'athar_tries_refused_total',
    help: 'Tries that were not even looked at, because too many wrong ones came before (429)',
    labelNames: ['scope'],
    registers,
  }),
);
export const alarmsRaised = told(
  api,
  new Counter({
    name: 'athar_alarms_raised_total',
    help: 'Alarms for supervisors that rang, or rang again, by kind; the alarm itself stands in the console',
    labelNames: ['kind'],
    registers,
  }),
);
export const auditSealed = told(
  api,
  new Gauge({
    name: 'athar_audit_sealed_timestamp_seconds',
    help: 'When this process last found all heads of the audit chains sealed, or sealed them; 0: not since its start',
    registers,
  }),
);
export const auditDisagreeing = told(
  api,
  new Gauge({
    name: 'athar_audit_chains_disagreeing',
    help: 'Audit chains that are not what the witness holds; run "athar audit verify"',
    registers,
  }),
);

export const taskLatency = told(
  worker,
  new Histogram({
    name: 'athar_task_latency_seconds',
    help: 'From when work became due until it was done, by task; reports.match: from a report to its suggestions',
    labelNames: ['task'],
    // 10 s and 60 s are the goals of a report, 300 s its floor under load.
    buckets: [0.5, 2, 5, 10, 30, 60, 120, 300, 1800],
    registers,
  }),
);
export const taskFailures = told(
  worker,
  new Counter({
    name: 'athar_task_failures_total',
    help: 'Work that failed and was put off, by task; why, the log says',
    labelNames: ['task'],
    registers,
  }),
);
export const candidates = told(
  worker,
  new Histogram({
    name: 'athar_match_candidates',
    help: 'Pairs that one search brought to be scored in full, by the side that asked and how it was searched',
    labelNames: ['side', 'how'],
    buckets: [0, 1, 5, 20, 100, 500, 2000, 5000],
    registers,
  }),
);
export const importsEnded = told(
  worker,
  new Counter({
    name: 'athar_imports_total',
    help: 'Steps of imports that ended, by how: checked, failed, done, quarantined, taken_back',
    labelNames: ['outcome'],
    registers,
  }),
);
export const importRows = told(
  worker,
  new Counter({
    name: 'athar_import_rows_total',
    help: "Rows of partners' lists that were decided on",
    registers,
  }),
);

export const webhookAttempts = told(
  ['sender'],
  new Counter({
    name: 'athar_webhook_attempts_total',
    help: 'Attempts to send a webhook, by whether the other side took it',
    labelNames: ['outcome'],
    registers,
  }),
);
export const noticeAttempts = told(
  ['notifier'],
  new Counter({
    name: 'athar_notice_attempts_total',
    help: 'Attempts to tell somebody that there is something to read, by outcome',
    labelNames: ['outcome'],
    registers,
  }),
);

// A count that begins with its first event has no increase over it: each is there, as zero, from the start.
for (const by of ['password', 'passkey', 'receipt'] as const) signInFailures.inc({ by }, 0);
for (const scope of ['password', 'password.network', 'receipt', 'receipt.network', 'passkey.network'] as const)
  triesRefused.inc({ scope }, 0);
for (const outcome of ['checked', 'failed', 'done', 'quarantined', 'taken_back'] as const)
  importsEnded.inc({ outcome }, 0);
for (const task of dueTasks) taskFailures.inc({ task }, 0);
for (const outcome of ['taken', 'refused'] as const) webhookAttempts.inc({ outcome }, 0);
for (const outcome of ['sent', 'refused', 'later'] as const) noticeAttempts.inc({ outcome }, 0);
