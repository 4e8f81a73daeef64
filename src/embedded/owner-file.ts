import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './running-process.js';

/** Who started the server that uses a directory, kept beside its data as `owner.json`. No secrets in it. */
export interface Owner {
  /** The process that started the server and will stop it. */
  ownerPid: number;
  serverPid: number;
  port: number;
  kind: string;
}

/** Notes that this process has started a server in `directory`. */
export function claim(directory: string, server: Omit<Owner, 'ownerPid'>): void {
  release(directory); // A note that root left cannot be overwritten by an ordinary user, but can be removed.
  writeFileSync(fileIn(directory), JSON.stringify({ ownerPid: process.pid, ...server }), { mode: 0o600 });
}

export function release(directory: string): void {
  rmSync(fileIn(directory), { force: true });
}

/** The last note in `directory`, or null; `alive` says whether the process that wrote it still runs. */
export function ownerOf(directory: string): (Owner & { alive: boolean }) | null {
  try {
    const owner = JSON.parse(readFileSync(fileIn(directory), 'utf8')) as Owner;
    return { ...owner, alive: isRunning(owner.ownerPid) };
  } catch {
    return null; // Never written, or cut short by a crash: then nobody claims it.
  }
}

const fileIn = (directory: string) => join(directory, 'owner.json');
