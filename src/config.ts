import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

const wholeNumber = (fallback: number, from: number, to: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback);

/** `192.0.2.1`, `10.0.0.0/8`, `2001:db8::/32`. */
function isNetwork(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const isOfThisMachine = (url: string) => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url);

/** What a service for real people is not started with, unless somebody says that he knows (src/cli/require-safe.ts). */
export const acceptableRisks = ['weak-secrets', 'volatile-queue', 'demonstration-accounts'] as const;
export type AcceptedRisk = (typeof acceptableRisks)[number];

const separatedByCommas = z.string().transform((text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);

const Environment = z.object({
  /** production refuses demonstration accounts; demonstration is what `athar demo` sets. */
  ATHAR_MODE: z.enum(['production', 'demonstration']).default('production'),
  /** Which of these risks are taken knowingly, separated by commas: for trying out, never with real people. */
  ATHAR_ACCEPT_UNSAFE: separatedByCommas.pipe(z.array(z.enum(acceptableRisks))).default([]),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/i)
    .default('athar'),
  /** The key ring (docs/keys.md). For the API and for commands that act for people; a worker is never given it. */
  ATHAR_KEYS_FILE: z.string().min(1).optional(),
  /** Where signed heads of the audit chains are written: outside of the database, best on a disk or machine of its own (docs/audit.md). */
  ATHAR_WITNESS_FILE: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(3000, 0, 65_535),
  /** As people type it: passkeys are made for it, and requests of its pages are known by it. */
  ATHAR_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => new URL(text).origin === text,
      'must be an origin: https://name, without a path or a slash at the end',
    )
    .optional(),
  /** Addresses and networks, separated by commas, whose X-Forwarded-For is believed. Nobody's unless it is set. */
  TRUSTED_PROXIES: separatedByCommas
    .refine((list) => list.every(isNetwork), 'must be addresses or networks such as 10.0.0.0/8, separated by commas')
    .default([]),
  /** How families who wish it are told that there is something to read (docs/notices.md). With _FILE: where it stands, for what holds a password. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  NOTICE_FROM: z
    .string()
    .regex(/^(?:[^<>"\r\n]{1,60} <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, 'must be an address, or: Name <address>')
    .optional(),
  SMS_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .refine((text) => text.startsWith('https:') || isOfThisMachine(text), 'must be https, but for this machine')
    .optional(),
  SMS_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64')
    .optional(),
  /** Where this process tells how it does (docs/operations.md). Without a port it tells nobody; beyond this machine only who shows the token. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{32,200}$/, 'must be 32 to 200 letters, digits and -._~+/=')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** How many identities one person is shown within an hour and within a day (docs/api.md, reveal). */
  READS_PER_HOUR: wholeNumber(60, 1, 10_000),
  READS_PER_DAY: wholeNumber(200, 1, 100_000),
  /** Largest file of one import, in bytes. */
  UPLOAD_LIMIT_BYTES: wholeNumber(512 * 1024 * 1024, 1024, 4 * 1024 * 1024 * 1024),
  /** Files, and rows of files, that one organisation may hand in within 24 hours. */
  IMPORT_FILES_PER_DAY: wholeNumber(1_000, 1, 1_000_000),
  IMPORT_ROWS_PER_DAY: wholeNumber(5_000_000, 1, 1_000_000_000),
  /** An export of so many records and more raises an alarm. */
  EXPORT_ALARM_RECORDS: wholeNumber(1_000, 1, 1_000_000_000),
  /** What the process that reads one file of a partner may take: resident memory in bytes, seconds of processor time. */
  PARSER_MEMORY_BYTES: wholeNumber(400 * 1024 * 1024, 64 * 1024 * 1024, 4 * 1024 * 1024 * 1024),
  PARSER_CPU_SECONDS: wholeNumber(600, 1, 36_000),
  /** Jobs that one worker process runs at a time. */
  WORKER_CONCURRENCY: wholeNumber(2, 1, 64),
  /** How often each worker looks for due marks that nobody works on, in milliseconds. */
  SWEEP_INTERVAL_MS: wholeNumber(5_000, 100, 3_600_000),
  WORKER_NICE: wholeNumber(0, 0, 19),
  /** How long a due mark waits before the sweeper rings again, in milliseconds. */
  RING_AGAIN_AFTER_MS: wholeNumber(30_000, 100, 86_400_000),
  /** Rows of an import that are stored, or taken back, in one transaction: a killed worker loses at most these. */
  IMPORT_CHUNK: wholeNumber(1_000, 1, 20_000),
  /** How many reports or records one job takes when everything is compared again. */
  REMATCH_CHUNK: wholeNumber(500, 1, 5_000),
  /** Folder in which workers keep the file of their snapshot, so that the next start need not read the database. Without it none is kept. */
  SNAPSHOT_DIR: z.string().min(1).optional(),
  /** Milliseconds that the searches of one job may take to go through all records instead of the index. */
  EXACT_BUDGET_MS: wholeNumber(400, 0, 600_000),
  /** Threads of one worker process that search; 0: its main thread does. */
  SEARCH_THREADS: wholeNumber(Math.max(1, availableParallelism() - 1), 0, 64),
  /** Where the exit of the pages for families leads: somewhere that anybody may have been. */
  FAMILY_EXIT_URL: z.url({ protocol: /^https$/ }).default('https://www.wikipedia.org/'),
  /** Zero bits that a script has to find before a report is sent; 0: none is asked. Without scripts a stricter limit holds then. */
  FAMILY_PROOF_OF_WORK: wholeNumber(0, 0, 24),
  /** How families reach the organisation, as it stands on the help page: a telephone number, an address. */
  FAMILY_HELP_CONTACT: z.string().min(1).max(200).optional(),
});

/** What may stand in a file instead, named by the variable with _FILE at its end. */
const inFiles = ['SMTP_URL', 'SMS_WEBHOOK_SECRET', 'METRICS_TOKEN'] as const;

/** @throws ConfigurationError when a file cannot be read */
function withFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = { ...environment };
  for (const name of inFiles) {
    const path = environment[`${name}_FILE`];
    if (!path || environment[name]) continue;
    try {
      read[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new ConfigurationError(`The configuration is not usable.\n${name}_FILE: this file cannot be read`);
    }
  }
  return read;
}

export interface Config {
  mode: 'production' | 'demonstration';
  acceptedRisks: readonly AcceptedRisk[];
  databaseUrl: string;
  redisUrl: string;
  queuePrefix: string;
  /** Null in a worker, which has no keys. The API refuses to start without. */
  keysFile: string | null;
  /** Null: heads of the audit chains are not sealed. */
  witnessFile: string | null;
  host: string;
  port: number;
  /** Scheme, name and port, without a slash at the end. */
  origin: string;
  trustedProxies: string[];
  /** Null: how this process does is told nobody. */
  metrics: MetricsAddress | null;
  logLevel: string;
  readsPerHour: number;
  readsPerDay: number;
  uploadLimitBytes: number;
  importFilesPerDay: number;
  importRowsPerDay: number;
  exportAlarmRecords: number;
  parserMemoryBytes: number;
  parserCpuSeconds: number;
  workerConcurrency: number;
  sweepIntervalMs: number;
  /** How far a worker stands back for others on its machine, as Unix counts: 0 not at all, 19 as far as it goes. */
  workerNice: number;
  ringAgainAfterMs: number;
  importChunk: number;
  rematchChunk: number;
  /** Null: no file is kept. */
  snapshotDirectory: string | null;
  exactBudgetMs: number;
  searchThreads: number;
  familyExit: string;
  /** Bits; 0: none is asked for. */
  familyProofOfWork: number;
  /** Null: none is named. */
  familyHelpContact: string | null;
  notices: NoticeWays;
}

export interface MetricsAddress {
  host: string;
  port: number;
  /** Null: none is asked for, which is allowed on this machine alone. */
  token: string | null;
}

/** By which ways somebody can be told that there is something to read; null: not by this one. */
export interface NoticeWays {
  email: { url: string; from: string } | null;
  /** Whom an SMS is handed to, and what it is signed with. */
  sms: { url: string; secret: string } | null;
}

export class ConfigurationError extends Error {}

/**
 * Reads the configuration from the environment, once, at start.
 * @throws ConfigurationError naming every variable that is missing or wrong, never its value (it may be a secret).
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const result = Environment.safeParse(withFiles(environment));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`The configuration is not usable.\n${lines.join('\n')}`);
  }
  const e = result.data;
  return {
    mode: e.ATHAR_MODE,
    acceptedRisks: e.ATHAR_ACCEPT_UNSAFE,
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    queuePrefix: e.QUEUE_PREFIX,
    keysFile: e.ATHAR_KEYS_FILE ?? null,
    witnessFile: e.ATHAR_WITNESS_FILE ?? null,
    host: e.HOST,
    port: e.PORT,
    // Browsers make passkeys for names only, not for addresses such as 127.0.0.1.
    origin: e.ATHAR_ORIGIN ?? `http://localhost:${e.PORT}`,
    trustedProxies: e.TRUSTED_PROXIES,
    metrics: e.METRICS_PORT ? metricsAddress(e.METRICS_HOST, e.METRICS_PORT, e.METRICS_TOKEN ?? null) : null,
    logLevel: e.LOG_LEVEL,
    readsPerHour: e.READS_PER_HOUR,
    readsPerDay: e.READS_PER_DAY,
    uploadLimitBytes: e.UPLOAD_LIMIT_BYTES,
    importFilesPerDay: e.IMPORT_FILES_PER_DAY,
    importRowsPerDay: e.IMPORT_ROWS_PER_DAY,
    exportAlarmRecords: e.EXPORT_ALARM_RECORDS,
    parserMemoryBytes: e.PARSER_MEMORY_BYTES,
    parserCpuSeconds: e.PARSER_CPU_SECONDS,
    workerConcurrency: e.WORKER_CONCURRENCY,
    sweepIntervalMs: e.SWEEP_INTERVAL_MS,
    workerNice: e.WORKER_NICE,
    ringAgainAfterMs: e.RING_AGAIN_AFTER_MS,
    importChunk: e.IMPORT_CHUNK,
    rematchChunk: e.REMATCH_CHUNK,
    snapshotDirectory: e.SNAPSHOT_DIR ?? null,
    exactBudgetMs: e.EXACT_BUDGET_MS,
    searchThreads: e.SEARCH_THREADS,
    familyExit: e.FAMILY_EXIT_URL,
    familyProofOfWork: e.FAMILY_PROOF_OF_WORK,
    familyHelpContact: e.FAMILY_HELP_CONTACT ?? null,
    notices: {
      email: both('SMTP_URL', e.SMTP_URL, 'NOTICE_FROM', e.NOTICE_FROM, (url, from) => ({ url, from })),
      sms: both('SMS_WEBHOOK_URL', e.SMS_WEBHOOK_URL, 'SMS_WEBHOOK_SECRET', e.SMS_WEBHOOK_SECRET, (url, secret) => ({
        url,
        secret,
      })),
    },
  };
}

/** @throws ConfigurationError for an address that others reach, without a token */
function metricsAddress(host: string, port: number, token: string | null): MetricsAddress {
  if (token === null && !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host))
    throw new ConfigurationError(
      'The configuration is not usable.\nMETRICS_HOST: others reach this address, so METRICS_TOKEN is needed too (make one with: openssl rand -hex 32)',
    );
  return { host, port, token };
}

/** Two that need each other. @throws ConfigurationError when one stands alone */
function both<T>(
  one: string,
  a: string | undefined,
  other: string,
  b: string | undefined,
  make: (a: string, b: string) => T,
): T | null {
  if (a !== undefined && b !== undefined) return make(a, b);
  if (a === undefined && b === undefined) return null;
  throw new ConfigurationError(`The configuration is not usable.\n${a === undefined ? one : other}: is needed too`);
}

export const CONFIG = Symbol('configuration');
