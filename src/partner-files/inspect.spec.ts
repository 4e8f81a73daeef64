import { describe, expect, it } from '@jest/globals';
import { workbook } from '../../test/support/workbook-writer.js';
import { collected, encoded, inPieces, textsOf } from '../../test/support/written-files.js';
import { type Choices, type Encoding, inspect, rows, sentenceOf } from './index.js';

const name = '\u0645\u062d\u0645\u062f \u0623\u062b\u0631\u062a\u0633\u062a';
const look = (file: string | Buffer, choices?: Choices, piece?: number) => inspect(inPieces(file, piece), choices);
const table = (delimiter: string) =>
  [
    ['number', 'name', 'date'],
    ...Array.from({ length: 30 }, (_, at) => [`${at}`, `${name} ${at}`, `2013-05-${10 + (at % 20)}`]),
  ]
    .map((cells) => cells.join(delimiter))
    .join('\r\n');

describe('how a file is written is guessed and said', () => {
  it.each<[encoding: Encoding, mark: boolean, delimiter: string, confidence: string]>([
    ['utf-8', false, ',', 'certain'],
    ['utf-8', true, ';', 'certain'],
    ['utf-16le', true, '\t', 'certain'],
    ['utf-16le', false, ',', 'likely'],
    ['utf-16be', true, '|', 'certain'],
    ['utf-16be', false, ';', 'likely'],
    ['windows-1256', false, ';', 'likely'],
  ])('%s (mark: %s) cut by %j', async (encoding, mark, delimiter, confidence) => {
    for (const piece of [1, 1_000_000]) {
      const bytes = encoded(table(delimiter), encoding, mark);
      const seen = await look(bytes, {}, piece);
      expect(seen.options).toEqual({ format: 'csv', encoding, delimiter, quote: '"', headings: { row: 1, lines: 1 } });
      expect(seen.guesses.encoding?.confidence).toBe(confidence);
      expect(seen.columns.map(({ heading }) => heading)).toEqual(['number', 'name', 'date']);
      expect(seen.firstRows).toHaveLength(20);
      const read = await collected(rows(inPieces(bytes), seen.options));
      expect(textsOf(read)[29]).toEqual([31, ['29', `${name} 29`, '2013-05-19']]);
    }
  });

  it('gives its reasons in words', async () => {
    const { guesses } = await look(encoded(table(';'), 'windows-1256'));
    expect(sentenceOf(guesses.encoding!.why)).toBe(
      'The file is not UTF-8; read so, 100 % of the bytes beyond ASCII are Arabic letters.',
    );
    expect(sentenceOf(guesses.delimiter!.why)).toBe('Cut so, 100 % of the first rows have 3 cells.');
  });

  it('a few broken bytes do not make a UTF-8 file another one: they are counted and located', async () => {
    const bytes = Buffer.concat([
      Buffer.from(table(',')),
      Buffer.from('\r\n30,'),
      Buffer.from([0xc7, 0xe1]),
      Buffer.from(',x'),
    ]);
    const seen = await look(bytes);
    expect(seen.options.encoding).toBe('utf-8');
    expect(seen.notices).toContainEqual({ code: 'notice.invalid_bytes', facts: { broken: 2, line: 32 } });
  });

  it('a broken byte behind the first quarter of a megabyte is found too', async () => {
    const long = Array.from({ length: 30_000 }, (_, at) => `${at},${name}`).join('\n');
    const seen = await look(Buffer.concat([Buffer.from(`number,name\n${long}\n`), Buffer.from([0xff])]));
    expect(seen.notices).toContainEqual({ code: 'notice.invalid_bytes', facts: { broken: 1, line: 30_002 } });
    expect(seen.lines).toBe(30_001);
  });

  it('single NULs do not make a text UTF-16', async () => {
    const seen = await look(`${table(',')}\r\n99,a\u0000b,x`);
    expect(seen.options.encoding).toBe('utf-8');
    expect(seen.notices).toContainEqual({ code: 'notice.nul' });
  });

  it('commas within the cells of a file that is cut by semicolons do not mislead', async () => {
    const text = 'name;place\n"Sami";"Homs, Syria, 2012"\n"Rami";"Hama, Syria, 2013"\n';
    expect((await look(text)).options.delimiter).toBe(';');
  });

  it('a first line "sep=;" is believed and is no heading', async () => {
    const seen = await look('sep=;\r\nname;year\r\nSami;2012\r\n');
    expect(seen.options).toMatchObject({ delimiter: ';', headings: { row: 2, lines: 1 } });
    expect(seen.guesses.delimiter?.confidence).toBe('certain');
  });

  it('cells enclosed in single quotation marks are recognised', async () => {
    const seen = await look("'name','year'\n'Sami, A.','2012'\n'Rami','2013'\n");
    expect(seen.options).toMatchObject({ quote: "'", delimiter: ',' });
  });

  it('what a person chooses stands instead of the guess', async () => {
    const seen = await look('a;b\n1;2\n', { delimiter: ',', headings: null, encoding: 'windows-1256' });
    expect(seen.options).toEqual({
      format: 'csv',
      encoding: 'windows-1256',
      delimiter: ',',
      quote: '"',
      headings: null,
    });
    expect(seen.firstRows).toHaveLength(2);
  });
});

describe('the heading row', () => {
  it('is found below titles', async () => {
    const seen = await look(
      'List of detainees,,,\nas of May 2013,,,\n,,,\nnumber,name,mother,date\n1,Sami,Huda,2012\n2,Rami,Mona,2013\n',
    );
    expect(seen.options.headings).toEqual({ row: 4, lines: 1 });
    expect(seen.above.map(({ cells }) => cells[0])).toEqual(['List of detainees', 'as of May 2013', '']);
  });

  it('has two lines where labels go over several columns', async () => {
    const seen = await look('number,name,arrest,,notes\n,,date,place,\n1,Sami,2012,Homs,x\n2,Rami,2013,Hama,y\n');
    expect(seen.options.headings).toEqual({ row: 1, lines: 2 });
    expect(seen.columns.map(({ heading }) => heading)).toEqual([
      'number',
      'name',
      'arrest / date',
      'arrest / place',
      'notes',
    ]);
  });

  it('is not there where the first row looks like those below it', async () => {
    const seen = await look('1,Sami,2012-01-01\n2,Rami,2013-01-01\n3,Omar,2013-01-02\n');
    expect(seen.options.headings).toBeNull();
    expect(seen.firstRows).toHaveLength(3);
  });

  it.each([
    ['signs for words', '#,name,Q12,date\n1,Sami,yes,2012\n2,Rami,no,2013\n', 1],
    [
      'a setting above it',
      'time_zone_offset,,,\n3,,,\nid,name,mother,date\nx/1,Sami,Huda,2012\nx/2,Rami,Mona,2013\n',
      3,
    ],
    ['only names below it', 'name,mother\nSami,Huda\nRami,Mona\n', 1],
  ])('is found with %s', async (_what, text, row) => {
    expect((await look(text)).options.headings).toEqual({ row, lines: 1 });
  });

  it('with missing and repeated names is reported', async () => {
    const { notices } = await look('name,name,,date\nSami,A,x,2012\nRami,B,y,2013\n');
    expect(notices).toEqual([
      { code: 'notice.same_heading', facts: { first: 'A', second: 'B' } },
      { code: 'notice.no_heading', facts: { column: 'C' } },
    ]);
  });
});

describe('a workbook', () => {
  const list = [
    ['List of 2013'],
    ['name', 'arrest', null, 'notes'],
    [null, 'date', 'place', null],
    ['Sami', '2012', 'Homs', 'x'],
    ['Rami', '2013', 'Hama', 'y'],
  ];
  const bytes = workbook({
    sheets: [
      { name: 'how to', rows: [['read me']] },
      { name: 'old list', state: 'hidden', rows: Array.from({ length: 50 }, (_, at) => [`${at}`, 'x']) },
      { name: 'list', rows: list, merged: ['A1:D1', 'B2:C2', 'A2:A3', 'D4:D5'] },
    ],
    parts: [{ name: 'xl/vbaProject.bin', bytes: 'macro' }],
  });

  it('shows its sheets, and takes the one with most rows that is not hidden', async () => {
    const seen = await look(bytes, {}, 5);
    expect(seen.sheets).toEqual([
      { name: 'how to', rows: 1, hidden: false },
      { name: 'old list', rows: 50, hidden: true },
      { name: 'list', rows: 5, hidden: false },
    ]);
    expect(seen.options).toEqual({ format: 'xlsx', sheet: 'list', headings: { row: 2, lines: 2 } });
    expect(seen.guesses.headings.confidence).toBe('certain');
    expect(seen.columns.map(({ heading }) => heading)).toEqual(['name', 'arrest / date', 'arrest / place', 'notes']);
    expect(seen.notices.map(({ code }) => code)).toEqual([
      'notice.hidden_sheets',
      'notice.macros',
      'notice.merged_cells',
    ]);
    const read = await collected(rows(inPieces(bytes), seen.options));
    expect(textsOf(read).map(([row]) => row)).toEqual([4, 5]);
  });

  it('shows another sheet when a person chooses it', async () => {
    const seen = await look(bytes, { sheet: 'old list' });
    expect(seen.options.headings).toBeNull();
    expect(seen.firstRows).toHaveLength(20);
  });
});

describe('what is no list', () => {
  it.each([
    ['a web page named .xls', '<html><table><tr><td>a</td></tr></table></html>', 'file.web_page'],
    ['a PDF', '%PDF-1.7\n%\u00e2\u00e3', 'file.unknown_kind'],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452000001000000010008060000005c72a866', 'hex'),
      'file.unknown_kind',
    ],
    ['one JSON list', '[\n {"name":"Sami"}\n]', 'file.json_array'],
    [
      'XML that is not PFIF',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      'file.xml_unknown',
    ],
    ['nothing', '', 'file.empty'],
  ])('%s is refused with what to do', async (_what, file, code) => {
    await expect(look(file)).rejects.toMatchObject({ code, sentence: expect.stringMatching(/\. .+\.$/) });
  });

  it.each(['empty', 'short'])('a file that is %s is looked at without harm', async (what) => {
    if (what === 'short') expect((await look('a')).options.format).toBe('csv');
    else await expect(look(Buffer.alloc(0))).rejects.toMatchObject({ code: 'file.empty' });
  });
});
