import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import type { EmbeddedPostgres } from '../../src/embedded/postgres.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv, markerFamily } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { athar } from '../support/command.js';
import { familySignIn, issueReceipt } from '../support/families.js';
import { askForMetrics, freePorts } from '../support/metrics.js';
import { withPassword } from '../support/staff.js';

/**
 * C13 and I8: what a stolen disk, backup, queue file or log shows. A run of everything that takes in a name, a contact or a code of a
 * reporter, a family, a member of staff or a program, on servers of its own with their whole write-ahead log; then every file of them is read.
 */
jest.setTimeout(240_000);

// As they were built: the queue server starts a file of its own.
const built = (file: string) => import(new URL(`../../dist/embedded/${file}`, import.meta.url).href);
const { startEmbeddedPostgres } = (await built('postgres.js')) as typeof import('../../src/embedded/postgres.js');
const { startQueueServer } = (await built('queue-server.js')) as typeof import('../../src/embedded/queue-server.js');

const folder = mkdtempSync(join(tmpdir(), 'athar-canaries-'));
let postgres: EmbeddedPostgres;
let queue: Awaited<ReturnType<typeof startQueueServer>>;
let application: TestApplication;
let watchedOn: { api: number; worker: number };
const before = { ...process.env };

/** What may be found nowhere, with the name of the thing that it is. */
const canaries: [what: string, text: string][] = [];
let planted = 0;
/** A text of a person that nobody else has. */
function plant(what: string, around = ''): string {
  const text = `Kanarya${(++planted).toString(36)}x${Math.random().toString(36).slice(2, 10)}`;
  canaries.push([what, text]);
  return `${around}${text} ${markerFamily}`;
}
/** Something secret that the service itself gave out. */
const secret = (what: string, text: string) => {
  canaries.push([what, text]);
  return text;
};

const aReporter = () => ({
  relationship: 'mother',
  language: 'ar',
  name: plant('name of a reporter'),
  contacts: [
    {
      kind: 'phone',
      value: plant('telephone'),
      safe_times: plant('safe times'),
      who_may_answer: plant('who may answer'),
      code_word: plant('code word'),
      instructions: plant('instructions'),
    },
    { kind: 'address', value: plant('address') },
  ],
});

let sought: string;

async function everythingThatTakesThemIn() {
  const [ranaAccount, omarAccount] = application.accounts;
  canaries.push(...application.accounts.map((account): [string, string] => ['password', account.password]));
  const rana = await signIn(application.url, ranaAccount);
  const omar = await signIn(application.url, omarAccount);
  secret('session', rana.token);
  secret('session', omar.token);
  const work = caseworkOf(application, rana);

  for (let i = 0; i < 24; i++) {
    const him = aMan(i % 12);
    const reportId = await work.file({ ...him.report(), reporter: aReporter() });
    const { items } = (await rana.get(`/v1/reports/${reportId}/reporters`)).body;
    const path = `/v1/reports/${reportId}/reporters/${items[0].id}`;
    if (i % 6 === 0) {
      const joined = await rana.post(`/v1/reports/${reportId}/reporters`, aReporter());
      expect(joined.status).toBe(201);
      const edited = await rana.send('PATCH', path, { name: plant('new name of a reporter') }, { 'if-match': '"1"' });
      expect(edited.status).toBe(200);
      const shown = await rana.post(`${path}/reveal`, {
        fields: ['name', 'contacts'],
        reason: plant('reason to look'),
      });
      expect(shown.status).toBe(200);
    }
    if (i % 4 === 0) await aReceipt(rana, reportId);
    // Refused with what was told in hand: nothing of it may go into an error or a log.
    await rana.post(`/v1/reports/${reportId}/reporters`, { ...aReporter(), bank_account: plant('unknown field') });
    await omar.post(`${path}/reveal`, { fields: ['name'], reason: plant('reason of a refused look') });
    if (i === 3)
      sought = await work.file(him.report({ sought: { names: [{ full: `Soughtmarker Qaf ${markerFamily}` }] } }));
  }
  await rana.upload(csv(Array.from({ length: 12 }, (_, i) => aMan(i).row())), aSource());
  await application.settled();
  await signInsThatFail();
  const real = await withPassword(application.url, application.dataSource, 'caseworker', 'fjord umbrella kettle 77');
  for (const [what, text] of [
    ['link of an invitation', real.token],
    ['password', real.password],
    ['secret of an authenticator app', real.secret],
    ['session', real.session.token],
    ['token against other sites', real.session.csrf_token],
  ] as const)
    secret(what, text);
}

async function aReceipt(rana: Client, reportId: string) {
  const receipt = await issueReceipt(rana, reportId);
  secret('secret of a receipt', receipt.secret.replaceAll(/\D/g, ''));
  secret('secret of a receipt as it is shown', receipt.secret);
  const family = await familySignIn(application.url, receipt);
  secret('session of a family', family.token);
  expect((await family.asks('/v1/family/report')).status).toBe(200);
}

async function signInsThatFail() {
  for (let i = 0; i < 3; i++) {
    await fetch(`${application.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: plant('account that was typed'), password: plant('password that was typed') }),
    });
  }
  await fetch(`${application.url}/v1/reports?cursor=${plant('part of an address').split(' ')[0]}`);
  const word = (what: string) => plant(what).split(' ')[0];
  await fetch(`${application.url}/${word('address of a page')}`);
  await fetch(`${application.url}/v1/${word('address of the interface')}`, { method: 'DELETE' });
  await fetch(`${application.url}/v1/reports/${word('id in an address')}`, {
    headers: {
      authorization: `Bearer ats_${word('credential')}`,
      'x-request-id': word('number of a request'),
      'user-agent': word('name of a browser'),
      referer: word('page before'),
    },
  });
}

beforeAll(async () => {
  // Root runs Postgres as another user, who has to pass through.
  chmodSync(folder, 0o711);
  [postgres, queue] = await Promise.all([
    startEmbeddedPostgres({ dataDirectory: folder }),
    startQueueServer({ dataDirectory: folder }),
  ]);
  await migrate(postgres.url);
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    REDIS_URL: queue.url,
    QUEUE_PREFIX: 'canaries',
    SNAPSHOT_DIR: join(folder, 'snapshot'),
  });
  const [api, worker] = await freePorts(2);
  watchedOn = { api, worker };
  application = await startApplication({ config: { logLevel: 'debug', watch: watchedOn } });
  await everythingThatTakesThemIn();
});
afterAll(async () => {
  await application?.stop();
  await queue?.stop();
  await postgres?.stop();
  Object.assign(process.env, before);
  delete process.env.SNAPSHOT_DIR;
  rmSync(folder, { recursive: true, force: true });
});

/** A base backup as an operator would take it: the files, copied while the server runs, and the log that belongs to them. */
async function baseBackup(): Promise<string> {
  const to = join(folder, 'backup');
  mkdirSync(to);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('checkpoint');
  await client.query("select pg_backup_start('canaries', true)");
  cpSync(join(folder, 'postgres', 'cluster'), to, { recursive: true });
  await client.query('select pg_backup_stop(false)');
  await client.end();
  return to;
}

function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Which of them stand in these bytes, as UTF-8 or, as some programs write text, UTF-16. */
const foundIn = (bytes: Buffer, wanted = canaries) =>
  wanted.filter(([, text]) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')));

describe('C13: a stolen disk, backup, queue file or log', () => {
  it('200 names, contacts and codes were planted', () => {
    expect(canaries.length).toBeGreaterThanOrEqual(200);
    expect(new Set(canaries.map(([, text]) => text)).size).toBe(canaries.length);
    console.info(`${canaries.length} canaries of ${new Set(canaries.map(([what]) => what)).size} kinds`);
  });

  it('shows none of them in a base backup and its write-ahead log, and does show the name that is matched', async () => {
    const files = filesBelow(await baseBackup());
    expect(files.filter((file) => file.includes('pg_wal/0')).length).toBeGreaterThan(0);
    const found = files.flatMap((file) => foundIn(readFileSync(file)).map(([what]) => `${what} in ${file}`));
    expect(found).toEqual([]);
    // The one stated exception, and the proof that this search finds what is there.
    const exception: [string, string][] = [['sought', 'Soughtmarker Qaf']];
    expect(sought).toMatch(/^[0-9a-f-]{36}$/);
    expect(files.some((file) => foundIn(readFileSync(file), exception).length > 0)).toBe(true);
  });

  it('shows none of them in any row of any table, packed or not', async () => {
    const tables: { name: string }[] = await application.dataSource.query(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows: { row: string }[] = await application.dataSource.query(
        `select convert_from(convert_to(to_jsonb(t)::text, 'UTF8'), 'UTF8') as row from ${name} t`,
      );
      const text = Buffer.from(rows.map(({ row }) => row).join('\n'));
      const unpacked = Buffer.concat(
        [...text.toString().matchAll(/\\\\x((?:[0-9a-f]{2})+)/g)].map((match) => Buffer.from(match[1], 'hex')),
      );
      for (const [what] of [...foundIn(text), ...foundIn(unpacked)]) found.push(`${what} in ${name}`);
    }
    expect(tables.length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  it('shows none of them in the snapshot of a worker: it holds the name that is matched, as the database does, for its owner alone', async () => {
    const rebuilt = await athar(['snapshot', 'rebuild']);
    expect([rebuilt.code, rebuilt.err]).toEqual([0, '']);
    expect(foundIn(Buffer.from(rebuilt.out))).toEqual([]);
    const place = join(folder, 'snapshot');
    const files = filesBelow(place);
    expect(files).toHaveLength(1);
    const bytes = readFileSync(files[0]);
    expect(foundIn(bytes).map(([what]) => what)).toEqual([]);
    // Spellings stand in it as they are compared: in small letters.
    expect(bytes.includes('soughtmarker')).toBe(true);
    expect([place, files[0]].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['700', '600']);
  });

  it('shows none of them to whoever watches: metrics name work, never a person or what somebody typed', async () => {
    for (const port of [watchedOn.api, watchedOn.worker]) {
      const told = await (await askForMetrics(port)).text();
      expect(told).toMatch(/^athar_(http_responses|task_latency_seconds_count|import_rows)_?\S* [1-9]/m);
      expect(foundIn(Buffer.from(told)).map(([what]) => what)).toEqual([]);
      // Nor the one name that the database shows.
      expect(told).not.toMatch(/Soughtmarker|Athartest/i);
    }
  });

  it('shows none of them in what the queue keeps', async () => {
    await application.api.stop();
    await application.worker?.stop();
    await queue.stop();
    const files = readdirSync(folder)
      .filter((name) => name.startsWith('queue-'))
      .flatMap((name) => filesBelow(join(folder, name)));
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => foundIn(readFileSync(file)).map(([what]) => `${what} in ${file}`))).toEqual([]);
  });

  it('shows none of them in the logs, not even in the most talkative ones', () => {
    const logs = [application.api.output(), application.worker?.output() ?? ''].join('\n');
    expect(logs.length).toBeGreaterThan(200);
    expect(foundIn(Buffer.from(logs)).map(([what]) => what)).toEqual([]);
  });
});
