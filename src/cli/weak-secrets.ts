import type { Config } from '../config.js';

/** What people begin with and mean to change. */
const firstThoughts =
  /pass(?:word|wort|phrase)?|change|secret|default|example|admin|root|user|test|demo|athar|postgres|redis|queue|database|qwerty|letmein|welcome|1234567890|123456|0{4,}|x{4,}|\.{3,}/gi;
const leastLength = 16;
const leastLeft = 12;
const leastDifferent = 6;

/** A secret that somebody could guess who may try as often as he likes, as whoever reaches a server may. */
export function isWeak(secret: string): boolean {
  const left = secret.replaceAll(firstThoughts, '');
  return secret.length < leastLength || left.length < leastLeft || new Set(left).size < leastDifferent;
}

/**
 * One sentence for each secret of the configuration that is missing, short or a first thought. None holds the secret.
 * @param hasQueue the sender and the notifier are told of none
 */
export function weakSecrets(
  { databaseUrl, redisUrl, metrics }: Pick<Config, 'databaseUrl' | 'redisUrl' | 'metrics'>,
  hasQueue = true,
): string[] {
  const said: string[] = [];
  const database = new URL(databaseUrl);
  const password = decodeURIComponent(database.password);
  // Through a socket of this machine Postgres asks the kernel who comes.
  const bySocket = password === '' && (database.hostname === '' || database.searchParams.get('host')?.startsWith('/'));
  const make = 'Make one with: openssl rand -hex 32';
  if (!bySocket && isWeak(password))
    said.push(
      `The password in DATABASE_URL is missing, short or easily guessed. ${make}, give it to "athar migrate" as the password of this role (API_DATABASE_PASSWORD, WORKER_DATABASE_PASSWORD, …), then put it here.`,
    );
  if (hasQueue && isWeak(decodeURIComponent(new URL(redisUrl).password)))
    said.push(
      `The password in REDIS_URL is missing, short or easily guessed. ${make}, set it as requirepass of the queue server, then put it here.`,
    );
  if (metrics?.token && isWeak(metrics.token)) said.push(`METRICS_TOKEN is easily guessed. ${make}`);
  return said;
}
