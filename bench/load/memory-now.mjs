// Resident memory of API, worker and queue as it is now, not the peak: of processes below this one, read from /proc (Linux only).
import { readdirSync, readFileSync } from 'node:fs';

const kinds = [
  ['api', /main\.js serve --only api/],
  ['worker', /main\.js worker/],
  ['queue', /valkey|redis-server/],
];

/** @returns bytes by kind; several processes of a kind are summed */
export function memoryNow() {
  const found = {};
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      if (parent !== process.pid) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const kind = kinds.find(([, pattern]) => pattern.test(command))?.[0];
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      if (kind && kilobytes) found[kind] = (found[kind] ?? 0) + Number(kilobytes) * 1024;
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}
