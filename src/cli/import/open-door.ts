import { readFileSync } from 'node:fs';
import type { Role } from '../../access/account.entity.js';
import { UsageError } from '../output.js';
import type { ImportDoor } from './door.js';
import { httpDoor } from './http-door.js';
import type { DoorOptions } from './options.js';

const importers: readonly Role[] = ['importer', 'caseworker', 'supervisor'];

/** Runs work at the door that the options name, and closes it. @throws UsageError */
export async function atDoor<T>(options: DoorOptions, work: (door: ImportDoor) => Promise<T>): Promise<T> {
  if (options.server) {
    if (options.as) throw new UsageError('--as is for this installation; --server asks with the key of a program.');
    return work(httpDoor(options.server, keyOf(options)));
  }
  const [{ asStaff }, { serviceDoor }] = await Promise.all([
    import('../staff-context.js'),
    import('./service-door.js'),
  ]);
  return asStaff(options, (app, actor) => work(serviceDoor(app, actor)), importers);
}

/** Never an argument: what is typed there can be seen by everybody on the machine, and stays in the history of the shell. */
function keyOf({ keyFile }: DoorOptions): string {
  const key = keyFile === undefined ? process.env.ATHAR_KEY : readKey(keyFile);
  if (!key) throw new UsageError('Say which key: --key-file <file>, or the environment variable ATHAR_KEY.');
  if (!/^atk_[\w.-]{20,200}$/.test(key))
    throw new UsageError('That is not the key of a program: those begin with atk_.');
  return key;
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError(`The file ${file} cannot be read.`);
  }
}
