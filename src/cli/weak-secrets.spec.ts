import { describe, expect, it } from '@jest/globals';
import { isWeak, weakSecrets } from './weak-secrets.js';

const strong = 'q7Vt0ZkW-3mHc9LxRb2E';
const metrics = null;

describe('a secret', () => {
  it.each([
    '',
    'short',
    'postgres',
    'fifteenletters1',
    'password-password-password',
    'changeme-changeme-changeme',
    'athar-secret-2026-athar',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '1234567890123456',
    'ababababababababab',
  ])('%j is weak', (text) => expect(isWeak(text)).toBe(true));

  it.each([strong, '0f9a4c7be2d81653', 'fjord umbrella kettle 77', 'a'.repeat(4) + strong])('%j is not', (text) =>
    expect(isWeak(text)).toBe(false),
  );
});

describe('the configuration', () => {
  const of = (databaseUrl: string, redisUrl: string) => weakSecrets({ databaseUrl, redisUrl, metrics });
  const database = `postgres://athar_api:${strong}@db/athar`;
  const queue = `redis://:${strong}@queue:6379`;

  it('with strong secrets has nothing said against it', () => expect(of(database, queue)).toEqual([]));

  it.each([
    ['postgres://athar_api@db/athar', queue, /^The password in DATABASE_URL .*openssl rand/],
    ['postgres://athar_api:postgres@db/athar', queue, /DATABASE_URL/],
    [database, 'redis://queue:6379', /^The password in REDIS_URL .*requirepass/],
    [database, 'redis://:redis@queue:6379', /REDIS_URL/],
  ])('%s, %s: one sentence, without the secret', (databaseUrl, redisUrl, sentence) => {
    expect(of(databaseUrl, redisUrl)).toEqual([expect.stringMatching(sentence)]);
    expect(of(databaseUrl, redisUrl).join()).not.toMatch(/:postgres@|:redis@/);
  });

  it('a socket of this machine needs no password: the kernel says who comes', () =>
    expect(of('postgres://athar_api@localhost/athar?host=/run/postgresql', queue)).toEqual([]));

  it('a token for watchers that is a first thought', () =>
    expect(
      weakSecrets({
        databaseUrl: database,
        redisUrl: queue,
        metrics: { host: '0.0.0.0', port: 9464, token: 'secret-secret-secret-secret-secret' },
      }),
    ).toEqual([expect.stringMatching(/^METRICS_TOKEN/)]));
});
