// Properties: whatever is written comes back, and whatever happens to its bytes, each row is accounted for.
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { workbook } from '../../test/support/workbook-writer.js';
import { collected, encoded, inPieces, textsOf, windows1256Letters } from '../../test/support/written-files.js';
import {
  type Delimiter,
  delimiters,
  type Encoding,
  encodings,
  FileProblem,
  inspect,
  type ReadingOptions,
  rows,
} from './index.js';

jest.setTimeout(180_000);

const oddLetters = [
  '\u0000',
  '\u202e',
  '\u200d',
  '\u200f',
  '\ufeff',
  '"',
  "'",
  ',',
  ';',
  '\t',
  '|',
  '\r',
  '\n',
  '\r\n',
  '=',
  '\u0660',
  '\u{1f600}',
  '<',
  '&',
];
const letter = (encoding: Encoding) =>
  encoding === 'windows-1256'
    ? fc.constantFrom(...windows1256Letters)
    : fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom(...oddLetters),
        fc.constantFrom(...'\u0645\u062d\u0645\u062f\u0623\u0629\u0649 Aa1'),
      );
const text = (encoding: Encoding) => fc.array(letter(encoding), { maxLength: 12 }).map((letters) => letters.join(''));
const table = (encoding: Encoding) =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(text(encoding), { minLength: width, maxLength: width }), { minLength: 2, maxLength: 12 }),
    );
const quotedCell = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');

describe('any table', () => {
  const written = fc.constantFrom(...encodings).chain((encoding) =>
    fc.record({
      encoding: fc.constant(encoding),
      cells: table(encoding),
      delimiter: fc.constantFrom<Delimiter>(...delimiters),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      mark: fc.boolean(),
      last: fc.boolean(),
      piece: fc.integer({ min: 1, max: 40 }),
    }),
  );

  it('written as CSV in any encoding, with any delimiter and line end, gives the same cells', async () => {
    const property = fc.asyncProperty(written, async ({ encoding, cells, delimiter, lineEnd, mark, last, piece }) => {
      const lines = cells.map((row) => row.map(quotedCell).join(delimiter));
      const bytes = encoded(lines.join(lineEnd) + (last ? lineEnd : ''), encoding, mark);
      const read = await collected(rows(inPieces(bytes, piece), { format: 'csv', encoding, delimiter, quote: '"' }));
      const expected = cells.flatMap((row, at) =>
        at === 0 || isBlank(row) ? [] : [[at + 1, row] as [number, string[]]],
      );
      expect(read.rejected).toEqual([]);
      expect(textsOf(read)).toEqual(expected);
      expect(read.headings).toEqual(cells[0]);
      expect(read.end).toEqual({
        kind: 'end',
        above: 1,
        rows: expected.length,
        rejected: 0,
        blank: cells.length - 1 - expected.length,
        lastRow: cells.length,
      });
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('written as a workbook gives the same cells', async () => {
    const property = fc.asyncProperty(table('utf-8'), async (cells) => {
      const bytes = workbook({ sheets: [{ name: 'list', rows: cells }] });
      const read = await collected(rows(inPieces(bytes, 97), { format: 'xlsx', sheet: 'list' }));
      expect(textsOf(read)).toEqual(cells.flatMap((row, at) => (at === 0 || isBlank(row) ? [] : [[at + 1, row]])));
      expect(read.end.lastRow).toBe(cells.length);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('written as JSON Lines gives the same cells', async () => {
    const property = fc.asyncProperty(table('utf-8'), fc.integer({ min: 1, max: 40 }), async (cells, piece) => {
      const lines = cells.map((row) =>
        JSON.stringify(Object.fromEntries(row.map((cell, at) => [`field ${at}`, cell]))),
      );
      const read = await collected(rows(inPieces(Buffer.from(lines.join('\n')), piece), { format: 'jsonl' }));
      expect(textsOf(read)).toEqual(cells.map((row, at) => [at + 1, row]));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('of names and years is recognised as it was written, and read so without a choice by anybody', async () => {
    const name = fc
      .array(
        fc.constantFrom(
          '\u0645\u062d\u0645\u062f',
          '\u0623\u062d\u0645\u062f',
          '\u062e\u0627\u0644\u062f',
          '\u0633\u0627\u0645\u064a',
        ),
        { minLength: 2, maxLength: 4 },
      )
      .map((parts) => parts.join(' '));
    const row = fc.tuple(name, name, fc.integer({ min: 2011, max: 2024 }).map(String));
    const property = fc.asyncProperty(
      fc.constantFrom(...encodings),
      fc.constantFrom<Delimiter>(...delimiters),
      fc.array(row, { minLength: 5, maxLength: 30 }),
      async (encoding, delimiter, people) => {
        const lines = [
          [
            '\u0627\u0644\u0627\u0633\u0645',
            '\u0627\u0633\u0645 \u0627\u0644\u0623\u0645',
            '\u0627\u0644\u0633\u0646\u0629',
          ],
          ...people,
        ].map((cells) => cells.join(delimiter));
        const bytes = encoded(lines.join('\r\n'), encoding);
        const { options } = await inspect(inPieces(bytes));
        expect(options).toEqual({ format: 'csv', encoding, delimiter, quote: '"', headings: { row: 1, lines: 1 } });
        expect(textsOf(await collected(rows(inPieces(bytes), options))).map(([, cells]) => cells)).toEqual(people);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});

describe('any bytes', () => {
  const people = Array.from({ length: 12 }, (_, at) => [
    `${at}`,
    `\u0623\u062b\u0631\u062a\u0633\u062a "${at}"`,
    'first\nsecond',
    '2012',
  ]);
  const all = [['number', 'name', 'note', 'year'], ...people];
  const originals: Record<ReadingOptions['format'], Buffer> = {
    csv: Buffer.from(all.map((row) => row.map(quotedCell).join(',')).join('\r\n')),
    jsonl: Buffer.from(people.map((row) => JSON.stringify({ ...row })).join('\n')),
    pfif: Buffer.from(
      `<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">${people.map(([id, name]) => `<pfif:person><pfif:person_record_id>x.org/${id}</pfif:person_record_id><pfif:full_name>${name}</pfif:full_name></pfif:person>`).join('\n')}</pfif:pfif>`,
    ),
    xlsx: workbook({ sheets: [{ name: 'list', rows: all }] }),
  };
  const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 6 }), bytes: fc.uint8Array({ maxLength: 6 }) });

  it.each(['csv', 'jsonl', 'pfif', 'xlsx'] as const)(
    'in a changed %s file end in a known problem, or each row is given, given back or counted',
    async (format) => {
      let readWhole = 0;
      const property = fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...encodings),
        fc.integer({ min: 1, max: 300 }),
        async (changes, encoding, piece) => {
          let bytes = originals[format];
          for (const { at, length, bytes: put } of changes) {
            const from = at % bytes.length;
            bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
          }
          const used = changes.length % 2 === 0 ? encoding : 'utf-8';
          try {
            const read = await collected(rows(inPieces(bytes, piece), { format, encoding: used }));
            readWhole++;
            const { above, rows: given, rejected, blank, lastRow } = read.end;
            expect(read.rows).toHaveLength(given);
            expect(read.rejected).toHaveLength(rejected);
            expect(above + given + rejected + blank).toBe(lastRow);
            const numbers = [...read.rows, ...read.rejected].map(({ rowNumber }) => rowNumber);
            expect(new Set(numbers).size).toBe(numbers.length);
            expect(Math.max(0, ...numbers)).toBeLessThanOrEqual(lastRow);
            // Whatever is given can be stored and shown: no half letters.
            expect(read.rows.flatMap(({ cells }) => cells).every(({ raw }) => raw.isWellFormed())).toBe(true);
          } catch (error) {
            if (!(error instanceof FileProblem)) throw error;
          }
          await inspect(inPieces(bytes, piece)).catch((error) => {
            if (!(error instanceof FileProblem)) throw error;
          });
        },
      );
      await fc.assert(property, { numRuns: 300 });
      expect(readWhole).toBeGreaterThan(format === 'csv' || format === 'jsonl' ? 20 : 0);
    },
  );

  it('of a CSV file are all found again: cells, rejected texts and what is between them', async () => {
    // Without quotation marks nothing is folded, so the lines of the file can be counted by themselves.
    const line = fc
      .array(fc.constantFrom('a', 'b', ',', ' ', '\u0645', '1', '\u0000', '\ud800'), { maxLength: 8 })
      .map((letters) => letters.join(''));
    const property = fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      async (lines, piece) => {
        const bytes = encoded(lines.join('\n'), 'utf-16le');
        if (bytes.length === 0) return;
        const read = await collected(
          rows(inPieces(bytes, piece), { format: 'csv', encoding: 'utf-16le', headings: null }),
        );
        const counted = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
        expect(read.end.lastRow).toBe(counted.length);
        for (const [at, written] of counted.entries()) {
          const row = read.rows.find(({ rowNumber }) => rowNumber === at + 1);
          const back = read.rejected.find(({ rowNumber }) => rowNumber === at + 1);
          if (row) expect(row.cells.map(({ raw }) => raw).join(',')).toBe(written);
          else if (back) expect(written.isWellFormed()).toBe(false);
          else expect(written.replaceAll(',', '').trim()).toBe('');
        }
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});
