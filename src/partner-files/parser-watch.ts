// A thread of the parsing process: ends it when it takes too much memory or time, or when nobody waits for it any more. The thread that
// parses may be busy for ever, so it cannot watch itself.
import { workerData } from 'node:worker_threads';
import { type ChildTask, endSignals } from './child-wire.js';

const { memoryBytes, cpuSeconds } = workerData as Pick<ChildTask, 'memoryBytes' | 'cpuSeconds'>;
const everyMs = 50;
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > memoryBytes) process.kill(process.pid, endSignals.memory);
  const { user, system } = process.cpuUsage();
  if (user + system > cpuSeconds * 1_000_000) process.kill(process.pid, endSignals.time);
}, everyMs);
