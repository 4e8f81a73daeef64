import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { collected, inPieces } from '../../../test/support/written-files.js';
import { projectGazetteer } from '../../linkage/project-gazetteer.js';
import { inspect, rows } from '../../partner-files/index.js';
import { guessMapping } from '../mapping/guess-mapping.js';
import { type ImportField, importFields } from '../mapping/import-fields.js';
import { makeRowReader } from '../rows/make-row-reader.js';
import { planOf, rowProblems } from '../rows/row-problems.js';
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

  it('says of each code of a row what becomes of the row', () => {
    const effects: Record<string, string> = { 'stored, with a warning': 'ready', held: 'held', rejected: 'rejected' };
    const told = new Map(tableRows('field-guide.md').map(([code, effect]) => [inCode(code)[0], effects[effect ?? '']]));
    for (const code of Object.keys(rowProblems)) expect([code, told.get(code)]).toEqual([code, planOf(code)]);
  });

  it.each(guides)(
    'walks in %s through the list that stands in the repository, as it is read',
    async (_language, name) => {
      const { texts, read } = await example;
      const walked = tableRows(name).filter(
        ([numbers, , , codes]) => /^\d+(, \d+)*$/.test(numbers) && codes !== undefined,
      );
      expect(walked.length).toBeGreaterThan(20);
      for (const [numbers, what, , codes] of walked) {
        const rowNumber = Number(numbers.split(',')[0]);
        for (const value of inCode(what))
          expect([rowNumber, texts.get(rowNumber)?.includes(value)]).toEqual([rowNumber, true]);
        // What rows of one file say beside each other is found by the check, not while a row is read.
        const ofTheRow = inCode(codes).filter((code) => !besideOthers.has(code));
        expect([rowNumber, ofTheRow]).toEqual([
          rowNumber,
          [...new Set(read.get(rowNumber)?.problems.map(({ code }) => code))],
        ]);
      }
      const said = new Set(walked.map(([numbers]) => Number(numbers)));
      expect(
        [...read].filter(([row, { problems }]) => problems.length > 0 && !said.has(row)).map(([row]) => row),
      ).toEqual([]);
    },
  );
});

const besideOthers = new Set(['row.repeated', 'row.same_id_differs']);

const example = readExample();
async function readExample() {
  const path = new URL('../../../data/demonstration/partner-lists/hospital-and-branches.csv', import.meta.url);
  const bytes = readFileSync(fileURLToPath(path));
  const gazetteer = projectGazetteer();
  const { columns, firstRows, options } = await inspect(inPieces(bytes));
  const samples = firstRows.flatMap((row) => (row.kind === 'row' ? [row.cells] : []));
  const guesses = guessMapping('detention_records', columns, samples, { gazetteer });
  const reader = makeRowReader(
    columns,
    {
      kind: 'detention_records',
      // As it is guessed.
      columns: guesses.map(({ heading, field, date, calendar }) => ({
        heading,
        field,
        ...(date && { date_order: date.order, calendar }),
      })),
    },
    { gazetteer, documentType: 'ngo_database', documentDate: null },
  );
  const { rows: all } = await collected(rows(inPieces(bytes), options));
  return {
    texts: new Map(all.map(({ rowNumber, cells }) => [rowNumber, cells.map(({ raw }) => raw).join('\n')])),
    read: new Map(all.map((row) => [row.rowNumber, reader(row)])),
  };
}
