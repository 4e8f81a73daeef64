// Where a reporter's name or address stands in clear, which it may nowhere: the files of the database with its log of changes, the logs, the queue, an answer.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @returns places in words; which file, not what it says */
export async function leakedCanaries({ people, logs, cluster, queue, ledger, postgresLog, files = [] }) {
  const canary = Buffer.from(people.canary);
  const found = [];
  const look = (place, bytes) => {
    if (bytes.includes(canary)) found.push(place);
  };
  for (const directory of [cluster, logs, ...files]) {
    for (const path of filesUnder(directory)) {
      try {
        look(path.slice(directory.length), readFileSync(path));
      } catch {
        // It went while we looked.
      }
    }
  }
  look('the log of the database', readFileSync(postgresLog));
  look('the queue', Buffer.from(await queue.with(everything)));
  // Whoever filed the report reads it: who told it must still be revealed on purpose.
  for (const { answer } of ledger.of('report')) if (answer) look('the answer to a report', Buffer.from(answer.text));
  return [...new Set(found)];
}

function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'ledger.jsonl')
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) < 256 * 1024 * 1024);
}

const readers = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, -1),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

async function everything(redis) {
  const told = [];
  for (const key of await redis.keys('*'))
    told.push(key, JSON.stringify(await readers[await redis.type(key)]?.(redis, key)));
  return told.join('\n');
}
