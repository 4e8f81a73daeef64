// L4: a list of 100,000 rows from its first byte until all are stored, and what the processes that do it take of memory.
import { listFile } from '../../import/list-file.mjs';
import { ProcessFigures } from '../../import/process-figures.mjs';
import { timedImport } from '../../import/timed-import.mjs';
import { Saturation } from '../saturation.mjs';

export const title = 'L4 import of a list';
/** One measurement serves both. */
export const rates = { floor: null };
export const seconds = null;
const limits = { floor: { seconds: 300, bytes: 300e6 }, goal: { seconds: 90, bytes: 150e6 } };

export async function measure({ service, settle }, { rows, say }) {
  const list = await listFile('csv', rows);
  const figures = new ProcessFigures();
  const saturation = await Saturation.watch(service.databaseUrl);
  const imported = await timedImport(service, list, figures);
  const used = await saturation.stop();
  const memory = Object.fromEntries(Object.entries(figures.now()).map(([kind, { memory }]) => [kind, memory]));
  figures.stop();
  say('waiting until everything is compared');
  await settle();
  // The process that reads the file of a stranger; worker and API hold more than this import.
  const importer = memory['parser child'] ?? 0;
  const holds = ({ seconds, bytes }) => imported.seconds <= (seconds * list.rows) / 100_000 && importer <= bytes;
  return [
    {
      load: 'L4',
      rows: list.rows,
      outcomes: imported.rows,
      stages: Object.fromEntries(Object.entries(imported.stages).map(([name, { seconds }]) => [name, seconds])),
      total: imported.seconds,
      memory,
      used,
      wanted: 'floor 300 s and 300 MB, goal 90 s and 150 MB for 100,000 rows',
      held: holds(limits.floor),
      goal: holds(limits.goal),
    },
  ];
}
