import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { expectProblem, storedRows } from '../support/refusals.js';
import { importAndWait, multipart, type Part, sendParts } from '../support/uploads.js';

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication();
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());

let uploads = 0;
const source = () => ({ document_type: 'other', title: `Invented list ${++uploads} Athartest` });
const sourcePart = (value: unknown = source(), type?: string): Part => ({
  name: 'source',
  type,
  content: typeof value === 'string' ? value : JSON.stringify(value),
});
const filePart = (content: string | Uint8Array, change: Partial<Part> = {}): Part => ({
  name: 'file',
  fileName: 'list.csv',
  type: 'text/csv',
  content,
  ...change,
});
/** A file that was never sent before, because the same bytes are the same import. */
const list = () => `full_name,notes\nSamir Athartest,${++uploads}\n`;

async function refused(parts: Part[], status: number, code: string, error?: object) {
  const before = await storedRows(app.dataSource);
  const errors = expectProblem(await sendParts(client, multipart(parts)), status, code);
  if (error) expect(errors[0]).toMatchObject(error);
  expect(await storedRows(app.dataSource)).toEqual(before);
}
const refusedFile = (content: string | Uint8Array, code: string, error?: object) =>
  refused([sourcePart(), filePart(content)], 422, code, error);
const imported = (csv: string | Uint8Array) => importAndWait(app, client, csv, source());

describe('an upload is refused and nothing of it is kept when', () => {
  it('there is no file', () => refused([sourcePart()], 400, 'import.no_file', { pointer: '/file' }));
  it('there is nothing in it', () => refused([], 400, 'import.no_source', { pointer: '/source' }));
  it('nobody says what document it is', () =>
    refused([filePart(list())], 400, 'import.no_source', { pointer: '/source' }));
  it('the document is described after the file', () =>
    refused([filePart(list()), sourcePart()], 400, 'import.no_source', { pointer: '/source' }));
  it('the document is described twice', () =>
    refused([sourcePart(), sourcePart(), filePart(list())], 400, 'request.unknown_field', { pointer: '/source' }));
  it('there are two files', () =>
    refused([sourcePart(), filePart(list()), filePart(list())], 400, 'request.unknown_field', { pointer: '' }));
  it('a part is not known', () =>
    refused([sourcePart(), { name: 'note', content: 'x' }, filePart(list())], 400, 'request.unknown_field', {
      pointer: '/note',
    }));
  it('a part after the file is not known', () =>
    refused([sourcePart(), filePart(list()), { name: 'Athartest', content: 'x' }], 400, 'request.unknown_field', {
      pointer: '',
    }));
  it('a part is called constructor', () =>
    refused([sourcePart(), { name: 'constructor', content: 'x' }, filePart(list())], 400, 'request.unknown_field'));
  it('the file has another part name', () =>
    refused([sourcePart(), filePart(list(), { name: 'list' })], 400, 'request.unknown_field', { pointer: '/list' }));
  it.each(['', ' ', 'a\u202etxt.csv', `${'Athartest'.repeat(40)}.csv`])('the file is called %j', (fileName) =>
    refused([sourcePart(), filePart(list(), { fileName })], 400, 'request.invalid', { pointer: '/file/filename' }),
  );
  it.each<[what: string, value: unknown, code: string, pointer: string]>([
    ['is not JSON', 'Athartest', 'request.not_json', '/source'],
    ['is empty', '', 'request.not_json', '/source'],
    ['is a list', [], 'request.invalid', '/source'],
    ['is null', 'null', 'request.invalid', '/source'],
    ['has no title', { document_type: 'other' }, 'request.invalid', '/source/title'],
    ['is of no known type', { document_type: 'Athartest', title: 'x' }, 'request.invalid', '/source/document_type'],
    [
      'has a title of 301 letters',
      { document_type: 'other', title: 'x'.repeat(301) },
      'request.invalid',
      '/source/title',
    ],
    ['has NUL in its title', { document_type: 'other', title: 'a\u0000' }, 'request.invalid', '/source/title'],
    ['has a field that is not known', { ...source(), grade: 1 }, 'request.unknown_field', '/source/grade'],
    ['has a field twice', '{"title":"a","title":"b","document_type":"other"}', 'request.invalid', '/source/title'],
    ['has an impossible date', { ...source(), document_date: '31/2/2014' }, 'request.invalid', '/source/document_date'],
    ['is 100 KB', { ...source(), custody: 'x'.repeat(100_000) }, 'request.too_large', '/source'],
  ])('its description %s', (_what, value, code, pointer) =>
    refused([sourcePart(value), filePart(list())], code === 'request.too_large' ? 413 : 400, code, { pointer }),
  );
  it('it breaks off', async () => {
    const before = await storedRows(app.dataSource);
    const whole = multipart([sourcePart(), filePart(list())]);
    for (const missing of [10, 60]) {
      const body = whole.body.subarray(0, -missing);
      const [error] = expectProblem(await sendParts(client, { ...whole, body }), 400, 'request.invalid');
      expect(error).toMatchObject({ pointer: '/file', code: 'file.cut_off' });
    }
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
  it('it is JSON', async () => {
    const answer = { type: 'application/json', body: Buffer.from('{}') };
    expectProblem(await sendParts(client, answer), 415, 'request.media_type');
  });
});

const arabicList = 'الاسم الكامل,الأم\nسمير أثرتست,فاطمة\n';
/** The letters of that list in the code page of old Windows programs. */
const windows1256 = Buffer.from('c7e1c7d3e320c7e1dfc7e3e10ad3e3edd120c3cbd1cad3ca0a', 'hex');

describe('a file is refused, with the row, and nothing of it is kept when', () => {
  it('it is empty', () => refusedFile('', 'import.empty', { pointer: '/file' }));
  it('it is blank lines', () => refusedFile('\n\n , ,\n', 'import.empty', { pointer: '/file' }));
  it('it is a heading row only', () => refusedFile('full_name,sex\n', 'import.empty', { pointer: '/file' }));
  it('no heading means a name', () =>
    refusedFile('\ncolour,sex\nred,male\n', 'import.headings', { row: 2, code: 'heading.no_name' }));
  it('it has no heading row', () =>
    refusedFile('Samir Athartest,male\nOmar Athartest,male\n', 'import.headings', { row: 1 }));
  it('two headings mean the same', () =>
    refusedFile('full_name,sex,Gender\na,b,c\n', 'import.duplicate_heading', {
      row: 1,
      column: 'Gender',
      code: 'heading.duplicate',
    }));
  it('it is in Windows-1256', () => refusedFile(windows1256, 'import.encoding', { row: 1, code: 'file.not_utf8' }));
  it('it is UTF-16', async () => {
    const little = Buffer.from(`\ufeff${arabicList}`, 'utf16le');
    await refusedFile(little, 'import.encoding', { code: 'file.not_utf8' });
    await refusedFile(Buffer.from(little).swap16(), 'import.encoding', { code: 'file.not_utf8' });
    await refusedFile(Buffer.from('full_name\nSamir\n', 'utf16le'), 'import.nul_byte', { code: 'file.nul_byte' });
  });
  it('a character breaks off at its end', () =>
    refusedFile(Buffer.concat([Buffer.from(list()), Buffer.of(0xd8)]), 'import.encoding', { code: 'file.not_utf8' }));
  it('it holds NUL', () => refusedFile('full_name\nSamir\nOmar\u0000 Athartest\n', 'import.nul_byte', { row: 3 }));
  it('it is a spreadsheet program file', () =>
    refusedFile(Buffer.from('504b0304140000000800aa', 'hex'), 'import.encoding', { row: 1 }));
  it('a quotation mark is never closed', () =>
    refusedFile('full_name,notes\na,b\nSamir Athartest,"x\nc,d\n', 'import.malformed', {
      row: 3,
      code: 'row.malformed',
    }));
  it('a quotation mark stands inside a cell', () =>
    refusedFile('full_name\nOmar\n\nSamir "Abu Ali" Athartest\n', 'import.malformed', {
      row: 4,
      code: 'row.malformed',
    }));
  it('text follows a closing quotation mark', () =>
    refusedFile('full_name\n"Samir" Athartest\n', 'import.malformed', { row: 2, code: 'row.malformed' }));
  it('a row is longer than a million characters', () =>
    refusedFile(`full_name,notes\na,b\nSamir,${'x'.repeat(1_000_001)}\n`, 'import.malformed', { row: 3 }));
  it('a quotation mark is opened late in a long file', () =>
    refusedFile(`full_name\n${'Samir\n'.repeat(40_000)}a"b\n`, 'import.malformed', { row: 40_002 }));
});

describe('a file is read, row by row, when', () => {
  it.each<[what: string, csv: string | Uint8Array]>([
    ['it begins with a byte order mark', `\ufeffالاسم الكامل,الجنس\nسمير أثرتست,ذكر\n`],
    ['cells are parted by semicolons', 'full_name;sex\nسمير أثرتست;male\n'],
    ['cells are parted by tabs', 'full_name\tsex\nسمير أثرتست\tmale\n'],
    ['lines end as on old Macs', 'full_name,sex\rسمير أثرتست,male\r'],
    ['lines end as on Windows', 'full_name,sex\r\nسمير أثرتست,male\r\n'],
    ['lines end in two ways', 'full_name,sex\nسمير أثرتست,male\r\n'],
    ['lines end in the other two ways', 'full_name,sex\r\nسمير أثرتست,male\n'],
    ['the last line has no end', '"full_name","sex"\n"سمير أثرتست","male"'],
    ['blank rows come first', '\r\n;;\r\nfull_name;sex\r\nسمير أثرتست;male'],
  ])('%s', async (_what, csv) => {
    const { rows, items } = await imported(csv);
    expect(rows).toMatchObject({ total: 1, created: 1, with_warnings: 0 });
    const record = await client.get(`/v1/detention-records/${items[0].detention_record_id}`);
    expect(record.body).toMatchObject({ names: [{ as_written: 'سمير أثرتست' }], sex: 'male' });
  });

  it('the description of the document names its media type', async () => {
    const answer = await sendParts(client, multipart([sourcePart(source(), 'application/json'), filePart(list())]));
    expect(answer.status).toBe(202);
  });

  it('each row is accounted for under the number that a spreadsheet shows', async () => {
    const tooLong = 'Athartest '.repeat(1_000);
    const { rows, items } = await imported(
      [
        'full_name,mother_name,birth_date,sex,notes', // row 1
        'Samir Athartest', // fewer cells
        '',
        'Omar Athartest,Fatima,1985,male,a,b', // more cells
        '"Nizar Athartest",Huda,1970,male,"two\nlines\r\nor three"',
        'Athar\u202etest,Fatima,1985,male,',
        `${tooLong},,,,`,
        ',Fatima Athartest,1985,male,',
        '?,غير معروف,-,,',
        'مجهول الهوية,,,,',
        'Hadi Athartest,Athar\u0007test,,,',
        ' , ,,,',
        'Rana Athartest,,31/02/1985,,',
        'Salma Athartest,,after the feast,perhaps,',
        '\u200f\u200e,,,,',
        `Yusuf Athartest,,,,${'x'.repeat(900_000)}`,
        '\u200fليلى أثرتست\u200e,,2013-13-45,female,',
      ].join('\n'),
    );
    const outcome = (row: number) => {
      const found = items.find((item) => item.row_number === row);
      const problems = found?.problems.map(({ row: at, column, code }) => [at, column, code].join(' '));
      return found && [found.outcome, ...(problems ?? [])];
    };
    expect(items.map((item) => item.row_number)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17]);
    expect(outcome(2)).toEqual(['created']);
    expect(outcome(4)).toEqual(['held', '4  row.too_many_cells']);
    expect(outcome(5)).toEqual(['created']);
    expect(outcome(6)).toEqual(['rejected', '6 full_name text.bidi_control']);
    expect(outcome(7)).toEqual(['rejected', '7 full_name text.too_long']);
    expect(outcome(8)).toEqual(['rejected', '8 full_name name.missing']);
    expect(outcome(9)).toEqual(['rejected', '9 full_name name.missing']);
    expect(outcome(10)).toEqual(['held', '10 full_name name.unidentified']);
    expect(outcome(11)).toEqual(['rejected', '11 mother_name text.control_character']);
    expect(outcome(13)).toEqual(['created', '13 birth_date date.impossible']);
    expect(outcome(14)).toEqual(['created', '14 sex sex.not_understood', '14 birth_date date.not_understood']);
    expect(outcome(15)).toEqual(['rejected', '15 full_name text.empty']);
    expect(outcome(16)).toEqual(['rejected', '16 notes text.too_long']);
    expect(outcome(17)).toEqual(['created', '17 birth_date date.impossible']);
    expect(rows).toMatchObject({ total: 14, done: 14, created: 5, held: 2, rejected: 7, with_warnings: 3 });

    const kept = async (row: number) =>
      (await client.get(`/v1/detention-records/${items.find((item) => item.row_number === row)?.detention_record_id}`))
        .body;
    const noInterval = { precision: 'unknown', from: null, to: null };
    expect((await kept(13)).birth).toMatchObject({ as_written: '31/02/1985', ...noInterval });
    expect(await kept(14)).toMatchObject({ birth: { as_written: 'after the feast', ...noInterval }, sex: null });
    expect((await kept(17)).names[0].as_written).toBe('\u200fليلى أثرتست\u200e');
    expect((await kept(5)).notes).toBe('two\nlines\r\nor three');
  });

  it('a date that was read with a doubt is told to the partner, and ages and events are read as what they are', async () => {
    const { items } = await imported(
      [
        'full_name,birth_date,event_date',
        'Samir Athartest,1405,12/3/13', // Hijri year in a Gregorian column, two-digit year of an event
        'Omar Athartest,1905-07-04,2104', // 2012 typed as a number, a slip of digits
        'Nizar Athartest,25 years old in 2014,25 years old in 2014',
        'Rana Athartest,1/1/1985,13/4/2013',
      ].join('\n'),
    );
    const codes = items.map(({ problems }) => problems.map(({ column, code }) => `${column} ${code}`));
    expect(codes).toEqual([
      ['birth_date date.other_calendar', 'event_date date.century_assumed'],
      ['birth_date date.spreadsheet_year', 'event_date date.year_implausible'],
      ['event_date date.not_understood'],
      [],
    ]);
    const kept = async (at: number) =>
      (await client.get(`/v1/detention-records/${items[at]?.detention_record_id}`)).body;
    expect((await kept(0)).birth).toMatchObject({ as_written: '1405', calendar: 'hijri_umalqura' });
    expect((await kept(2)).birth).toMatchObject({ from: '1988-01-02', to: '1989-12-31' });
    expect((await kept(3)).birth).toMatchObject({ from: '1985-01-01', to: '1985-12-31', precision: 'year' });
  });
});

describe('the same file', () => {
  it('is one import, however often and however much at once it is sent', async () => {
    const before = await storedRows(app.dataSource);
    const csv = list();
    const answers = await Promise.all(Array.from({ length: 4 }, () => client.upload(csv, source())));
    answers.push(await client.upload(csv, source()));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 202]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    await app.settled();
    const after = await storedRows(app.dataSource);
    for (const table of ['sources', 'source_chunks', 'imports', 'detention_records']) {
      expect(after[table]).toBe(before[table] + 1);
    }
  });

  it('is one import when it comes twice at once under one key, and another file under that key is refused', async () => {
    const csv = list();
    const key = crypto.randomUUID();
    const answers = await Promise.all([client.upload(csv, source(), key), client.upload(csv, source(), key)]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const before = await storedRows(app.dataSource);
    const other = await client.upload(list(), source(), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.reused' } });
    await app.settled();
    expect(await storedRows(app.dataSource)).toMatchObject({ sources: before.sources, imports: before.imports });
  });
});

it('any bytes at all are refused in the one shape or accounted for, and never an error of the service', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .string({ unit: fc.constantFrom(...'",;\t\r\n a\u0627\u202e\ufeff') })
      .map((text) => Buffer.from(`full_name,sex\n${text}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const answer = await sendParts(client, multipart([sourcePart(), filePart(content)]));
      expect(answer.status).toBeLessThan(500);
      if (answer.status > 202) expect(answer.type).toBe('application/problem+json; charset=utf-8');
    }),
    { numRuns: 150 },
  );
  await app.settled();
  const unaccounted = await app.dataSource.query(
    "select id from imports where state <> 'done' or rows_total <> rows_created + rows_held + rows_rejected",
  );
  expect(unaccounted).toEqual([]);
}, 60_000);
