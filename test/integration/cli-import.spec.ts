import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aKey, aPartner, demonstrationPerson } from '../support/administrators.js';
import { startApplication, startWorkerProcess, type TestApplication } from '../support/application.js';
import { csv, hisRow, markerFamily } from '../support/builders.js';
import { athar, type Outcome, RunningCommand } from '../support/command.js';

jest.setTimeout(180_000);

const env = { ATHAR_MODE: 'demonstration' };
let app: TestApplication;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'athar-cli-import-'));
  app = await startApplication();
});
afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function file(content: string | Uint8Array, name = `list-${++files}.csv`): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const written = (name: string) => join(folder, name);
const row = (id: string, changes: Record<string, string> = {}) =>
  hisRow({ id: `R-${id}`, full_name: `Samer Yousef ${markerFamily}`, ...changes });

let lists = 0;
const aList = () => ['--list', `Register ${++lists}`, '--type', 'intake_register'];
const importing = (command: string, ...words: string[]): Promise<Outcome> =>
  athar(['import', command, ...words, '--as', 'maha'], { env });

const stored = async () =>
  (
    await app.dataSource.query(
      `select (select count(*)::int from imports) as imports, (select count(*)::int from detention_records) as records,
         (select count(*)::int from detention_records where withdrawn_at is not null) as withdrawn`,
    )
  )[0] as { imports: number; records: number; withdrawn: number };

describe('athar import check', () => {
  it('says what would be stored of each row, stores no record, and ends with 0 when every row is ready', async () => {
    const before = await stored();
    const { code, out, err } = await importing('check', file(csv([row('1'), row('2')])), ...aList());
    expect(code).toBe(0);
    expect(out).toMatch(/^Import [0-9a-f-]{36}: checked \(list .Register/);
    expect(out).toMatch(/2 rows = 2 ready \(0 with warnings\) \+ 0 held \+ 0 rejected/);
    expect(out).toMatch(/Store it: athar import run --import [0-9a-f-]{36}\n$/);
    // What each column was taken for, and why.
    expect(err).toMatch(/full_name.: full_name \(exact: /);
    expect(await stored()).toEqual({ ...before, imports: before.imports + 1 });
  });

  it('ends with 3 when rows are held or rejected, and writes each problem and the file with what is wrong, for their owner alone', async () => {
    const path = file(csv([row('1'), row('2', { full_name: '' }), row('3', { birth_date: '31/02/1985' })]));
    const [errors, annotated] = [written('errors.csv'), written('annotated.csv')];
    const { code, out } = await importing('check', path, ...aList(), '--errors', errors, '--annotated', annotated);
    expect(code).toBe(3);
    expect(out).toMatch(/3 rows = 2 ready \(1 with warnings\) \+ 0 held \+ 1 rejected/);
    expect(out).toMatch(/rejected, 1 row, column .full_name.: .* \(name\.missing; row 3\)/);
    expect(out).not.toContain(markerFamily);
    expect(readFileSync(errors, 'utf8')).toMatch(/^\ufeffrow,column,value,code,message\r\n3,full_name,,name\.missing,/);
    expect(readFileSync(errors, 'utf8')).toMatch(/\n4,birth_date,31\/02\/1985,date\.impossible,/);
    expect(readFileSync(annotated, 'utf8').split('\r\n').length).toBe(5);
    for (const path of [errors, annotated]) expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('prints one JSON object and nothing else with --json', async () => {
    const { code, out } = await importing('check', file(csv([row('1')])), ...aList(), '--json');
    expect([code, out.trim().split('\n').length]).toEqual([0, 1]);
    expect(JSON.parse(out)).toMatchObject({
      state: 'checked',
      summary: { rows: { total: 1, ready: 1 } },
      rows: { done: 0 },
      allowed: expect.arrayContaining(['run', 'cancel']),
    });
  });

  it('takes reports of families with the form that they signed, and asks for it where it is not said', async () => {
    const path = file(csv([row('1', { relationship: 'mother' })]));
    const asRana = (...words: string[]) =>
      athar(['import', 'check', path, ...aList(), '--kind', 'reports', '--as', 'rana', ...words], { env });
    const without = await asRana();
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('--consent-form')]);
    const { code, out } = await asRana('--consent-form', 'form 7', '--consent-language', 'ar');
    expect([code, out]).toEqual([0, expect.stringContaining('1 rows = 1 ready')]);
    const [{ consent }] = await app.dataSource.query('select consent from imports order by created_at desc limit 1');
    expect(consent).toEqual({ search: true, partners: false, form_version: 'form 7', language: 'ar' });
  });

  it('ends with 1 for a file that cannot be read, and says why', async () => {
    const notExcel = await importing(
      'check',
      file(Buffer.from('504b0304140000000800aa', 'hex'), 'broken.xlsx'),
      ...aList(),
    );
    expect(notExcel.code).toBe(1);
    expect(notExcel.out).toMatch(/: failed .*\n.* \(file\.[a-z_]+\)\n$/);
  });

  it('ends with 2 and the table of guesses when no column is known to hold a name, and takes the mapping that it is given then', async () => {
    const path = file('xx,yy\nSamer Athartest,1986\nRami Athartest,1990\n');
    const list = aList();
    const mapping = written('mapping.json');
    const asked = await importing('check', path, ...list, '--save-mapping', mapping);
    expect([asked.code, asked.out]).toEqual([2, '']);
    expect(asked.err).toMatch(/A {3}.xx.: /);
    expect(asked.err).toMatch(/\(mapping\.no_name\)\nSay what the columns mean:/);
    const { kind, columns } = JSON.parse(readFileSync(mapping, 'utf8'));
    expect(columns.map(({ heading }: { heading: string }) => heading)).toEqual(['xx', 'yy']);
    const answered = [
      { heading: 'xx', field: 'full_name' },
      { heading: 'yy', field: 'birth_date' },
    ];
    writeFileSync(mapping, JSON.stringify({ kind, columns: answered }));
    const { code, out } = await importing('check', path, ...list, '--mapping', mapping, '--json');
    expect([code, JSON.parse(out).summary.rows]).toMatchObject([0, { total: 2, ready: 2 }]);
  });

  it('reads the file as it is told instead of as it was guessed, and only checks anew what is said otherwise', async () => {
    const path = file(Buffer.from('c7e1c7d3e320c7e1dfc7e3e10ad3e3edd120c3cbd1cad3ca0a', 'hex'));
    const list = aList();
    const first = JSON.parse((await importing('check', path, ...list, '--json')).out);
    expect(first).toMatchObject({ state: 'checked', inspection: { options: { encoding: 'windows-1256' } } });
    const again = JSON.parse((await importing('check', path, ...list, '--json')).out);
    expect([again.id, again.revision]).toEqual([first.id, first.revision]);
    const told = JSON.parse((await importing('check', path, ...list, '--encoding', 'utf-8', '--json')).out);
    expect(told).toMatchObject({ id: first.id, choices: { encoding: 'utf-8' } });
    expect(told.revision).toBeGreaterThan(first.revision);
  });
});

describe('athar import run', () => {
  it('stores the ready rows and ends with 0; the same file again changes nothing', async () => {
    const before = await stored();
    const path = file(csv([row('1'), row('2')]));
    const list = aList();
    const { code, out } = await importing('run', path, ...list, '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/: done .*\n2 rows = 2 created \+ 0 new revision \+ 0 unchanged \+ 0 held \+ 0 rejected\n$/);
    const again = await importing('run', path, ...list, '--yes', '--json');
    expect([again.code, JSON.parse(again.out).id]).toEqual([0, /Import (\S+):/.exec(out)![1]]);
    expect(await stored()).toEqual({
      imports: before.imports + 1,
      records: before.records + 2,
      withdrawn: before.withdrawn,
    });
  });

  it('ends with 3 when some rows were not stored, and by --import goes on with what was checked', async () => {
    const checked = await importing('check', file(csv([row('1'), row('2', { full_name: '' })])), ...aList(), '--json');
    const { id } = JSON.parse(checked.out);
    const { code, out } = await importing('run', '--import', id, '--yes');
    expect(code).toBe(3);
    expect(out).toMatch(/2 rows = 1 created \+ 0 new revision \+ 0 unchanged \+ 0 held \+ 1 rejected/);
  });

  it('with --strict stores nothing when a row is rejected, and ends with 1', async () => {
    const before = await stored();
    const path = file(csv([row('1'), row('2', { full_name: '' })]));
    const { code, out, err } = await importing('run', path, ...aList(), '--yes', '--strict');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/1 rows are rejected, and --strict stores all or none: nothing was stored\.\n$/);
    expect((await stored()).records).toBe(before.records);
  });

  it('ended by Ctrl-C says how to look, and the import goes on without it', async () => {
    await app.worker!.stop();
    const checking = new RunningCommand(['import', 'run', file(csv([row('1')])), ...aList(), '--as', 'maha', '--yes'], {
      env,
    });
    let worker = await startWorkerProcess();
    await checking.says(/1 rows = 1 ready/);
    await worker.stop();
    const [, id] = await (async () => {
      const { code, err } = await checking.end('SIGINT');
      expect(code).toBe(1);
      return /athar import status (\S+);/.exec(err)!;
    })();
    worker = await startWorkerProcess();
    app.worker = worker;
    await app.settled();
    expect((await importing('status', id)).out).toMatch(/: done .*\n1 rows = 1 created/);
  });
});

describe('afterwards', () => {
  it('status shows the newest or the one that is named, and list all of the organisation alone', async () => {
    const { id } = JSON.parse((await importing('check', file(csv([row('1')])), ...aList(), '--json')).out);
    expect(JSON.parse((await importing('status', '--json')).out).id).toBe(id);
    const { items } = JSON.parse((await importing('list', '--json', '--limit', '2', '--state', 'checked')).out);
    expect(items[0].id).toBe(id);
    const ofTheOperator = await athar(['import', 'status', id, '--as', 'rana'], { env });
    expect([ofTheOperator.code, ofTheOperator.out]).toEqual([1, '']);
    expect(ofTheOperator.err).toMatch(/^There is nothing here, or it is not yours to see/);
  });

  it('cancel ends an import, and the same file begins anew', async () => {
    const path = file(csv([row('1')]));
    const list = aList();
    const { id } = JSON.parse((await importing('check', path, ...list, '--json')).out);
    expect((await importing('cancel', id)).out).toMatch(/: cancelled/);
    expect(JSON.parse((await importing('check', path, ...list, '--json')).out).id).not.toBe(id);
  });

  it('revert takes all records of an import back, and bring-back gives them back', async () => {
    const { id } = JSON.parse((await importing('run', file(csv([row('1')])), ...aList(), '--yes', '--json')).out);
    await app.settled();
    const before = await stored();
    const reverted = await importing('revert', id, '--reason', 'The file of another month');
    expect([reverted.code, reverted.out]).toEqual([
      0,
      expect.stringMatching(/: reverted .*\n.*athar import bring-back/s),
    ]);
    expect((await stored()).withdrawn).toBe(before.withdrawn + 1);
    expect((await importing('bring-back', id)).out).toMatch(/: done/);
    expect(await stored()).toEqual(before);
  });
});

describe('a service elsewhere', () => {
  it('is asked by its interface with the key of a program, which is read from a file or the environment', async () => {
    const partner = await aPartner(app, await demonstrationPerson(app, 'hadi'));
    const { secret } = await aKey(partner.admin, ['import', 'read_own']);
    const key = file(`${secret}\n`, 'key');
    const words = [
      'import',
      'run',
      file(csv([row('1'), row('2')])),
      ...aList(),
      '--yes',
      '--json',
      '--server',
      app.url,
    ];
    const nothing = { DATABASE_URL: undefined, REDIS_URL: undefined, ATHAR_KEYS_FILE: undefined };
    const { code, out } = await athar([...words, '--key-file', key], { env: nothing });
    expect(code).toBe(0);
    const [{ organisation }] = await app.dataSource.query(
      'select organisation_id as organisation from imports where id = $1',
      [JSON.parse(out).id],
    );
    expect(organisation).toBe(partner.id);
    const status = await athar(['import', 'status', '--server', app.url], { env: { ...nothing, ATHAR_KEY: secret } });
    expect([status.code, status.out]).toEqual([0, expect.stringMatching(/2 rows = 2 created/)]);
    const wrong = await athar(['import', 'status', '--server', app.url], {
      env: { ...nothing, ATHAR_KEY: `${secret}x` },
    });
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toMatch(/^Sign in first \(access\.sign_in\)/);
    expect(wrong.err).not.toContain(secret.slice(0, 20));
  });
});
