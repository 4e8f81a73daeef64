import { readFileSync } from 'node:fs';

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
