import { Redis } from 'ioredis';

// The family name that every invented person in the tests carries, in both scripts.
const markers = ['athartest', 'أثرتست'];

const readers = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, -1),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

/** Keys under `prefix` whose name or value holds the marker name. */
export async function namesInQueue(url, prefix) {
  return withRedis(url, async (redis) => {
    const found = [];
    for (const key of await keysOf(redis, prefix)) {
      const value = await readers[await redis.type(key)]?.(redis, key);
      const text = `${key} ${JSON.stringify(value)}`.toLowerCase();
      if (markers.some((marker) => text.includes(marker))) found.push(key);
    }
    return found;
  });
}

export async function clearQueue(url, prefix) {
  await withRedis(url, async (redis) => {
    const keys = await keysOf(redis, prefix);
    for (let i = 0; i < keys.length; i += 1_000) await redis.unlink(keys.slice(i, i + 1_000));
  });
}

async function keysOf(redis, prefix) {
  const keys = new Set();
  for await (const page of redis.scanStream({ match: `${prefix}:*`, count: 1_000 }))
    for (const key of page) keys.add(key);
  return [...keys];
}

async function withRedis(url, work) {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
