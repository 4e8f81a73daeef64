import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { PackedColumns } from '../matching/index.js';
import { type Base, openBase, readBase } from './base.js';
import { saveSnapshot } from './save-snapshot.js';

/** What a base is made of. */
export interface BaseOrder {
  /** Folder of the file; null: none is kept. */
  directory: string | null;
  /** Out of Postgres, whatever the file says. */
  anew: boolean;
}

export interface MadeBase extends Base {
  /** Why the file was not used; null if it was. */
  refused: string | null;
  /** Code of the error, if that was why. */
  code: string | null;
}

export const snapshotFile = (directory: string) => join(directory, 'profiles.snapshot');

/** Any number that nothing else locks: one process of all that share the database saves at a time. */
const savingLock = 71_204_114;

/** Opens the file, else reads Postgres. @throws what the database throws */
export async function makeBase(dataSource: DataSource, { directory, anew }: BaseOrder): Promise<MadeBase> {
  if (directory !== null && !anew) {
    const opened = await openBase(dataSource, snapshotFile(directory));
    if (!('refused' in opened)) return { ...opened, refused: null, code: null };
    return { ...(await readBase(dataSource)), refused: opened.refused, code: 'code' in opened ? opened.code : null };
  }
  const refused = anew ? 'a new one was asked for' : 'no folder is configured';
  return { ...(await readBase(dataSource)), refused, code: null };
}

/** Works out what Latin spellings mean, which searches would otherwise do when they first meet them. The base may be searched meanwhile. */
export function workOutMeanings({ data }: Base): void {
  for (const { columns } of Object.values(data.sides)) {
    const { spellings } = new PackedColumns(columns);
    spellings.workOutMeanings(0, Number.POSITIVE_INFINITY);
  }
}

/**
 * Keeps the base in its file, with what its spellings mean. It may be searched meanwhile.
 * @returns false when another process is saving just now, which is as good
 */
export async function keepBase(dataSource: DataSource, base: Base, directory: string): Promise<boolean> {
  const { data } = base;
  workOutMeanings(base);
  return dataSource.transaction(async (manager) => {
    const [{ mine }] = await manager.query('select pg_try_advisory_xact_lock($1) as mine', [savingLock]);
    if (!mine) return false;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // What a process that was killed while it saved has left.
    for (const name of await readdir(directory))
      if (name.endsWith('.part')) await rm(join(directory, name), { force: true });
    await saveSnapshot(snapshotFile(directory), data);
    return true;
  });
}
