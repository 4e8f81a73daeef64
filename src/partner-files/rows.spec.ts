import { describe, expect, it } from '@jest/globals';
import { collected, encoded, inPieces, textsOf } from '../../test/support/written-files.js';
import { type Encoding, FileProblem, type ReadingOptions, rows } from './index.js';
import { limits } from './limits.js';

const csv = (text: string | Buffer, options: Partial<ReadingOptions> = {}, piece?: number) =>
  collected(rows(inPieces(text, piece), { format: 'csv', ...options }));

const name = '\u0645\u062d\u0645\u062f \u0623\u062b\u0631\u062a\u0633\u062a';

describe('a CSV file of a partner', () => {
  it('gives rows with the numbers that a spreadsheet shows, blank rows counted and passed over', async () => {
    const read = await csv('name,year\r\nSami Athartest,2012\r\n\r\n,\r\nRami Athartest,2013');
    expect(read.headings).toEqual(['name', 'year']);
    expect(textsOf(read)).toEqual([
      [2, ['Sami Athartest', '2012']],
      [5, ['Rami Athartest', '2013']],
    ]);
    expect(read.end).toEqual({ kind: 'end', above: 1, rows: 2, rejected: 0, blank: 2, lastRow: 5 });
  });

  it.each<[Encoding, boolean]>([
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
    ['windows-1256', false],
  ])('in %s (mark: %s) gives the same letters, however it is cut into pieces', async (encoding, mark) => {
    for (const piece of [1, 2, 3, 7, 1_000]) {
      const read = await csv(encoded(`name;year\n${name};2012\n`, encoding, mark), { encoding, delimiter: ';' }, piece);
      expect(read.headings).toEqual(['name', 'year']);
      expect(textsOf(read)).toEqual([[2, [name, '2012']]]);
    }
  });

  it('keeps line breaks, delimiters and doubled quotation marks of quoted cells', async () => {
    const read = await csv('name,note\n"Athartest, Sami","first\r\nsecond ""said"""\nx,y\n');
    expect(textsOf(read)).toEqual([
      [2, ['Athartest, Sami', 'first\r\nsecond "said"']],
      [3, ['x', 'y']],
    ]);
  });

  it('ends rows at CR LF, LF and a lone CR, all in one file', async () => {
    const read = await csv('a,b\r1,2\n3,4\r\n5,6\r', {}, 1);
    expect(textsOf(read)).toEqual([
      [2, ['1', '2']],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ]);
  });

  it('keeps a quotation mark in the middle of a cell as it is and says so', async () => {
    const read = await csv('name,note\nSami "Abu Omar" Athartest,x\n');
    expect(read.rows[0].cells[0]).toEqual({ raw: 'Sami "Abu Omar" Athartest', flags: ['stray_quote'] });
  });

  it('with fewer or more cells than headings is kept, and said to be short or long', async () => {
    const read = await csv('a,b\n1\n1,2,3\n1,2,\n');
    expect(read.rows.map(({ remarks }) => remarks)).toEqual([['row.short'], ['row.long'], undefined]);
    expect(read.rows[1].cells.map(({ raw }) => raw)).toEqual(['1', '2', '3']);
  });

  it('names later columns with the same heading after the first of them', async () => {
    const columns = [];
    for await (const reading of rows(inPieces('name,name,\n1,2,3\n'), { format: 'csv' })) {
      if (reading.kind === 'columns') columns.push(...reading.columns);
    }
    expect(columns).toEqual([
      { index: 0, letter: 'A', heading: 'name' },
      { index: 1, letter: 'B', heading: 'name', sameAs: 'A' },
      { index: 2, letter: 'C', heading: '' },
    ]);
  });

  it('joins headings of two lines, the upper ones going over empty cells to the right', async () => {
    const read = await csv('list of 2013\nname,arrest,,notes\n,date,place,\nSami,2012,Homs,\n', {
      headings: { row: 2, lines: 2 },
    });
    expect(read.headings).toEqual(['name', 'arrest / date', 'arrest / place', 'notes']);
    expect(read.end).toMatchObject({ above: 3, rows: 1, lastRow: 4 });
  });

  it('without headings has letters for columns and its first row is data', async () => {
    const read = await csv('1,2\n3,4\n', { headings: null });
    expect(textsOf(read).map(([row]) => row)).toEqual([1, 2]);
    expect(read.headings).toEqual(['', '']);
  });

  it('says when the row that should hold the headings is not there', async () => {
    await expect(csv('a,b\n', { headings: { row: 9, lines: 1 } })).rejects.toMatchObject({
      code: 'file.no_headings',
      facts: { row: 9 },
    });
  });

  it.each([
    ['a NUL', 'a\u0000b', 'nul'],
    ['a right-to-left override', 'abc\u202edef', 'bidi_control'],
    ['a zero-width joiner', 'a\u200db', 'zero_width'],
    ['a bell', 'a\u0007b', 'control'],
    ['a formula', '=HYPERLINK("x")', 'formula'],
    ['a formula behind a mark', '\u200f=1+1', 'formula'],
    ['a full-width formula', '\uff1d1+1', 'formula'],
    ['a command', '-cmd|x', 'formula'],
  ])('keeps %s in a cell as written, and flags it', async (_what, raw, flag) => {
    const read = await csv(`x,y\n"${raw.replaceAll('"', '""')}",1\n`);
    expect(read.rows[0].cells[0].raw).toBe(raw);
    expect(read.rows[0].cells[0].flags).toContain(flag);
  });

  it('takes a phone number, a negative number and a dash for no formula', async () => {
    const read = await csv('x\n+963 11 000\n-5\n-\n');
    expect(read.rows.map(({ cells }) => cells[0].flags)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a CSV row that cannot be read', () => {
  it('with an open quotation mark costs one row and not those after it', async () => {
    const many = Array.from({ length: 500 }, (_, at) => `row ${at},"x",2012`).join('\n');
    const read = await csv(`name,note,year\nbad,"open,2011\n${many}\n`);
    expect(read.rejected).toEqual([
      { kind: 'rejected', rowNumber: 2, problem: 'row.text_after_quote', text: 'bad,"open,2011' },
    ]);
    expect(read.rows).toHaveLength(500);
    expect(read.rows[0].rowNumber).toBe(3);
  });

  it('with a quotation mark that is open to the end of the file costs one row', async () => {
    const read = await csv('name,year\nbad,"2011\nSami,2012\nRami,2013');
    expect(read.rejected).toMatchObject([{ rowNumber: 2, problem: 'row.quote_not_closed', text: 'bad,"2011' }]);
    expect(textsOf(read).map(([row]) => row)).toEqual([3, 4]);
  });

  it('with a quotation mark that another row closes by chance does not take the rows between with it', async () => {
    const read = await csv('name,note,year\nbad,"open,2011\nSami,x,2012\nRami,said"\nOmar,y,2013\n');
    expect(read.rejected).toMatchObject([{ rowNumber: 2, problem: 'row.quote_not_closed' }]);
    expect(textsOf(read).map(([row]) => row)).toEqual([3, 4, 5]);
  });

  it('is only suspected where the number of cells is right: it is kept, with all that it holds, and said', async () => {
    const read = await csv('name,note,year\nbad,"open,2011\nSami,x,2012\nRami,said",2013\n');
    expect(textsOf(read)).toEqual([[2, ['bad', 'open,2011\nSami,x,2012\nRami,said', '2013']]]);
    expect(read.rows[0].remarks).toEqual(['row.holds_rows']);
  });

  it('with text after a closing quotation mark is given back, and a legitimate line break within it stays with it', async () => {
    const read = await csv('name,note\n"Sami" Athartest,x\n"two\nlines" more,y\nRami,z\n');
    expect(read.rejected).toMatchObject([
      { rowNumber: 2, text: '"Sami" Athartest,x' },
      { rowNumber: 3, text: '"two\nlines" more,y' },
    ]);
    expect(textsOf(read)).toEqual([[4, ['Rami', 'z']]]);
  });

  it.each([1, 3, 64, 100_000])('is the same when the file comes in pieces of %s bytes', async (piece) => {
    const text = 'name,note\r\n"Sami" Athartest,x\r\nbad,"open\r\nRami,"z"\r\n"a\r\nb",c\r\n';
    const read = await csv(text, {}, piece);
    expect(read.rejected.map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      [2, 'row.text_after_quote'],
      [3, 'row.text_after_quote'],
    ]);
    expect(textsOf(read)).toEqual([
      [4, ['Rami', 'z']],
      [5, ['a\r\nb', 'c']],
    ]);
  });

  it('beyond a million characters is given back in part, and the row after it is read', async () => {
    const long = 'y'.repeat(limits.rowCharacters * 3);
    const read = await csv(`a,b\n1,${long}\n2,ok\n"${long}\n3,ok\n`);
    expect(read.rejected.map(({ rowNumber, cut, text }) => [rowNumber, cut, text.length])).toEqual([
      [2, true, limits.rejectedText],
      [4, true, limits.rejectedText],
    ]);
    expect(textsOf(read)).toEqual([
      [3, ['2', 'ok']],
      [5, ['3', 'ok']],
    ]);
  });

  it('with a million columns is given back', async () => {
    const read = await csv(`a,b\n${','.repeat(1_000_000)}\n1,2\n`);
    expect(read.rejected).toMatchObject([{ rowNumber: 2, problem: 'row.too_many_columns' }]);
    expect(textsOf(read)).toEqual([[3, ['1', '2']]]);
  });

  it('with bytes that are no UTF-8 is found by its number, and the rows around it are read', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`name,year\n${name},2012\n`),
      encoded(`${name},2013\n`, 'windows-1256'),
      Buffer.from(`${name},2014\n`),
    ]);
    for (const piece of [1, 5, 1_000]) {
      const read = await csv(bytes, {}, piece);
      expect(read.rejected).toMatchObject([{ rowNumber: 3, problem: 'row.invalid_bytes' }]);
      expect(textsOf(read)).toEqual([
        [2, [name, '2012']],
        [4, [name, '2014']],
      ]);
    }
  });

  it('with half a letter at the end of UTF-16 is found too', async () => {
    const bytes = Buffer.concat([encoded('a,b\n1,2\n3,4', 'utf-16le'), Buffer.from([0x06])]);
    const read = await csv(bytes, { encoding: 'utf-16le' });
    expect(read.rejected).toMatchObject([{ rowNumber: 3, problem: 'row.invalid_bytes' }]);
  });
});

describe('a file with JSON Lines', () => {
  const jsonl = (text: string | Buffer) => collected(rows(inPieces(text, 5), { format: 'jsonl' }));

  it('gives its fields as columns in the order in which they are first seen', async () => {
    const read = await jsonl('{"name":"Sami","year":2012}\n\n{"year":"2013","place":null,"alive":true}\n');
    expect(read.headings).toEqual(['name', 'year', 'place', 'alive']);
    expect(textsOf(read)).toEqual([
      [1, ['Sami', '2012']],
      [3, ['', '2013', '', 'true']],
    ]);
    expect(read.rows[1].cells[2]).toEqual({ raw: '', typed: { kind: 'null' } });
  });

  it('keeps a long number digit by digit', async () => {
    const read = await jsonl('{"number":01}\n{"number":12345678901234567890}\n{"number":1.0E+10}');
    expect(textsOf(read)).toEqual([
      [2, ['12345678901234567890']],
      [3, ['1.0E+10']],
    ]);
    expect(read.rejected).toMatchObject([{ rowNumber: 1, problem: 'row.not_json' }]);
  });

  it.each([
    ['no JSON', '{"a":', 'row.not_json', undefined],
    ['a list', '["a"]', 'row.not_an_object', undefined],
    ['a nested object', '{"a":"1","b":{"c":1}}', 'row.nested_value', 'b'],
    ['a list in a field', '{"a":[1]}', 'row.nested_value', 'a'],
    ['a field twice', '{"a":"1","a":"2"}', 'row.field_twice', 'a'],
    ['half a letter', '{"a":"\\ud800"}', 'row.invalid_bytes', 'a'],
  ])('gives back a line with %s and goes on', async (_what, line, problem, column) => {
    const read = await jsonl(`${line}\n{"a":"next"}`);
    expect(read.rejected).toEqual([expect.objectContaining({ rowNumber: 1, problem, text: line })]);
    expect(read.rejected[0].column).toBe(column);
    expect(textsOf(read)).toEqual([[2, ['next']]]);
  });
});

describe('a file with nothing in it', () => {
  it.each(['csv', 'xlsx', 'jsonl', 'pfif'] as const)('is refused with a sentence (%s)', async (format) => {
    const refused = collected(rows(inPieces(''), { format }));
    await expect(refused).rejects.toThrow(FileProblem);
    await expect(refused).rejects.toMatchObject({ code: 'file.empty', sentence: expect.stringContaining('nothing') });
  });
});
