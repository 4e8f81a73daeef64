import type { ImportState } from '../../imports/import-states.js';
import type { ImportView } from '../../imports/import-view.js';
import { isolated, printJson, progress, UsageError } from '../output.js';
import { interruption } from '../signals.js';
import { finish } from './check-and-run.js';
import type { ImportDoor } from './door.js';
import { atDoor } from './open-door.js';
import type { DoorOptions } from './options.js';
import { untilItWaits } from './wait-for.js';

export async function status(id: string | undefined, options: DoorOptions): Promise<void> {
  const look = async (door: ImportDoor) => door.view(id ?? (await newest(door)));
  finish(await atDoor(options, look), options);
}

async function newest(door: ImportDoor): Promise<string> {
  const [first] = await door.list({ limit: 1 });
  if (!first) throw new UsageError('Nothing was handed in so far: athar import check <file>.');
  return first.id;
}

export async function list(options: DoorOptions & { limit: number; state?: string }): Promise<void> {
  const found = await atDoor(options, (door) =>
    door.list({ limit: options.limit, state: options.state as ImportState }),
  );
  if (options.json) printJson({ items: found });
  else console.log(found.length === 0 ? 'Nothing was handed in so far.' : found.map(inOneLine).join('\n'));
}

const inOneLine = ({ id, created_at, state, list, source, rows }: ImportView) =>
  [
    id,
    created_at.slice(0, 16).replace('T', ' '),
    state.padEnd(10),
    `${rows.done} of ${rows.total} rows`,
    `${isolated(list.name)}: ${isolated(source.file_name)}`,
  ].join('  ');

export const cancel = (id: string, options: DoorOptions) => changed(options, (door) => door.cancel(id));

export const revert = (id: string, options: DoorOptions & { reason: string }) => {
  if (options.reason.trim() === '') throw new UsageError('--reason must say why.');
  return changed(options, (door) => door.revert(id, options.reason));
};

export const bringBack = (id: string, options: DoorOptions) => changed(options, (door) => door.bringBack(id));

async function changed(options: DoorOptions, change: (door: ImportDoor) => Promise<ImportView>): Promise<void> {
  const { asked } = interruption();
  const view = await atDoor(options, async (door) => untilItWaits(door, await change(door), { say: progress, asked }));
  finish(view, options);
}
