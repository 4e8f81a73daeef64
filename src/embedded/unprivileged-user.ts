import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Numeric user and group that a server program is run as. */
export interface RunAs {
  uid: number;
  gid: number;
}

/**
 * The user for a server program whose files live in `directory`, or null for "as ourselves".
 *
 * Postgres refuses to run as root, so root hands it to `nobody`; a directory that an ordinary user filled earlier
 * keeps its owner, so that `sudo` once does not lock that user out afterwards.
 * @throws if we are root and the machine has no user `nobody`
 */
export function serverUser(directory: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(directory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return { uid: numberFrom('-u'), gid: numberFrom('-g') };
}

function numberFrom(flag: '-u' | '-g'): number {
  const answer = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (answer.status !== 0) {
    throw new Error('Postgres cannot run as root and there is no user "nobody" here. Start as an ordinary user.');
  }
  return Number(answer.stdout);
}

/** True if that user can enter the directory: every parent has to let them through, not only the last one. */
export function canEnter(directory: string, runAs: RunAs | null): boolean {
  return spawnSync('sh', ['-c', 'cd "$1"', 'sh', directory], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** True if that user can run the program at all: readable, executable, its libraries found. */
export function canRun(program: string, runAs: RunAs | null): boolean {
  // `status` is null when the program could not even be started, so "not 0" and never "truthy".
  return spawnSync(program, ['--version'], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;
}
