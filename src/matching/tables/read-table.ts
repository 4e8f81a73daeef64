import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Reads one of the library's own tables from this folder: UTF-8, tab-separated, lines beginning with `#` are comments, the first other line names the
 * columns. Returns one object a row, in file order; a missing last cell is ''. Throws if the file does not exist (a broken installation).
 */
export function readTable(fileName: string): Record<string, string>[] {
  return parseTable(readFileSync(new URL(`./${fileName}`, import.meta.url), 'utf8'));
}

/** The same format from a text, for tables that live outside the library (the gazetteer). */
export function parseTable(text: string): Record<string, string>[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const columns = (lines[0] ?? '').split('\t');
  return lines.slice(1).map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** SHA-256 of all tables of this folder: ids that are made of their rows mean the same only beside the same tables. */
export function tablesHash(): string {
  const folder = new URL('./', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.tsv') || name.endsWith('.cases.tsv')) continue;
    hash.update(`${name}\n`).update(readFileSync(new URL(name, folder)));
  }
  return hash.digest('hex');
}
