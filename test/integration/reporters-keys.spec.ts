import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { serviceProcesses } from '../../src/cli/service-processes.js';
import { databaseUrls } from '../../src/database/roles.js';
import type { Services } from '../../src/embedded/services.js';
import { KeyRing, withNewEncryptionKey } from '../../src/keys/key-ring.js';
import { changeKeyRing, KeyRingFile, readKeyRing } from '../../src/keys/key-ring-file.js';
import { dataKeysByEncryptionKey, rewrapDataKeys } from '../../src/keys/rewrap.js';
import { unwrapKey, wrapKey } from '../../src/keys/wrapped-key.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { athar } from '../support/command.js';
import { fileWith, mona, reveal } from '../support/family.js';

jest.setTimeout(180_000);

const path = process.env.ATHAR_KEYS_FILE!;
let app: TestApplication;
let salma: Client;

beforeAll(async () => {
  // Reading goes on all the time here; the budget is tested elsewhere.
  Object.assign(process.env, { READS_PER_HOUR: '10000', READS_PER_DAY: '100000' });
  app = await startApplication({ worker: false });
  salma = await signIn(app.url, app.accounts.find((one) => one.login === 'salma')!);
}, 60_000);
afterAll(() => app.stop());

const keys = async (...args: string[]) => {
  const { code, out, err } = await athar(['keys', ...args]);
  return { code, out, err };
};
const status = async () => JSON.parse((await keys('status', '--json')).out);

/** Data keys of invented reports, wrapped as the service would. */
async function inventDataKeys(count: number): Promise<void> {
  const [{ organisation_id: organisationId, created_by: createdBy }] = await app.dataSource.query(
    'select organisation_id, created_by from reports limit 1',
  );
  const ring = new KeyRing(readKeyRing(path));
  const rows = Array.from({ length: count }, () => {
    const owner = { id: randomUUID(), reportId: randomUUID(), organisationId };
    return { ...owner, ...wrapKey(ring, owner, randomBytes(32)) };
  });
  await app.dataSource.query(
    `insert into reports (id, organisation_id, revision, state, created_by) select id, $2, 1, 'open', $3 from unnest($1::uuid[]) as id`,
    [rows.map((row) => row.reportId), organisationId, createdBy],
  );
  await app.dataSource.query(
    `insert into case_keys (id, report_id, organisation_id, wrapped, kek_id)
     select id, report, $5, wrapped, kek from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[]) as row(id, report, wrapped, kek)`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.reportId),
      rows.map((row) => row.wrapped),
      rows.map((row) => row.kekId),
      organisationId,
    ],
  );
}

describe('rotation', () => {
  it('goes on under reading with no read failed, and leaves no data key under the older key', async () => {
    const families = await Promise.all(Array.from({ length: 6 }, () => fileWith(salma)));
    await inventDataKeys(1_200);
    let going = true;
    const names: unknown[] = [];
    const read = async () => {
      for (let i = 0; going; i = (i + 1) % families.length) {
        const { status, body } = await reveal(salma, families[i].id, families[i].reporterId);
        names.push(status === 200 ? body.name : { status, code: body.code });
      }
    };
    const readers = [read(), read(), read()];
    const before = (await status()).keys;
    expect(before).toEqual([expect.objectContaining({ data_keys: 1_206, newest: true, may_be_destroyed: false })]);

    for (let turn = 0; turn < 2; turn++) {
      expect((await keys('add-encryption-key')).code).toBe(0);
      expect(JSON.parse((await keys('rewrap', '--json')).out)).toMatchObject({ moved: 1_206, unreadable: [] });
    }
    expect(JSON.parse((await keys('rewrap', '--json')).out)).toMatchObject({ moved: 0, unreadable: [] });
    const after = (await status()).keys;
    expect(after.map((key: Record<string, unknown>) => [key.data_keys, key.may_be_destroyed])).toEqual([
      [0, true],
      [0, true],
      [1_206, false],
    ]);
    for (const key of after.slice(0, 2)) expect((await keys('remove-encryption-key', key.id)).code).toBe(0);
    expect((await keys('remove-encryption-key', after[2].id)).code).toBe(2);
    const soFar = names.length;
    while (names.length < soFar + 30) await new Promise((resolve) => setTimeout(resolve, 20));
    going = false;
    await Promise.all(readers);
    console.info(`${names.length} reads while keys were wrapped anew`);
    expect(names.filter((name) => name !== mona.name)).toEqual([]);
    expect(readKeyRing(path).encryption.map((key) => key.id)).toEqual([after[2].id]);
  });

  it('may be broken off: what was moved is moved, and the next run does the rest', async () => {
    changeKeyRing(path, withNewEncryptionKey);
    const file = new KeyRingFile(path);
    const stop = new AbortController();
    const broken = rewrapDataKeys(app.dataSource, file, () => stop.abort(new Error('enough')), stop.signal);
    await expect(broken).rejects.toThrow('enough');
    const newest = file.current().newestEncryptionKey().id;
    expect((await dataKeysByEncryptionKey(app.dataSource)).get(newest)).toBe(500);
    expect(await rewrapDataKeys(app.dataSource, file)).toEqual({ moved: 706, unreadable: [] });
    expect(await rewrapDataKeys(app.dataSource, file)).toEqual({ moved: 0, unreadable: [] });
    expect([...(await dataKeysByEncryptionKey(app.dataSource)).keys()]).toEqual([newest]);
  });

  it('leaves every data key what it was', async () => {
    const { id } = await fileWith(salma);
    const secret = async () => {
      const [row] = await app.dataSource.query(
        'select id, report_id as "reportId", organisation_id as "organisationId", wrapped, kek_id as "kekId" from case_keys where report_id = $1',
        [id],
      );
      return { kek: row.kekId, secret: unwrapKey(new KeyRing(readKeyRing(path)), row, row).toString('hex') };
    };
    const before = await secret();
    changeKeyRing(path, withNewEncryptionKey);
    await rewrapDataKeys(app.dataSource, new KeyRingFile(path));
    const after = await secret();
    expect(after.secret).toBe(before.secret);
    expect(after.kek).not.toBe(before.kek);
  });

  it('names a wrapped key that was exchanged in the database, and moves all others', async () => {
    const [one, other] = [await fileWith(salma), await fileWith(salma)];
    await app.dataSource.query(
      'update case_keys a set wrapped = b.wrapped from case_keys b where a.report_id = $1 and b.report_id = $2',
      [one.id, other.id],
    );
    const [{ id }] = await app.dataSource.query('select id from case_keys where report_id = $1', [one.id]);
    await keys('add-encryption-key');
    const { code, out, err } = await keys('rewrap', '--json');
    expect({ code, unreadable: JSON.parse(out).unreadable }).toEqual({ code: 1, unreadable: [id] });
    expect(err).toContain(id);
    expect((await reveal(salma, other.id, other.reporterId)).status).toBe(200);
    expect((await reveal(salma, one.id, one.reporterId)).body.code).toBe('reporter.unreadable');
    await app.dataSource.query('delete from case_keys where id = $1', [id]);
  });
});

describe('the key ring', () => {
  it('is refused at the start when others may read it, when it is missing, and when it is another one', async () => {
    const start = (env: Record<string, string | undefined>) =>
      athar(['serve', '--only', 'api'], {
        env: { DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).api, PORT: '0', ATHAR_MODE: 'production', ...env },
      });
    expect(await start({ ATHAR_KEYS_FILE: undefined })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ATHAR_KEYS_FILE/),
    });
    expect(await start({ ATHAR_KEYS_FILE: `${path}.none` })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/athar keys create/),
    });
    const open = `${path}.open`;
    copyFileSync(path, open);
    chmodSync(open, 0o644);
    expect(await start({ ATHAR_KEYS_FILE: open })).toMatchObject({ code: 2, err: expect.stringMatching(/chmod 600/) });
    const other = `${path}.other`;
    expect((await keys('create', other)).code).toBe(0);
    expect(statSync(other).mode & 0o777).toBe(0o600);
    const refused = await start({ ATHAR_KEYS_FILE: other });
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/does not belong to this database/) });
    for (const { secret } of readKeyRing(other).encryption) expect(refused.err + refused.out).not.toContain(secret);
    expect((await keys('create', other)).code).toBe(2);
  });

  it('is named to the API and the sender that `athar serve` starts, and to none of its workers', () => {
    const services = { databaseUrl: process.env.DATABASE_URL!, redisUrl: process.env.REDIS_URL! } as Services;
    const environment = { ATHAR_KEYS_FILE: path };
    const [api, ...rest] = serviceProcesses({ services, workers: 2, api: true, environment });
    expect(api.env).toMatchObject({ ATHAR_KEYS_FILE: path });
    expect(rest.find(({ name }) => name === 'sender')?.env).toMatchObject({ ATHAR_KEYS_FILE: path });
    const workers = rest.filter(({ name }) => name.startsWith('worker'));
    // Named, and undefined: what our own environment says is taken away.
    expect(workers.map((worker) => 'ATHAR_KEYS_FILE' in worker.env! && worker.env.ATHAR_KEYS_FILE)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('R8: as the role of the worker', () => {
  it('nothing of the people who report, of keys and of alarms can be read or written; of consents only whether they hold', async () => {
    const client = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).worker });
    await client.connect();
    const refusal = (sql: string) =>
      client.query(sql).then(
        () => 'allowed',
        (error: { code: string }) => error.code,
      );
    try {
      const { rows } = await client.query('select current_user as name');
      expect(rows[0].name).toBe('athar_worker');
      const tables = [
        'reporters',
        'reporter_identities',
        'reporter_contacts',
        'reveals',
        'case_keys',
        'alarms',
        'denied_reads',
      ];
      for (const table of tables) {
        for (const sql of [`select 1 from ${table}`, `delete from ${table}`, `insert into ${table} default values`]) {
          expect([sql, await refusal(sql)]).toEqual([sql, '42501']);
        }
      }
      expect(
        await refusal('select report_id, organisation_id, purpose, granted, withdrawn_at, expires_at from consents'),
      ).toBe('allowed');
      for (const column of ['reporter_id', 'form_version', 'given_by', 'language', 'withdrawn_reason', '*']) {
        expect([column, await refusal(`select ${column} from consents`)]).toEqual([column, '42501']);
      }
      expect(await refusal('update consents set granted = true')).toBe('42501');
    } finally {
      await client.end();
    }
  });
});

describe('as the role of the API', () => {
  it('an organisation sees its own people only, and nobody sees any without saying who asks', async () => {
    await fileWith(salma);
    const client = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).api });
    await client.connect();
    const seen = async (settings: Record<string, string>) => {
      await client.query('begin');
      for (const [name, value] of Object.entries(settings)) {
        await client.query('select set_config($1, $2, true)', [`app.${name}`, value]);
      }
      const counts: Record<string, number> = {};
      for (const table of [
        'reporters',
        'reporter_identities',
        'reporter_contacts',
        'reveals',
        'consents',
        'case_keys',
        'alarms',
      ]) {
        counts[table] = (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n;
      }
      await client.query('rollback');
      return Object.values(counts);
    };
    try {
      const [{ organisation_id: organisation, created_by: actor }] = await app.dataSource.query(
        'select * from reports limit 1',
      );
      expect(Math.min(...(await seen({ organisation, actor, role: 'supervisor' })))).toBeGreaterThan(0);
      expect(await seen({})).toEqual(Array(7).fill(0));
      expect(await seen({ organisation: randomUUID(), actor, role: 'supervisor' })).toEqual(Array(7).fill(0));
      // A caseworker who is a member of no report; the keys are sealed and of the whole organisation.
      const outsider = await seen({ organisation, actor: randomUUID(), role: 'caseworker' });
      expect([...outsider.slice(0, 5), outsider[6]]).toEqual(Array(6).fill(0));
      expect((await seen({ purpose: 'keys' })).slice(0, 5)).toEqual(Array(5).fill(0));
    } finally {
      await client.end();
    }
  });
});
