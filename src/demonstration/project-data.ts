import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top-level `data/` folder. Found by walking up, because this file runs from `src/` and from `dist/`. */
export function projectDataFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No folder with package.json above the demonstration code.');
    folder = parent;
  }
  return join(folder, 'data');
}

/**
 * Reads a tab-separated table of `data/`: `#` lines are comments, the first other line names the columns.
 * Cells are returned as written; a missing trailing cell is an empty string.
 */
export function readDataTable<Column extends string>(path: string): Record<Column, string>[] {
  const lines = readFileSync(join(projectDataFolder(), path), 'utf8').split('\n');
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  const columns = rows.shift() as Column[];
  return rows.map((cells) => {
    const row = {} as Record<Column, string>;
    columns.forEach((column, index) => {
      row[column] = cells[index] ?? '';
    });
    return row;
  });
}
