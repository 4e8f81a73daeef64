import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type WrittenCell, type WrittenWorkbook, workbook } from '../../test/support/workbook-writer.js';
import { collected, inPieces, textsOf } from '../../test/support/written-files.js';
import { type ZipPart, zipped } from '../../test/support/zip-writer.js';
import { type Cell, type ReadingOptions, rows } from './index.js';
import { ZipArchive } from './zip-archive.js';

const xlsx = (written: WrittenWorkbook | Buffer, options: Partial<ReadingOptions> = {}) =>
  collected(rows(inPieces(Buffer.isBuffer(written) ? written : workbook(written)), { format: 'xlsx', ...options }));
const sheet = (...cells: WrittenCell[][]): WrittenWorkbook => ({ sheets: [{ name: 'list', rows: cells }] });
const number = (value: string, s?: number): WrittenCell => ({ s, inner: `<v>${value}</v>` });

/** One cell below a heading. */
async function cellOf(cell: WrittenCell, more: Partial<WrittenWorkbook> = {}): Promise<Cell> {
  const read = await xlsx({ ...sheet(['heading'], [cell]), ...more });
  return read.rows[0].cells[0];
}

describe('a workbook of a partner', () => {
  it('gives rows with the numbers that Excel shows, also where rows and cells are left out', async () => {
    const read = await xlsx({
      sheets: [
        {
          name: 'list',
          rows: [['name', 'mother', 'year'], ['Sami Athartest', null, '2012'], ['x']],
          rowNumbers: [1, 4, 9],
        },
      ],
    });
    expect(textsOf(read)).toEqual([
      [4, ['Sami Athartest', '', '2012']],
      [9, ['x']],
    ]);
    expect(read.end).toEqual({ kind: 'end', above: 1, rows: 2, rejected: 0, blank: 6, lastRow: 9 });
  });

  it.each([
    ['rich text', { t: 'inlineStr', inner: '<is><r><t>Sami </t></r><r><rPr/><t>Athartest</t></r></is>' }],
    [
      'text with a reading aid',
      { t: 'inlineStr', inner: '<is><t>Sami Athartest</t><rPh sb="0" eb="1"><t>no</t></rPh></is>' },
    ],
    ['the text of a formula', { t: 'str', inner: '<v>Sami Athartest</v>' }],
  ])('reads %s whole', async (_what, cell) => {
    expect((await cellOf(cell)).raw).toBe('Sami Athartest');
  });

  it('keeps blanks, line breaks and characters that XML cannot hold', async () => {
    const text = '  Sami\n\tAthartest\u0007 _x0041_ \u202e ';
    expect(await cellOf(text)).toEqual({ raw: text, flags: ['control', 'bidi_control'] });
  });

  it.each<[what: string, format: string | number, system: 1900 | 1904, stored: string, expected: object]>([
    ['a day', 14, 1900, '41398', { kind: 'date', value: '2013-05-04' }],
    ['a day in a workbook of a Mac', 14, 1904, '39936', { kind: 'date', value: '2013-05-04' }],
    ['a day and an hour', 22, 1900, '41398.4375', { kind: 'date', value: '2013-05-04T10:30:00' }],
    ['a month, of which Excel stores the first day', 'mmm yyyy', 1900, '41395', { kind: 'date', value: '2013-05' }],
    ['a year, of which Excel stores the first day', 'yyyy', 1900, '41275', { kind: 'date', value: '2013' }],
    ['an own format', '[$-2801]dd\\ mmmm\\, yyyy;@', 1900, '41398', { kind: 'date', value: '2013-05-04' }],
    [
      'a day shown in the Hijri calendar',
      'B2yyyy/mm/dd',
      1900,
      '41398',
      { kind: 'date', value: '2013-05-04', shownAs: 'hijri' },
    ],
    ['the last day before the leap day that never was', 14, 1900, '59', { kind: 'date', value: '1900-02-28' }],
    ['the first day after it', 14, 1900, '61', { kind: 'date', value: '1900-03-01' }],
    ['an hour', 'h:mm', 1900, '0.5', { kind: 'time', value: '12:00:00' }],
    ['a number', '0.00', 1900, '41398', { kind: 'number', value: 41398 }],
    ['a number in red', '[Red]0.00;[Black]"day" 0', 1900, '41398', { kind: 'number', value: 41398 }],
    [
      'a number with leading zeros',
      '00000000000',
      1900,
      '5012345678',
      { kind: 'number', value: 5012345678, shown: '05012345678' },
    ],
  ])('says what the format shows of %s and keeps the stored text', async (_what, format, system, stored, expected) => {
    const cell = await cellOf(number(stored, 1), { formats: [format], date1904: system === 1904 });
    expect(cell.raw).toBe(stored);
    expect(cell.typed).toEqual(expected);
  });

  it('keeps a long number as it is stored', async () => {
    expect((await cellOf(number('1.0000000000000001E+16'))).raw).toBe('1.0000000000000001E+16');
  });

  it('says of a date in the year 1905 that the number of a year may be meant', async () => {
    const cell = await cellOf(number('2012', 1), { formats: [14] });
    expect(cell).toEqual({ raw: '2012', typed: { kind: 'date', value: '1905-07-04' }, flags: ['may_be_year'] });
  });

  it.each(['60', '0', '-5', '99999999'])('makes no day of %s, which stands for none', async (stored) => {
    const cell = await cellOf(number(stored, 1), { formats: [14] });
    expect(cell).toEqual({ raw: stored, typed: { kind: 'number', value: Number(stored) }, flags: ['no_such_day'] });
  });

  it.each<[what: string, cell: WrittenCell, expected: Cell]>([
    ['a yes', { t: 'b', inner: '<v>1</v>' }, { raw: '1', typed: { kind: 'boolean', value: true } }],
    [
      'an error',
      { t: 'e', inner: '<v>#REF!</v>' },
      { raw: '#REF!', typed: { kind: 'error', value: '#REF!' }, flags: ['error'] },
    ],
    [
      'a date in ISO form',
      { t: 'd', inner: '<v>2013-05-04T00:00:00Z</v>' },
      { raw: '2013-05-04T00:00:00Z', typed: { kind: 'date', value: '2013-05-04T00:00:00' } },
    ],
    [
      'a formula',
      { inner: '<f>A1+1</f><v>7</v>' },
      { raw: '7', typed: { kind: 'number', value: 7 }, formula: 'A1+1', flags: ['formula'] },
    ],
    [
      'a formula without its result',
      { inner: '<f>WEBSERVICE("x")</f>' },
      { raw: '', formula: 'WEBSERVICE("x")', flags: ['formula', 'no_result'] },
    ],
  ])('reads %s', async (_what, cell, expected) => {
    expect(await cellOf(cell)).toEqual(expected);
  });

  it('says which rows are hidden, and reads the sheet that was chosen', async () => {
    const read = await xlsx(
      {
        sheets: [
          { name: 'notes', rows: [['x']] },
          { name: 'list', rows: [['a'], ['1'], ['2']], hiddenRows: [3] },
        ],
      },
      { sheet: 'list' },
    );
    expect(read.rows.map(({ remarks }) => remarks)).toEqual([undefined, ['row.hidden']]);
    await expect(xlsx(sheet(['a']), { sheet: 'other' })).rejects.toMatchObject({ code: 'file.no_such_sheet' });
  });

  it('gives back a row with a cell in the last column of Excel', async () => {
    const bytes = workbook({
      ...sheet(['a']),
      parts: [
        sheetPart(
          '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="XFD2"><v>9</v></c></row><row r="3"><c r="A3"><v>2</v></c><c r="A3"><v>3</v></c></row><row r="1048576"><c r="A1048576"><v>4</v></c></row>',
        ),
      ],
    });
    const read = await xlsx(bytes);
    expect(read.rejected.map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      [2, 'row.too_many_columns'],
      [3, 'row.cell_twice'],
    ]);
    expect(read.end).toMatchObject({ rows: 1, rejected: 2, lastRow: 1_048_576, blank: 1_048_572 });
  });
});

const sheetPart = (inner: string, before = ''): ZipPart => ({
  name: 'xl/worksheets/sheet1.xml',
  bytes: `<?xml version="1.0"?>${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${inner}</sheetData></worksheet>`,
});
const withSheet = (inner: string, before?: string) => workbook({ ...sheet(['a']), parts: [sheetPart(inner, before)] });
const relations = {
  name: '_rels/.rels',
  bytes: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
};
const compoundFile = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(400),
  ]);

describe('a workbook that is refused', () => {
  const bomb = deflateRawSync(`<workbook>${'<sheet/>'.repeat(8_000_000)}`);
  it.each<[what: string, bytes: Buffer, code: string]>([
    ['with a DOCTYPE', withSheet('', '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), 'file.doctype'],
    ['with a DOCTYPE that never ends', withSheet('', `<!DOCTYPE ${'a'.repeat(1_000_000)}`), 'file.doctype'],
    ['nested very deeply', withSheet('<a>'.repeat(100_000)), 'file.xml_too_deep'],
    ['that is cut off in the middle of a row', withSheet('<row r="1"><c'), 'file.archive_damaged'],
    [
      'with an unknown entity',
      withSheet('<row r="1"><c r="A1" t="str"><v>&who;</v></c></row>'),
      'file.archive_damaged',
    ],
    ['with rows out of order', withSheet('<row r="5"/><row r="5"/>'), 'file.sheet_damaged'],
    ['with a row beyond the last', withSheet('<row r="1048577"/>'), 'file.sheet_damaged'],
    [
      'with a text that is not there',
      withSheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
      'file.sheet_damaged',
    ],
    [
      'with a text of millions of letters',
      withSheet(
        `<row r="1"><c r="A1" t="str"><v>${Array.from({ length: 600_000 }, (_, at) => at * 7919).join('')}</v></c></row>`,
      ),
      'file.xml_token_too_long',
    ],
    [
      'that unpacks to a hundred times its size',
      zipped([relations, { name: 'xl/workbook.xml', bytes: '', packed: bomb }]),
      'file.packed_too_tightly',
    ],
    [
      'that claims to be small and is not',
      workbook({ ...sheet(['a']), parts: [{ ...sheetPart('<row r="1"/><row r="2"/>'), claimedSize: 10 }] }),
      'file.archive_damaged',
    ],
    [
      'in which letters were changed',
      workbook({
        ...sheet(['a']),
        parts: [{ ...sheetPart('<row r="1"/>'), packed: deflateRawSync(sheetPart('<row r="2"/>').bytes) }],
      }),
      'file.archive_damaged',
    ],
    [
      'that claims to be huge and is not',
      workbook({ ...sheet(['a']), parts: [{ ...sheetPart(''), claimedSize: 0xfffffff0 }] }),
      'file.archive_damaged',
    ],
    [
      'with a password on a part',
      workbook({ ...sheet(['a']), parts: [{ ...sheetPart(''), flags: 1 }] }),
      'file.encrypted',
    ],
    ['with a password', compoundFile('EncryptedPackage'), 'file.encrypted'],
    ['of an old Excel', compoundFile('Workbook'), 'file.old_excel'],
    [
      'with a part that would leave its folder',
      workbook({ ...sheet(['a']), parts: [{ name: '../../etc/passwd', bytes: 'x' }] }),
      'file.archive_path',
    ],
    [
      'with a part of an absolute name',
      workbook({ ...sheet(['a']), parts: [{ name: '/etc/passwd', bytes: 'x' }] }),
      'file.archive_path',
    ],
    [
      'with two thousand parts',
      workbook({ ...sheet(['a']), parts: Array.from({ length: 2_000 }, (_, at) => ({ name: `p${at}`, bytes: '' })) }),
      'file.archive_entries',
    ],
    [
      'that is OpenDocument',
      zipped([
        { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', bytes: '<a/>' },
      ]),
      'file.open_document',
    ],
    ['that is only a packed folder', zipped([{ name: 'list.csv', bytes: 'a,b' }]), 'file.not_a_workbook'],
    ['that is no archive at all', Buffer.from('a,b\n1,2\n'), 'file.archive_damaged'],
    ['that was cut off', workbook(sheet(['a'], ['b'])).subarray(0, 1_200), 'file.archive_damaged'],
  ])('%s', async (_what, bytes, code) => {
    await expect(xlsx(bytes)).rejects.toMatchObject({ code });
  });

  it('when its parts unpack to more than 200 MB together, though none is packed tightly', async () => {
    const bytes = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => (at * 7919) % 10007).join(' '));
    const packed = deflateRawSync(bytes, { level: 1 });
    const names = Array.from({ length: 24 }, (_, at) => `p${at}`);
    const archive = await ZipArchive.open([zipped(names.map((name) => ({ name, bytes, packed })))]);
    const unpackAll = async () => {
      for (const name of names) for await (const _ of archive.part(name));
    };
    await expect(unpackAll()).rejects.toMatchObject({ code: 'file.unpacks_too_large', facts: { limit: 200 } });
    // Two hundred megabytes are unpacked: a slow machine may take its time.
  }, 60_000);
});
