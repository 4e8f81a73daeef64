// The queue: redis-server or valkey-server where the machine has one, else Valkey in WebAssembly. Killed, started again, flushed.
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { answersPing } from '../../dist/embedded/queue-ping.js';
import { startQueueServer } from '../../dist/embedded/queue-server.js';

export class QueueServer {
  constructor(directory) {
    this.directory = directory;
  }

  async start() {
    this.running = await startQueueServer({ dataDirectory: this.directory });
    this.kind = this.running.kind;
    this.url = this.running.url;
  }

  /** It takes another port at each start; the links ask for it. */
  get port() {
    return Number(new URL(this.url).port);
  }

  urlBy(port) {
    const url = new URL(this.url);
    url.port = String(port);
    return url.href;
  }

  async kill() {
    process.kill(this.running.pid, 'SIGKILL');
    while (alive(this.running.pid)) await pause(10);
  }

  stop = () => this.running?.stop();

  answers = () => answersPing(this.url);

  async with(work) {
    const redis = new Redis(this.url);
    try {
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  }

  flush = () => this.with((redis) => redis.flushall());
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
