// Processor time of the processes of a running service: the workers, the interface, the database with all its backends.
import { readdirSync, readFileSync } from 'node:fs';

/** CPU milliseconds so far by kind: `worker`, `api`, `database`, `queue`. Null where the system has no /proc. */
export function serviceCpu() {
  const processes = listProcesses();
  if (processes === null) return null;
  const spent = { worker: 0, api: 0, database: 0, queue: 0 };
  for (const { pid, parent, command, own, ofEnded } of processes) {
    if (parent !== process.pid) continue;
    const kind = kindOf(command);
    spent[kind] += own + ofEnded;
    for (const child of processes) if (child.parent === pid) spent[kind] += child.own + child.ofEnded;
  }
  return spent;
}

function kindOf(command) {
  if (command.includes('postgres')) return 'database';
  if (command.includes('--only api')) return 'api';
  return command.endsWith(' worker') ? 'worker' : 'queue';
}

function listProcesses() {
  let names;
  try {
    names = readdirSync('/proc');
  } catch {
    return null;
  }
  return names.flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const ticks = (from) => (Number(fields[from]) + Number(fields[from + 1])) * 10;
      return [{ pid, parent: Number(fields[1]), command, own: ticks(11), ofEnded: ticks(13) }];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}
