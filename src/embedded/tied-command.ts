import { type SpawnOptions, spawnSync } from 'node:child_process';
import type { RunAs } from './unprivileged-user.js';

let setprivKnowsParentDeath: boolean | undefined;

/**
 * A command line that runs `program` so that it gets `signal` when this process dies, however it dies.
 *
 * Without it a `kill -9` of the launcher leaves the server running and its directory locked. It is Linux only
 * (util-linux `setpriv`); elsewhere the next start finds and stops what was left behind.
 * `detached` keeps the terminal's Ctrl-C away from the server: it must outlive the processes that use it.
 */
export function tiedCommand(
  program: string,
  args: string[],
  signal: 'INT' | 'TERM',
  runAs: RunAs | null,
): { command: string; args: string[]; options: SpawnOptions } {
  // A clean environment: DATABASE_URL or PGPORT of the caller must neither leak into the server nor steer it.
  const options: SpawnOptions = { cwd: '/', detached: true, env: { PATH: process.env.PATH ?? '' } };
  setprivKnowsParentDeath ??= process.platform === 'linux' && setprivHelp().includes('--pdeathsig');
  if (!setprivKnowsParentDeath) return { command: program, args, options: { ...options, ...runAs } };
  const asUser = runAs ? ['--reuid', `${runAs.uid}`, '--regid', `${runAs.gid}`, '--clear-groups'] : [];
  return { command: 'setpriv', args: ['--pdeathsig', signal, ...asUser, program, ...args], options };
}

function setprivHelp(): string {
  return spawnSync('setpriv', ['--help'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).stdout ?? '';
}
