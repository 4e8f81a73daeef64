import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collected, inPieces, textsOf } from '../../../test/support/written-files.js';
import { encodings, inspect, type ReadingOptions, rows } from '../../partner-files/index.js';
import { projectDataFolder } from '../project-data.js';
import {
  type DirtyFile,
  type DirtyFileOptions,
  dirtyFile,
  dirtyLists,
  type LedgerRow,
  type OddityName,
  oddityNames,
} from './index.js';

const names = Object.keys(dirtyLists) as (keyof typeof dirtyLists)[];
const optionsOf = (name: keyof typeof dirtyLists): DirtyFileOptions => dirtyLists[name];
const made = new Map<string, Promise<DirtyFile>>();
const file = (name: keyof typeof dirtyLists): Promise<DirtyFile> => {
  const known = made.get(name) ?? dirtyFile(optionsOf(name));
  made.set(name, known);
  return known;
};

const isBlank = ({ cells }: LedgerRow) => cells.every((cell) => cell.trim() === '');
const trimmed = (cells: string[]) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
const has = (oddity: OddityName) => (row: LedgerRow) => row.oddities.includes(oddity);

describe('a dirty list', () => {
  it.each(names)('%s is read row by row as its ledger says, by what is guessed of it', async (name) => {
    const { bytes, rows: ledger, sheet } = await file(name);
    const { options } = await inspect(inPieces(bytes));
    const { format, encoding, delimiter } = optionsOf(name);
    const headings = ledger.find(({ what }) => what === 'headings')!;
    const known: ReadingOptions =
      format === 'csv'
        ? { format, encoding, delimiter, quote: '"', headings: { row: headings.rowNumber, lines: 1 } }
        : { format, sheet, headings: { row: headings.rowNumber, lines: 1 } };
    expect(options).toEqual(known);

    const read = await collected(rows(inPieces(bytes), options));
    const below = ledger.filter(({ rowNumber }) => rowNumber > headings.rowNumber);
    expect(read.rejected).toEqual([]);
    expect(textsOf(read).map(([row, cells]) => [row, trimmed(cells)])).toEqual(
      below.filter((row) => !isBlank(row)).map(({ rowNumber, cells }) => [rowNumber, trimmed(cells)]),
    );
    expect(read.headings).toEqual(headings.cells);
    expect(read.end).toMatchObject({ above: headings.rowNumber, lastRow: ledger.length });
    expect(below).toHaveLength(optionsOf(name).rows);
  });

  it('of any seed, size and form is read row by row as its ledger says', async () => {
    const any = fc.record({
      seed: fc.nat(),
      rows: fc.integer({ min: 10, max: 80 }),
      format: fc.constantFrom('csv' as const, 'xlsx' as const),
      kind: fc.constantFrom('detention_records' as const, 'reports' as const),
      encoding: fc.constantFrom(...encodings),
      delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
      headings: fc.constantFrom('ar' as const, 'en' as const),
      names: fc.constantFrom('one_cell' as const, 'parts' as const),
      dirt: fc.double({ min: 0, max: 2, noNaN: true }),
      date1904: fc.boolean(),
    });
    const property = fc.asyncProperty(any, async (options) => {
      const { bytes, rows: ledger, sheet } = await dirtyFile(options);
      const { format, encoding, delimiter } = options;
      const headings = { row: ledger.find(({ what }) => what === 'headings')!.rowNumber, lines: 1 };
      const known: ReadingOptions =
        format === 'csv' ? { format, encoding, delimiter, quote: '"', headings } : { format, sheet, headings };
      const read = await collected(rows(inPieces(bytes, 999), known));
      const people = ledger.filter((row) => row.rowNumber > headings.row && !isBlank(row));
      expect(read.rejected).toEqual([]);
      expect(textsOf(read).map(([row, cells]) => [row, trimmed(cells)])).toEqual(
        people.map(({ rowNumber, cells }) => [rowNumber, trimmed(cells)]),
      );
      expect(ledger.length - headings.row).toBe(options.rows);
    });
    await fc.assert(property, { numRuns: 60 });
  }, 60_000);

  it.each(names)('%s is the same, cell for cell, whenever it is made', async (name) => {
    const again = await dirtyFile(optionsOf(name));
    expect(again.rows).toEqual((await file(name)).rows);
    // Another digest means other lists in the documentation and in everybody's figures: change it knowingly.
    const digest = createHash('sha256').update(JSON.stringify(again.rows)).digest('hex').slice(0, 16);
    expect([name, digest]).toEqual([name, digests[name]]);
  });

  it.each(['hospital-and-branches.csv', 'hospital-and-branches.xlsx'] as const)(
    '%s stands in the repository as it is made',
    async (name) => {
      const committed = readFileSync(join(projectDataFolder(), 'demonstration', 'partner-lists', name));
      const { bytes, rows: ledger, sheet } = await file(name);
      if (name.endsWith('.csv')) expect(committed.equals(bytes)).toBe(true);
      // Packed bytes may differ between versions of zlib: the cells may not.
      const options: ReadingOptions = name.endsWith('.csv')
        ? { format: 'csv', encoding: 'windows-1256', delimiter: ';', quote: '"', headings: null }
        : { format: 'xlsx', sheet, headings: null };
      const read = await collected(rows(inPieces(committed), options));
      expect(textsOf(read).map(([row, cells]) => [row, trimmed(cells)])).toEqual(
        ledger.filter((row) => !isBlank(row)).map(({ rowNumber, cells }) => [rowNumber, trimmed(cells)]),
      );
    },
  );

  it('holds every oddity there is', async () => {
    const all = await Promise.all((['records-utf8.csv', 'records.xlsx'] as const).map(file));
    for (const { rows: ledger } of all) {
      const seen = new Set(ledger.flatMap(({ oddities }) => oddities));
      const missing = (Object.keys(oddityNames) as OddityName[]).filter((name) => !seen.has(name));
      expect(missing.filter((name) => name !== 'parts_exchanged')).toEqual([]);
    }
    expect(all[0].rows.some(has('parts_exchanged'))).toBe(true);
  });

  it('says of a repeated row which one it repeats, and of an id which row has it too', async () => {
    const { rows: ledger, fields } = await file('records-utf8.csv');
    const byNumber = new Map(ledger.map((row) => [row.rowNumber, row]));
    const id = fields.indexOf('source_record_id');
    const repeated = ledger.filter(has('repeated'));
    const sameId = ledger.filter(has('same_id_differs'));
    expect(repeated.length).toBeGreaterThan(10);
    expect(sameId.length).toBeGreaterThan(5);
    for (const row of repeated) {
      const first = byNumber.get(row.repeats!)!;
      expect(first.rowNumber).toBeLessThan(row.rowNumber);
      expect(row.cells.slice(1)).toEqual(first.cells.slice(1));
      expect(row.person).toBe(first.person);
    }
    for (const row of sameId) {
      const first = byNumber.get(row.repeats!)!;
      expect(row.cells[id]).toBe(first.cells[id]);
      expect(row.cells).not.toEqual(first.cells);
    }
    const told = new Set([...repeated, ...sameId]);
    const ids = ledger.filter((row) => row.what === 'person' && !told.has(row)).map(({ cells }) => cells[id]);
    const own = ids.filter((one) => one?.startsWith('ATH-'));
    expect(new Set(own).size).toBe(own.length);
  });

  it('speaks only of invented people: whoever has a name has the marker as family', async () => {
    for (const name of names) {
      const { rows: ledger } = await file(name);
      const nameless = new Set<OddityName>(['unidentified', 'no_name', 'headings_again', 'slipped', 'short_row']);
      const named = ledger.filter(
        ({ what, oddities }) => what === 'person' && !oddities.some((one) => nameless.has(one)),
      );
      expect(named.length).toBeGreaterThan(0.9 * ledger.length - 8);
      const marked = /Athartest|\u0623\u062b\u0631\u062a\u0633\u062a/u;
      expect(
        named.filter(({ cells }) => !marked.test(cells.join(' ').normalize('NFC'))).map(({ rowNumber }) => rowNumber),
      ).toEqual([]);
    }
  });

  it('without dirt has only people, each with an id of their own', async () => {
    const { rows: ledger } = await dirtyFile({ seed: 1, rows: 50, format: 'csv', dirt: 0 });
    expect(ledger.map(({ what }) => what)).toEqual(['headings', ...Array.from({ length: 50 }, () => 'person')]);
    expect(ledger.flatMap(({ oddities }) => oddities)).toEqual([]);
  });

  it('as a workbook holds the rows of the text of the same seed, where cells are no formulas', async () => {
    const text = (await file('hospital-and-branches.csv')).rows;
    const workbook = (await file('hospital-and-branches.xlsx')).rows;
    const typed = (row: LedgerRow) => has('formula')(row) || has('year_as_date')(row);
    expect(workbook.filter((row) => !typed(row))).toEqual(text.filter((row) => !typed(row)));
    expect(workbook.map(({ oddities }) => oddities)).toEqual(text.map(({ oddities }) => oddities));
  });
});

const digests: Record<keyof typeof dirtyLists, string> = {
  'hospital-and-branches.csv': '9c8bc900840bfc79',
  'hospital-and-branches.xlsx': '9d3a743bc2d90d5a',
  'records-utf8.csv': 'ea75b3b9b8314760',
  'records-utf16.tsv': '73d5d0aa461af419',
  'records-windows.csv': '7825fc71b083fcf6',
  'records.xlsx': 'b03bfab3c413abf2',
  'records-mac.xlsx': 'df9f36ba776199f8',
  'reports.csv': 'e0325fcee28de7b8',
  'reports.xlsx': 'f1e0a03a8b5f0ad5',
};
