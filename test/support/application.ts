import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inventStaff, type NewAccount, putAccount } from '../../src/access/demonstration-accounts.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { handIn } from './hand-in.js';

const program = fileURLToPath(new URL('../../bin/athar.mjs', import.meta.url));
const showPseudoWords = new URL('./show-pseudo-words.mjs', import.meta.url).href;

export type TestAccount = NewAccount & { account: string };

/** Settings that a test may change; everything else is as in production. */
export interface Settings {
  uploadLimitBytes?: number;
  importFilesPerDay?: number;
  importRowsPerDay?: number;
  parserMemoryBytes?: number;
  logLevel?: string;
  sweepIntervalMs?: number;
  ringAgainAfterMs?: number;
  workerConcurrency?: number;
  importChunk?: number;
  rematchChunk?: number;
  mode?: 'production' | 'demonstration';
  /** Any free one unless given: passkeys are made for one address only. */
  port?: number;
  /** The address as people type it. */
  origin?: string;
  trustedProxies?: string;
  /** Bits of work that a browser does before a report is sent. */
  familyProofOfWork?: number;
  /** Ports on which each process tells how it does. */
  watch?: { api?: number; worker?: number; sender?: number; notifier?: number; token?: string };
  /** Pages for families under /en in en-XA and under /ar in en-XB (pseudo-words.mjs). */
  pseudoWords?: boolean;
}

/** A process of the built service, as an operator would start it, on this test file's database and queue. */
export interface ServiceProcess {
  child: ChildProcess;
  /** Everything that it has written so far. */
  output(): string;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

function environment(role: 'api' | 'worker' | 'sender' | 'notifier', settings: Settings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: undefined,
    DATABASE_URL: databaseUrls(process.env.DATABASE_URL!)[role],
    ...(role === 'worker' ? { ATHAR_KEYS_FILE: undefined } : {}),
    ATHAR_MODE: settings.mode ?? 'demonstration',
    PORT: String(settings.port ?? 0),
    LOG_LEVEL: settings.logLevel ?? 'warn',
    // A search thread reads all tables of names before its first search; few people need none. snapshot-file-life.spec.ts has one.
    SEARCH_THREADS: process.env.SEARCH_THREADS ?? '0',
    SWEEP_INTERVAL_MS: String(settings.sweepIntervalMs ?? 200),
    RING_AGAIN_AFTER_MS: String(settings.ringAgainAfterMs ?? 1_000),
    ...(settings.origin ? { ATHAR_ORIGIN: settings.origin } : {}),
    ...(settings.trustedProxies ? { TRUSTED_PROXIES: settings.trustedProxies } : {}),
    ...(settings.familyProofOfWork ? { FAMILY_PROOF_OF_WORK: String(settings.familyProofOfWork) } : {}),
    ...(settings.watch?.[role] ? { METRICS_PORT: String(settings.watch[role]) } : {}),
    ...(settings.watch?.token ? { METRICS_TOKEN: settings.watch.token } : {}),
    ...(settings.pseudoWords ? { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${showPseudoWords}` } : {}),
    ...(settings.uploadLimitBytes ? { UPLOAD_LIMIT_BYTES: String(settings.uploadLimitBytes) } : {}),
    ...(settings.importFilesPerDay ? { IMPORT_FILES_PER_DAY: String(settings.importFilesPerDay) } : {}),
    ...(settings.importRowsPerDay ? { IMPORT_ROWS_PER_DAY: String(settings.importRowsPerDay) } : {}),
    ...(settings.parserMemoryBytes ? { PARSER_MEMORY_BYTES: String(settings.parserMemoryBytes) } : {}),
    ...(settings.importChunk ? { IMPORT_CHUNK: String(settings.importChunk) } : {}),
    ...(settings.rematchChunk ? { REMATCH_CHUNK: String(settings.rematchChunk) } : {}),
    ...(settings.workerConcurrency ? { WORKER_CONCURRENCY: String(settings.workerConcurrency) } : {}),
  };
}

function start(
  role: 'api' | 'worker' | 'sender' | 'notifier',
  args: string[],
  settings: Settings,
  more: NodeJS.ProcessEnv = {},
): ServiceProcess {
  // The channel makes it end with the test, whatever happens to that.
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...environment(role, settings), ...more },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return {
    child,
    output: () => text,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

async function untilReady(service: ServiceProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    service.child.once('message', () => resolve());
    service.child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${service.output()}`)));
  });
}

export async function startWorkerProcess(settings: Settings = {}): Promise<ServiceProcess> {
  const worker = start('worker', ['worker'], settings);
  await untilReady(worker);
  return worker;
}

export async function startSenderProcess(settings: Settings = {}): Promise<ServiceProcess> {
  const sender = start('sender', ['sender'], settings);
  await untilReady(sender);
  return sender;
}

/** @param ways by which somebody is told: SMTP_URL and NOTICE_FROM, SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET */
export async function startNotifierProcess(ways: NodeJS.ProcessEnv, settings: Settings = {}): Promise<ServiceProcess> {
  const notifier = start('notifier', ['notifier'], settings, ways);
  await untilReady(notifier);
  return notifier;
}

async function startApiProcess(settings: Settings): Promise<ServiceProcess & { url: string }> {
  const api = start('api', ['serve', '--only', 'api'], settings);
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: api.child.stderr! }).on('line', (line) => {
      const url = /^Listening on (http:\S+)/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
  await untilReady(api);
  return { ...api, url: await listening };
}

/** The API and, unless told otherwise, one worker, as processes of their own, with invented staff. */
export async function startApplication(options: { worker?: boolean; config?: Settings } = {}) {
  const settings = options.config ?? {};
  const dataSource = await openDataSource(process.env.DATABASE_URL!);
  const accounts: TestAccount[] = inventStaff().map((account) => ({ ...account, account: account.login }));
  for (const account of accounts) await putAccount(dataSource, account, true);
  const [api, worker] = await Promise.all([
    startApiProcess(settings),
    options.worker === false ? undefined : startWorkerProcess(settings),
  ]);
  const application = {
    url: api.url,
    api,
    worker,
    dataSource,
    accounts,
    /** Resolves when nothing is due any more; throws after the given time, saying what is left. */
    async settled(timeoutMs = 60_000): Promise<void> {
      const until = Date.now() + timeoutMs;
      for (;;) {
        const left = await dataSource.query(
          'select task, last_error, count(*)::int as n from due_marks group by task, last_error',
        );
        if (left.length === 0) return;
        if (Date.now() > until) throw new Error(`Still due: ${JSON.stringify(left)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop(): Promise<void> {
      // Not the worker it began with: a test may have put another in its place.
      await Promise.all([application.api.stop(), application.worker?.stop()]);
      await dataSource.destroy();
    },
  };
  return application;
}

export type TestApplication = Awaited<ReturnType<typeof startApplication>>;

const patienceMs = 60_000;

/** Asks again, when it was told to, for as long as it is sent away; after a minute the answer is what it is. */
async function patiently<T extends { headers: Headers }>(
  ask: () => Promise<T>,
  isSentAway: (answer: T) => boolean,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (!isSentAway(answer) || Date.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after') ?? 1) * 1000));
  }
}

/** A member of staff at the HTTP interface. On a machine that is too busy to check a password in time it comes again when it was told to. */
export async function signIn(url: string, account: TestAccount) {
  const ask = () =>
    fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: account.login, password: account.password }),
    });
  const answer = await patiently(ask, ({ status }) => status === 503);
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}`);
  const { token } = (await answer.json()) as { token: string };
  return new Client(url, token);
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Sends JSON as one member of staff; POST gets a fresh idempotency key unless one is given. */
export class Client {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  async send<T = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const request = {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    const ask = async () => {
      const answer = await fetch(`${this.url}${path}`, request);
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: text === '' ? (undefined as T) : JSON.parse(text),
      };
    };
    // A hundred requests at once are more than is let in: whoever is sent away comes again, with the same key, as a good client does.
    return patiently(ask, ({ body: told }) => told?.code === 'service.busy');
  }

  // biome-ignore-start lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  get = <T = any>(path: string, headers?: Record<string, string>) => this.send<T>('GET', path, undefined, headers);
  post = <T = any>(path: string, body: unknown, headers?: Record<string, string>) =>
    this.send<T>('POST', path, body, headers);
  // biome-ignore-end lint/suspicious/noExplicitAny: a test reads whatever the answer holds

  /**
   * Hands in a file as a list of its own, takes the columns for what they are likely to be, and has the ready rows stored.
   * @returns 202 and the import, on its way; or the answer that ended it, with the import as it stands where that is no refusal (failed, held_back)
   */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  async upload(csv: string | Uint8Array, source: object, key: string = crypto.randomUUID()): Promise<Answer<any>> {
    return handIn(this, csv, source, key);
  }
}
