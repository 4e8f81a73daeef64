import { buffer } from 'node:stream/consumers';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { collected, inPieces, textsOf } from '../../test/support/written-files.js';
import { inspect, rows } from '../partner-files/index.js';
import { longestCell, type Sheet, writeWorkbook } from './index.js';

jest.setTimeout(180_000);

const read = async (sheets: Sheet[], sheet = sheets[0].name) =>
  collected(
    rows(inPieces(await buffer(writeWorkbook(sheets))), { format: 'xlsx', sheet, headings: { row: 1, lines: 1 } }),
  );
const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');
const letter = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(
    '\u0000',
    '\u001f',
    '\ufffe',
    '\ud800',
    '\r',
    '\n',
    '\t',
    '<',
    '&',
    '"',
    '=',
    '_x0041_',
    '_x005F_',
    '_',
  ),
  fc.constantFrom(...'\u0645\u062d\u0660 Aa1'),
);
const cell = fc.array(letter, { maxLength: 10 }).map((letters) => letters.join(''));
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 10 }));
/** What is said to become of characters that XML cannot hold. */
const cleaned = (text: string) =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

describe('a workbook that we write', () => {
  it('gives every text back as it was, but for what XML cannot hold', async () => {
    const property = fc.asyncProperty(table, async (cells) => {
      const headings = cells[0].map((_, at) => `column ${at}`);
      const back = await read([{ name: 'list', headings, rows: cells }]);
      expect(back.headings).toEqual(headings);
      const expected = cells.map((row) => row.map(cleaned));
      expect(textsOf(back).map(([row, texts]) => [row, headings.map((_, at) => texts[at] ?? '')])).toEqual(
        expected.flatMap((row, at) => (isBlank(row) ? [] : [[at + 2, row]])),
      );
      const typed = back.rows
        .flatMap((row) => row.cells)
        .filter((one) => one.typed !== undefined || one.formula !== undefined);
      expect(typed).toEqual([]);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('has its headings and sheets recognised by who reads it', async () => {
    const sheets: Sheet[] = [
      {
        name: '\u0642\u0627\u0626\u0645\u0629',
        headings: ['full name', 'event date'],
        rows: [['Sami Athartest', '2013']],
        rightToLeft: true,
      },
      { name: 'notes', rows: [['one'], ['two']], widths: [80] },
    ];
    const seen = await inspect(inPieces(await buffer(writeWorkbook(sheets))));
    expect(seen.options).toMatchObject({ format: 'xlsx', sheet: sheets[0].name, headings: { row: 1, lines: 1 } });
    expect(seen.sheets).toEqual([
      { name: sheets[0].name, rows: 2, hidden: false },
      { name: 'notes', rows: 2, hidden: false },
    ]);
  });

  it('reads rows only as fast as its bytes are taken, and stops when nobody takes them', async () => {
    let given = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield [`${given++} ${crypto.randomUUID()}`, crypto.randomUUID()];
      } finally {
        ended = true;
      }
    }
    const stream = writeWorkbook([{ name: 'list', rows: endless() }]);
    await new Promise((resolve) => stream.once('readable', resolve));
    let before = -1;
    while (before !== given) {
      before = given;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(given).toBeLessThan(20_000);
    stream.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ended).toBe(true);
  });

  it('ends in the error of its rows, never in half a list that looks whole', async () => {
    async function* failing() {
      yield ['Sami Athartest'];
      throw new Error('the list went away');
    }
    await expect(buffer(writeWorkbook([{ name: 'list', rows: failing() }]))).rejects.toThrow('the list went away');
  });

  it('cuts a text that Excel would not open and says so by an ellipsis', async () => {
    const back = await read([
      { name: 'list', headings: ['note'], rows: [['x'.repeat(longestCell)], ['y'.repeat(longestCell + 1)]] },
    ]);
    expect(back.rows[0].cells[0].raw).toBe('x'.repeat(longestCell));
    expect(back.rows[1].cells[0].raw).toBe(`${'y'.repeat(longestCell - 1)}\u2026`);
  });

  it.each([[[]], [['a/b']], [['']], [['x'.repeat(32)]], [['list', 'LIST']], [["'list'"]]])(
    'with the sheet names %j is not begun',
    (names) => {
      expect(() => writeWorkbook(names.map((name) => ({ name, rows: [] })))).toThrow(RangeError);
    },
  );

  it('refuses more columns than Excel has', async () => {
    const wide = Array.from({ length: 16_385 }, () => 'x');
    await expect(buffer(writeWorkbook([{ name: 'list', rows: [wide] }]))).rejects.toThrow(RangeError);
  });
});
