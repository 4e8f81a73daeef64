import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aSource } from '../support/builders.js';
import { check } from '../support/hand-in.js';
import { expectProblem, sendRaw, storedRows } from '../support/refusals.js';
import { anImport, begin, importAndWait, sendBytes, untilItRests } from '../support/uploads.js';

jest.setTimeout(240_000);

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication();
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());

const source = () => aSource({ document_type: 'other' });
const imported = (csv: string | Uint8Array) => importAndWait(app, client, csv, source());

/** Sends the description of a file as JSON, as it stands. */
const describeFile = (body: string) =>
  sendRaw(
    app.url,
    'POST',
    '/v1/imports',
    {
      authorization: `Bearer ${client.token}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/json',
    },
    body,
  );

describe('an import is refused and nothing of it is kept when', () => {
  const of = (changed: object) => JSON.stringify(anImport(10, { source: { ...source(), ...changed } }));
  it.each<[what: string, body: string, code: string, pointer: string]>([
    ['is not JSON', 'Athartest', 'request.not_json', ''],
    ['is a list', '[]', 'request.invalid', ''],
    [
      'does not say what document it is',
      JSON.stringify({ ...anImport(10), source: undefined }),
      'request.invalid',
      '/source',
    ],
    ['has no title', of({ title: undefined }), 'request.invalid', '/source/title'],
    ['is of no known type', of({ document_type: 'Athartest' }), 'request.invalid', '/source/document_type'],
    ['has a title of 301 letters', of({ title: 'x'.repeat(301) }), 'request.invalid', '/source/title'],
    ['has NUL in its title', of({ title: 'a\u0000' }), 'request.invalid', '/source/title'],
    ['has a field that is not known', of({ grade: 1 }), 'request.unknown_field', '/source/grade'],
    ['has a field twice', of({}).replace('"title"', '"title":"a","title"'), 'request.invalid', '/source/title'],
    ['has an impossible date', of({ document_date: '31/2/2014' }), 'request.invalid', '/source/document_date'],
    [
      'has no name of the file',
      JSON.stringify(anImport(10, { file: { name: ' ', bytes: 10 } })),
      'request.invalid',
      '/file/name',
    ],
    [
      'has a file name of 300 letters',
      JSON.stringify(anImport(10, { file: { name: 'x'.repeat(300), bytes: 10 } })),
      'request.invalid',
      '/file/name',
    ],
  ])('its description %s', async (_what, body, code, pointer) => {
    const before = await storedRows(app.dataSource);
    const [error] = expectProblem(await describeFile(body), 400, code);
    expect(error).toMatchObject({ pointer });
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
});

const arabicList = 'الاسم الكامل,الأم\nسمير أثرتست,فاطمة\n';
/** The letters of that list in the code page of old Windows programs. */
const windows1256 = Buffer.from('c7e1c7d3e320c7e1dfc7e3e12cc7e1c3e30ad3e3edd120c3cbd1cad3ca2cddc7d8e3c90a', 'hex');

describe('a file that cannot be taken in as it is ends with what to do, and nothing of it is a record:', () => {
  it.each<[what: string, file: string, code: string]>([
    ['blank lines', '\n\n , ,\n', 'file.nothing_readable'],
    ['a heading row only', 'full_name,sex\n', 'import.no_rows'],
    ['the beginning of a workbook', '504b0304140000000800aa', 'file.archive_damaged'],
  ])('%s', async (_what, file, code) => {
    const before = await storedRows(app.dataSource);
    const bytes = /^[0-9a-f]+$/.test(file) ? Buffer.from(file, 'hex') : Buffer.from(file);
    const view = await check(client, bytes, source()).catch(async () => {
      const id = await begin(client, bytes.length);
      await sendBytes(client, id, 0, bytes);
      return untilItRests(app, client, id);
    });
    expect([view.state, view.failure?.code ?? view.summary?.rows.ready]).toEqual(
      view.state === 'mapping' ? ['mapping', undefined] : ['failed', code],
    );
    const { detention_records } = await storedRows(app.dataSource);
    expect(detention_records).toBe(before.detention_records);
  });

  it('no heading that means a name: somebody is asked, and an answer without one is refused', async () => {
    const bytes = Buffer.from('colour,sex\nred,male\n');
    const id = await begin(client, bytes.length);
    await sendBytes(client, id, 0, bytes);
    const view = await untilItRests(app, client, id);
    expect(view.state).toBe('mapping');
    const mapping = {
      kind: 'detention_records',
      columns: ['colour', 'sex'].map((heading) => ({ heading, field: null })),
    };
    expect(
      await client.send('PUT', `/v1/imports/${id}/mapping`, mapping, { 'if-match': `"${view.revision}"` }),
    ).toMatchObject({
      status: 422,
      body: { code: 'mapping.invalid', errors: [{ pointer: '/columns', code: 'mapping.no_name' }] },
    });
  });
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

  it.each<[what: string, file: Uint8Array]>([
    ['it is in Windows-1256', windows1256],
    ['it is UTF-16', Buffer.from(`\ufeff${arabicList}`, 'utf16le')],
    ['it is UTF-16, the other way round', Buffer.from(`\ufeff${arabicList}`, 'utf16le').swap16()],
  ])('%s', async (_what, file) => {
    const { rows, items } = await imported(file);
    expect(rows).toMatchObject({ total: 1, created: 1 });
    expect(items[0].cells).toEqual(['سمير أثرتست', 'فاطمة']);
  });

  it.each<[what: string, file: string, rejected: string]>([
    ['a quotation mark is never closed', 'full_name,notes\na b,b\nSamir Athartest,"x\nc d,d\n', 'row.quote_not_closed'],
    [
      'text follows a closing quotation mark',
      'full_name,notes\n"Samir" Athartest,x\nOmar Athartest,y\n',
      'row.text_after_quote',
    ],
    [
      'a row is longer than a million characters',
      `full_name,notes\na b,b\nSamir,${'x'.repeat(1_000_001)}\n`,
      'row.too_long',
    ],
    ['a row holds NUL', 'full_name,notes\nSamir Athartest,x\nOmar\u0000 Athartest,y\n', 'text.nul'],
  ])('%s: that row alone is given back', async (_what, file, rejected) => {
    const { rows, items } = await imported(file);
    expect(rows.rejected).toBe(1);
    expect(rows.created).toBeGreaterThan(0);
    expect(items.filter(({ outcome }) => outcome === 'rejected').map(({ problems }) => problems[0].code)).toEqual([
      rejected,
    ]);
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
    expect(items.map((item) => outcome(item.row_number))).toEqual([
      ['created', '2  row.short'],
      ['held', '4  row.long'],
      ['created'],
      ['held', '6 full_name text.bidi_control_in_name'],
      ['held', '7 full_name text.too_long_name'],
      ['rejected', '8 full_name name.missing'],
      ['rejected', '9 full_name name.missing'],
      ['held', '10 full_name name.unidentified'],
      ['created', '11 mother_name text.control_character'],
      ['created', '13 birth_date date.impossible'],
      ['created', '14 sex sex.not_understood', '14 birth_date date.not_understood'],
      ['rejected', '15 full_name text.direction_mark', '15 full_name name.missing'],
      ['created', '16 notes text.too_long'],
      ['created', '17 full_name text.direction_mark', '17 birth_date date.impossible'],
    ]);
    expect(rows.done).toBe(rows.total);

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
      ['event_date date.century_assumed'],
      ['event_date date.year_implausible', 'birth_date date.spreadsheet_year'],
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
  it('sent again as the next version of its list makes no record twice', async () => {
    const list = { name: `Athartest ${crypto.randomUUID()}` };
    const file = 'full_name,notes\nSamir Athartest,again\n';
    const outcomes = [];
    for (let time = 0; time < 2; time++) {
      const checked = await check(client, file, source(), { list });
      const run = await client.post(`/v1/imports/${checked.id}/run`, undefined, {
        'if-match': `"${checked.revision}"`,
      });
      expect(run.status).toBe(202);
      const { rows } = await untilItRests(app, client, checked.id);
      outcomes.push([rows.created, rows.unchanged]);
    }
    expect(outcomes).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

it('any bytes at all end in a state that says what to do, and never in an error of the service', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc
      .string({ unit: fc.constantFrom(...'",;\t\r\n a\u0627\u202e\ufeff') })
      .map((text) => Buffer.from(`full_name,sex\n${text}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const id = await begin(client, content.length);
      expect((await sendBytes(client, id, 0, content)).status).toBe(204);
      const { state, failure } = await untilItRests(app, client, id);
      expect(state === 'mapping' || (state === 'failed' && failure !== null && failure.message !== '')).toBe(true);
    }),
    { numRuns: 25 },
  );
  const stuck = await app.dataSource.query("select last_error from due_marks where task like 'imports.%'");
  expect(stuck).toEqual([]);
});
