import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../database/project-root.js';
import { normaliseText } from '../matching/index.js';

/**
 * One folding for headings and value words: the library's normaliser, then no punctuation, no Arabic article, single spaces.
 * `Birth_Date`, `birth date` and `BIRTH-DATE` become one.
 */
export function foldWords(text: string): string {
  return normaliseText(text)
    .replace(/[^\p{L}\p{N}?\u061f-]+/gu, ' ') // keeps the Arabic question mark
    .split(' ')
    .map((word) => word.replace(/^\u0627\u0644(?=..)/u, '')) // alef lam, the article
    .join(' ')
    .trim();
}

/** Rows of a tab-separated table of data/imports, without comments and heading. */
export function readWordTable(name: string): string[][] {
  return readFileSync(join(projectRoot, 'data', 'imports', `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .slice(1)
    .map((line) => line.split('\t'));
}
