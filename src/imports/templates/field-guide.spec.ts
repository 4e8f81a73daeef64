import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { dirtyFile, dirtyLists } from '../../demonstration/dirty/index.js';
import { type ImportField, importFields } from '../mapping/import-fields.js';
import { fieldWords, type TemplateLanguage } from './field-words.js';

const guides: [TemplateLanguage, string][] = [
  ['en', 'field-guide.md'],
  ['ar', 'field-guide.ar.md'],
];
const textOf = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../docs/partners/${name}`, import.meta.url)), 'utf8');
/** Rows of all tables, cell by cell. */
const tableRows = (name: string): string[][] =>
  textOf(name)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
const inCode = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text);

describe('the field guide for partners', () => {
  it.each(guides)('explains in %s every field in the words of the template', (language, name) => {
    const explained = tableRows(name).filter(([field]) => (importFields as string[]).includes(inCode(field)[0] ?? ''));
    expect(explained.map(([field]) => inCode(field)[0])).toEqual(importFields);
    for (const [field, heading, , what, accepted, examples] of explained) {
      const words = fieldWords(inCode(field)[0] as ImportField, language);
      expect([heading.startsWith(words.heading), what, accepted, examples.includes(words.example)]).toEqual([
        true,
        words.what,
        words.accepted,
        true,
      ]);
    }
  });

  it('names the same codes in both languages, each once', () => {
    const codes = (name: string) =>
      tableRows(name).flatMap(([first]) => inCode(first).filter((code) => /^[a-z_]+\.[a-z_]+$/.test(code)));
    const [english, arabic] = guides.map(([, name]) => codes(name));
    expect(english.length).toBeGreaterThan(40);
    expect(arabic).toEqual(english);
    expect(new Set(english).size).toBe(english.length);
  });

  it.each(guides)('walks in %s through the list that stands in the repository', async (_language, name) => {
    const { rows } = await dirtyFile(dirtyLists['hospital-and-branches.csv']);
    const walked = tableRows(name).filter(
      ([first, , third]) => /^\d+(, \d+)*$/.test(first ?? '') && third !== undefined,
    );
    expect(walked.length).toBeGreaterThan(20);
    for (const [numbers, what] of walked) {
      const [row] = rows.filter(({ rowNumber }) => rowNumber === Number(numbers.split(',')[0]));
      for (const value of inCode(what)) expect(row.cells.join('\n')).toContain(value);
    }
  });
});
