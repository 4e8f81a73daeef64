import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, type RunAs, serverUser } from './unprivileged-user.js';

/** Where one embedded Postgres keeps its cluster, its password and its owner note. */
export interface PostgresHome {
  directory: string;
  cluster: string;
  passwordFile: string;
  runAs: RunAs | null;
}

// For root only: a place that every user can enter, for checkouts that lie under a closed directory such as /root.
const reachablePlace = '/var/lib/athar';

/**
 * The home under `dataDirectory`, made on first use and closed to other users.
 *
 * Root runs Postgres as another user, who may be unable to enter the data directory. Then the home is made under
 * /var/lib/athar and `dataDirectory/postgres` is a link to it, so that the data directory still leads to the data.
 */
export function postgresHome(dataDirectory: string, log: (line: string) => void): PostgresHome {
  makeEnterable(dataDirectory);
  const path = join(dataDirectory, 'postgres');
  const runAs = serverUser(path);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLink && !existsSync(path)) {
    throw new Error(`${path} leads to a directory that is gone. Remove this link to start with an empty database.`);
  }
  if (!existsSync(path)) {
    if (canEnter(dataDirectory, runAs)) {
      mkdirSync(path);
    } else {
      makeEnterable(reachablePlace);
      const elsewhere = mkdtempSync(join(reachablePlace, 'postgres-'));
      symlinkSync(elsewhere, path);
      log(`The database cannot live in ${dataDirectory}, which only root can enter. It is in ${elsewhere}`);
    }
    chmodSync(path, 0o700);
    if (runAs) chownSync(path, runAs.uid, runAs.gid);
  }
  const directory = realpathSync(path);
  if (!canEnter(directory, runAs)) {
    throw new Error(`${directory} belongs to another user or lies in a closed directory. Use another data directory.`);
  }
  return { directory, cluster: join(directory, 'cluster'), passwordFile: join(directory, 'password'), runAs };
}

/**
 * Makes a directory that others may pass through but not list. Parents keep the default mode: `mkdir -p` with 0700
 * would close every directory that it makes on the way.
 */
export function makeEnterable(directory: string): void {
  if (existsSync(directory)) return;
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o711);
}
