import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { importAndWait } from '../support/uploads.js';

jest.setTimeout(120_000);

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication();
  client = await signIn(app.url, app.accounts[0]);
});
afterAll(() => app?.stop());

let uploads = 0;
const source = () => ({ document_type: 'other', title: `Invented list ${++uploads} Athartest` });
const imported = (csv: string | Uint8Array) => importAndWait(app, client, csv, source());

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
    expect(outcome(2)).toEqual(['created', '2  row.short']);
    expect(outcome(4)).toEqual(['held', '4  row.long']);
    expect(outcome(5)).toEqual(['created']);
    expect(outcome(6)).toEqual(['held', '6 full_name text.bidi_control_in_name']);
    expect(outcome(7)).toEqual(['held', '7 full_name text.too_long_name']);
    expect(outcome(8)).toEqual(['rejected', '8 full_name name.missing']);
    expect(outcome(9)).toEqual(['rejected', '9 full_name name.missing']);
    expect(outcome(10)).toEqual(['held', '10 full_name name.unidentified']);
    expect(outcome(11)).toEqual(['created', '11 mother_name text.control_character']);
    expect(outcome(13)).toEqual(['created', '13 birth_date date.impossible']);
    expect(outcome(14)).toEqual(['created', '14 sex sex.not_understood', '14 birth_date date.not_understood']);
    expect(outcome(15)).toEqual(['rejected', '15 full_name text.direction_mark', '15 full_name name.missing']);
    expect(outcome(16)).toEqual(['created', '16 notes text.too_long']);
    expect(outcome(17)).toEqual(['created', '17 full_name text.direction_mark', '17 birth_date date.impossible']);
    expect(rows).toMatchObject({ total: 14, done: 14, created: 7, held: 4, rejected: 3, with_warnings: 6 });

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

it('any bytes at all are refused in the one shape or accounted for, and never an error of the service', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .string({ unit: fc.constantFrom(...'",;\t\r\n a\u0627\u202e\ufeff') })
      .map((text) => Buffer.from(`full_name,sex\n${text}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const answer = await client.upload(content, source());
      expect(answer.status).toBeLessThan(500);
      // Nothing in it, or a mapping without a name; else it failed with a reason, or its rows are on their way.
      if (answer.status >= 400) expect(['request.invalid', 'mapping.invalid']).toContain(answer.body.code);
      else if (answer.status === 200)
        expect(answer.body).toMatchObject({
          state: 'failed',
          failure: { code: expect.stringMatching(/^(file|import)\./) },
        });
    }),
    { numRuns: 30 },
  );
  await app.settled();
  const unaccounted = await app.dataSource.query(
    `select id, state from imports where state not in ('done', 'failed', 'mapping')
       or state = 'done' and rows_total <> rows_created + rows_new_revision + rows_unchanged + rows_held + rows_rejected`,
  );
  expect(unaccounted).toEqual([]);
});
