import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { policies, watchPolicies } from '../../src/access/policies.js';
import { ConfigurationError, readConfig } from '../../src/config.js';
import { type WatchedProcess, watched } from '../../src/metrics/metric-list.js';
import {
  type Client,
  type ServiceProcess,
  signIn,
  startApplication,
  startNotifierProcess,
  startSenderProcess,
  type TestApplication,
} from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { fileWith, reveal } from '../support/family.js';
import { askForMetrics, freePorts, numberOf, samplesOf } from '../support/metrics.js';
import { sendRaw } from '../support/send-raw.js';

jest.setTimeout(180_000);

const token = 'a-token-of-a-watcher-that-nobody-guesses';
let app: TestApplication;
let rana: Client;
let ports: Record<WatchedProcess, number>;
const others: ServiceProcess[] = [];
const before = process.env.READS_PER_HOUR;

beforeAll(async () => {
  process.env.READS_PER_HOUR = '2';
  const [api, worker, sender, notifier] = await freePorts(4);
  ports = { api, worker, sender, notifier };
  const watch = { ...ports, token };
  // Nobody is told anything here.
  const nowhere = { SMTP_URL: 'smtp://127.0.0.1:9', NOTICE_FROM: 'Athar <a@athar.invalid>' };
  const started = await Promise.all([
    startApplication({ config: { watch } }),
    startSenderProcess({ watch }),
    startNotifierProcess(nowhere, { watch }),
  ]);
  app = started[0];
  others.push(started[1], started[2]);
  rana = await signIn(app.url, app.accounts[0]);
});
afterAll(async () => {
  if (before === undefined) delete process.env.READS_PER_HOUR;
  else process.env.READS_PER_HOUR = before;
  for (const process of others) await process.stop();
  await app?.stop();
});

const processes: WatchedProcess[] = ['api', 'worker', 'sender', 'notifier'];
const seen = (process: WatchedProcess) => samplesOf(ports[process], token);

describe('who may watch', () => {
  const environment = { DATABASE_URL: 'postgres://a@b/c', REDIS_URL: 'redis://b' };

  it('nobody, unless a port is named', () => {
    expect(readConfig(environment).metrics).toBeNull();
    expect(readConfig({ ...environment, METRICS_PORT: '9464' }).metrics).toEqual({
      host: '127.0.0.1',
      port: 9464,
      token: null,
    });
  });

  it.each([
    [{ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }, /METRICS_HOST: .*METRICS_TOKEN is needed too/],
    [{ METRICS_PORT: '9464', METRICS_HOST: '10.0.0.7' }, /METRICS_HOST/],
    [{ METRICS_PORT: '9464', METRICS_TOKEN: 'short' }, /METRICS_TOKEN: must be 32/],
  ])('%j stops the start', (more, message) => {
    expect(() => readConfig({ ...environment, ...more })).toThrow(ConfigurationError);
    expect(() => readConfig({ ...environment, ...more })).toThrow(message);
  });

  it.each(processes)(
    'who shows no token, or another one, gets of the %s what a missing thing gets',
    async (process) => {
      const missing = await askForMetrics(ports[process], `Bearer ${token}`, '/nothing');
      for (const shown of [
        undefined,
        'Bearer x',
        `Bearer ${token}x`,
        token,
        `Basic ${token}`,
        `Bearer ${rana.token}`,
      ]) {
        const answer = await askForMetrics(ports[process], shown);
        expect([answer.status, await answer.text()]).toEqual([404, '']);
        expect(answer.headers.get('cache-control')).toBe(missing.headers.get('cache-control'));
      }
      expect([missing.status, await missing.text()]).toEqual([404, '']);
      const posted = await fetch(`http://127.0.0.1:${ports[process]}/metrics`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: 'a=b',
      });
      expect([posted.status, await posted.text()]).toEqual([404, '']);
      expect((await askForMetrics(ports[process], `Bearer ${token}`)).status).toBe(200);
    },
  );

  it('the interface has no such route, whoever asks; the listeners have the rows that stand in the policy table', async () => {
    for (const path of ['/metrics', '/v1/metrics']) {
      const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('athar_');
    }
    expect(Object.keys(policies).filter((route) => route.includes('metrics'))).toEqual([]);
    expect(watchPolicies).toEqual({ 'GET /metrics': { callers: ['watcher'] }, 'GET /health': { callers: ['anyone'] } });
    for (const process of processes) {
      const answer = await askForMetrics(ports[process], undefined, '/health');
      expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
    }
  });
});

describe('what is told', () => {
  it.each(processes)('by the %s are its metrics and those of Node, and nothing else', async (process) => {
    const text = await (await askForMetrics(ports[process], `Bearer ${token}`)).text();
    const told = [...text.matchAll(/^# TYPE (\S+)/gm)]
      .map(([, name]) => name)
      .filter((name) => !/^(process|nodejs)_/.test(name));
    const wanted = await Promise.all(
      watched.filter(({ of }) => of.includes(process)).map(async ({ metric }) => (await metric.get()).name),
    );
    expect(told.sort()).toEqual(wanted.sort());
    expect(numberOf(await seen(process), 'athar_database_up')).toBe(1);
  });

  it('an answer is counted under the template of its route, and what somebody typed under no label', async () => {
    const work = caseworkOf(app, rana);
    const id = await work.file(aMan(1).report());
    await rana.get(`/v1/reports/${id}`);
    for (const path of [`/v1/nothing/${id}`, '/%61dmin', '/v1/reports/..%2f..%2f', '/en/Athartest'])
      await fetch(`${app.url}${path}`);
    await sendRaw(app.url, 'PROPFIND', '/v1/Athartest', {});
    const samples = await seen('api');
    expect(
      numberOf(samples, 'athar_http_responses_total', { method: 'GET', route: '/v1/reports/:id', status: '200' }),
    ).toBe(1);
    // "..%2f..%2f" is an id that nothing has.
    expect(
      numberOf(samples, 'athar_http_request_duration_seconds_count', { method: 'GET', route: '/v1/reports/:id' }),
    ).toBe(2);
    const templates = new Set(Object.keys(policies).map((route) => route.split(' ')[1]));
    const routes = samples.flatMap(({ labels }) => (labels.route === undefined ? [] : [labels.route]));
    const unknown = routes.filter((route) => !templates.has(route) && route !== 'none');
    expect([...new Set(unknown)]).toEqual([]);
    expect(routes).toEqual(expect.arrayContaining(['none', '/:language/*']));
    await app.settled();
  });

  it('labels are words of the program: no id, no number of a person, no text of a person, of few values each', async () => {
    const all = (await Promise.all(processes.map(seen))).flat().filter(({ name }) => name.startsWith('athar_'));
    const values = new Map<string, Set<string>>();
    for (const { labels } of all)
      for (const [key, value] of Object.entries(labels)) values.set(key, (values.get(key) ?? new Set()).add(value));
    expect([...values.keys()].sort()).toEqual([
      ...[
        'by',
        'how',
        'kind',
        'le',
        'method',
        'outcome',
        'route',
        'scope',
        'side',
        'state',
        'status',
        'task',
        'version',
      ],
    ]);
    const strange = [...values].flatMap(([key, set]) =>
      [...set].filter((value) => /[0-9a-f]{8}-|Athartest|\d{4,}|[^\x20-\x7e]/.test(value) && key !== 'le'),
    );
    expect(strange).toEqual([]);
    for (const [key, set] of values)
      if (!['route', 'le'].includes(key)) expect([key, set.size <= 20]).toEqual([key, true]);
  });

  it('signing in that was refused', async () => {
    const count = async (by: string) => numberOf(await seen('api'), 'athar_sign_in_failures_total', { by });
    const [passwords, receipts] = [await count('password'), await count('receipt')];
    await fetch(`${app.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'nobody-athartest', password: 'not this one either' }),
    });
    await fetch(`${app.url}/v1/family/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ request_number: '482913', secret: '1'.repeat(25) }),
    });
    expect([await count('password'), await count('receipt')]).toEqual([passwords + 1, receipts + 1]);
  });

  it('somebody reads more identities than the budget lets him', async () => {
    const count = async () => numberOf(await seen('api'), 'athar_alarms_raised_total', { kind: 'reading_budget_hour' });
    expect(await count()).toBe(0);
    const family = await fileWith(rana);
    for (let i = 0; i < 3; i++) await reveal(rana, family.id, family.reporterId);
    expect(await count()).toBe(1);
  });

  it('how long a report waited for its suggestions, how much was brought to be scored, and what became of imports', async () => {
    const work = caseworkOf(app, rana);
    await work.importRows(Array.from({ length: 12 }, (_, i) => aMan(i).row()));
    await work.file(aMan(3).report());
    await app.settled();
    const samples = await seen('worker');
    expect(numberOf(samples, 'athar_task_latency_seconds_count', { task: 'reports.match' })).toBeGreaterThan(0);
    expect(numberOf(samples, 'athar_task_latency_seconds_sum', { task: 'reports.match' })).toBeGreaterThan(0);
    // Exactly, or by the index where the machine is busy.
    const brought = samples.filter(
      ({ name, labels }) => name === 'athar_match_candidates_sum' && labels.side === 'report',
    );
    expect(brought.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThan(0);
    expect(numberOf(samples, 'athar_imports_total', { outcome: 'checked' })).toBe(1);
    expect(numberOf(samples, 'athar_imports_total', { outcome: 'done' })).toBe(1);
    expect(numberOf(samples, 'athar_import_rows_total')).toBe(12);
    expect(numberOf(samples, 'athar_queue_up')).toBe(1);
  });

  it('when the audit was sealed', async () => {
    await until(
      async () => numberOf(await seen('api'), 'athar_audit_sealed_timestamp_seconds') > Date.now() / 1000 - 600,
    );
    expect(numberOf(await seen('api'), 'athar_audit_chains_disagreeing')).toBe(0);
  });

  it('how old the oldest due work is, by the API too when no worker is left', async () => {
    await app.worker!.stop();
    const [{ id, organisation_id }] = await app.dataSource.query('select id, organisation_id from reports limit 1');
    await app.dataSource.query(
      `insert into due_marks (task, organisation_id, subject_id, revision, due_at, last_error)
       values ('reports.match', $1, $2, 1, now() - interval '20 minutes', 'attempts')`,
      [organisation_id, id],
    );
    const samples = await seen('api');
    const age = numberOf(samples, 'athar_due_oldest_seconds', { task: 'reports.match' });
    expect(age).toBeGreaterThanOrEqual(1_200);
    expect(age).toBeLessThan(1_260);
    expect(numberOf(samples, 'athar_due_rows', { task: 'reports.match' })).toBe(1);
    expect(numberOf(samples, 'athar_due_failing_rows', { task: 'reports.match' })).toBe(1);
    expect(numberOf(samples, 'athar_due_oldest_seconds', { task: 'imports.run' })).toBe(0);
  });

  it('and that the database is away: the process is alive and not ready, and comes back by itself', async () => {
    const database = new URL(process.env.DATABASE_URL!).pathname.slice(1);
    const server = new pg.Client({ connectionString: process.env.ATHAR_TEST_SERVER });
    await server.connect();
    const ready = async () => (await fetch(`${app.url}/v1/health/ready`)).status;
    try {
      expect(await ready()).toBe(200);
      await server.query(`alter database ${database} with allow_connections false`);
      await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
      await until(async () => (await ready()) === 503);
      expect((await fetch(`${app.url}/v1/health`)).status).toBe(200);
      const refused = await fetch(`${app.url}/v1/health/ready`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(Object.keys((await refused.json()) as object).sort()).toEqual([
        'code',
        'instance',
        'status',
        'title',
        'type',
      ]);
      const samples = await seen('api');
      expect(numberOf(samples, 'athar_database_up')).toBe(0);
      // What was seen last stands: it did not become nothing.
      expect(numberOf(samples, 'athar_due_rows', { task: 'reports.match' })).toBe(1);
    } finally {
      await server.query(`alter database ${database} with allow_connections true`);
      await server.end();
    }
    await until(async () => (await ready()) === 200);
    expect(numberOf(await seen('api'), 'athar_database_up')).toBe(1);
  });
});

/** Asks again until it is so; the test's own time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
