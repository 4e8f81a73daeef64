// Processor time and peak memory of each kind of process below this one, read from /proc (Linux only) while it lives.
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;
const everyMs = 200;

/** Kinds by what stands in the command line. Postgres names its processes after the role they work for. */
const kinds = [
  ['parser child', /parser-child\.js/],
  ['api', /main\.js serve --only api/],
  ['worker', /main\.js worker/],
  ['postgres for worker', /^postgres: athar_worker/],
  ['postgres for api', /^postgres: athar_api/],
  ['postgres (other)', /^postgres: |bin\/postgres/],
  ['queue', /valkey|redis/],
];

const numberIn = (text, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) * 1024;

function look(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const kind = kinds.find(([, pattern]) => pattern.test(command))?.[0];
    if (!kind) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    // The shared buffers of Postgres count in every backend that touched them: of those only what is its own.
    const memory = kind.startsWith('postgres') ? numberIn(status, 'RssAnon') : numberIn(status, 'VmHWM');
    return { kind, cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, memory };
  } catch {
    return null; // it ended
  }
}

function descendants() {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(/.*\) \w (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [process.pid];
  for (const parent of found) for (const [child, its] of parents) if (its === parent) found.push(child);
  return found.slice(1);
}

/** Watches until `stop`. Peaks are of the whole life of a process; those of Postgres as far as they are seen five times a second. */
export class ProcessFigures {
  #seen = new Map();
  #timer = setInterval(() => this.#look(), everyMs);

  #look() {
    for (const pid of descendants()) {
      const now = look(pid);
      if (!now) continue;
      const before = this.#seen.get(pid);
      this.#seen.set(pid, { ...now, memory: Math.max(now.memory, before?.memory ?? 0) });
    }
  }

  /** @returns by kind: CPU seconds since the start, summed over its processes, and the peak of the largest, in bytes */
  now() {
    this.#look();
    const figures = {};
    for (const { kind, cpu, memory } of this.#seen.values()) {
      figures[kind] ??= { cpu: 0, memory: 0 };
      figures[kind].cpu += cpu;
      figures[kind].memory = Math.max(figures[kind].memory, memory);
    }
    return figures;
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/** CPU seconds by kind between two moments. */
export function cpuBetween(before, after) {
  return Object.fromEntries(
    Object.entries(after)
      .map(([kind, { cpu }]) => [kind, cpu - (before[kind]?.cpu ?? 0)])
      .filter(([, cpu]) => cpu >= 0.005),
  );
}
