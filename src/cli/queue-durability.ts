import { Redis } from 'ioredis';

const answerWithinMs = 5_000;

/** What is wrong with how a queue server keeps what it is given; none when it keeps everything. */
export async function whatTheQueueMayLose(redisUrl: string): Promise<string[]> {
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: answerWithinMs,
    commandTimeout: answerWithinMs,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return fromInfo(`${await client.info('memory')}\n${await client.info('persistence')}`);
  } catch {
    return [
      'The queue server does not tell how it keeps what it is given. Allow its user the command INFO (ACL SETUSER … +info).',
    ];
  } finally {
    client.disconnect();
  }
}

/** @param info what INFO says of memory and persistence */
export function fromInfo(info: string): string[] {
  const field = (name: string) =>
    info
      .split(/\r?\n/)
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1) ?? 'unknown';
  const said: string[] = [];
  if (field('maxmemory_policy') !== 'noeviction')
    said.push(
      `The queue server may throw away what it holds (maxmemory-policy is ${field('maxmemory_policy')}). Set "maxmemory-policy noeviction" in its configuration.`,
    );
  if (field('aof_enabled') !== '1')
    said.push(
      'The queue server forgets what it holds when it is killed (its append-only file is off). Set "appendonly yes" and "appendfsync everysec" in its configuration.',
    );
  return said;
}
