import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { openDataSource } from '../../src/database/data-source.js';
import { freePort } from '../../src/embedded/free-port.js';
import { isRunning } from '../../src/embedded/running-process.js';
import { markerFamily } from '../support/builders.js';
import { athar, descendantsOf, RunningCommand } from '../support/command.js';

const limitMs = 240_000;
const size = ['--reports', '40', '--records', '160'];
let folder: string;
beforeAll(() => {
  folder = place(mkdtempSync(join(tmpdir(), 'athar-cli-demo-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Servers started by root run as another user, who has to pass through. */
function place(directory: string): string {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
  return directory;
}

/** As on a machine where nothing runs; what is temporary goes where we can look. */
const nothingRuns = (temporary: string) => ({
  DATABASE_URL: undefined,
  REDIS_URL: undefined,
  ATHAR_KEYS_FILE: undefined,
  ATHAR_WITNESS_FILE: undefined,
  TMPDIR: temporary,
});

/** Notes every process below this one until it ends. */
function watchProcesses(running: RunningCommand): { stillThere(): number[]; most(): number } {
  const seen = new Set<number>();
  const look = () => {
    for (const pid of descendantsOf(running.child.pid!)) seen.add(pid);
  };
  const timer = setInterval(look, 100);
  running.ended.finally(() => clearInterval(timer));
  return { stillThere: () => [...seen].filter(isRunning), most: () => seen.size };
}

describe('athar demo --evaluate on a machine where nothing runs', () => {
  it(
    'ends with one JSON object of figures, and leaves no file and no process',
    async () => {
      const temporary = place(join(folder, 'evaluate'));
      const running = new RunningCommand(['demo', '--evaluate', '--json', ...size], { env: nothingRuns(temporary) });
      const processes = watchProcesses(running);
      const { code, out, err } = await running.ended;
      expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/Everything is compared/) });
      const share = (value: unknown) => typeof value === 'number' && value > 0 && value <= 1;
      const figures = JSON.parse(out.trim().split('\n').at(-1)!);
      expect(figures).toMatchObject({ reports: 40, records: 160, seconds: expect.any(Number) });
      expect([figures.recall_at_1, figures.recall_at_5, figures.recall_at_10].filter(share).length).toBe(3);
      expect(figures.recall_at_1).toBeLessThanOrEqual(figures.recall_at_5);
      expect(figures.recall_at_5).toBeLessThanOrEqual(figures.recall_at_10);
      expect(Object.keys(figures.precision_by_band)).toEqual(['strong', 'worth_a_look', 'weak']);
      expect(share(figures.precision_by_band.strong)).toBe(true);
      expect(readdirSync(temporary)).toEqual([]);
      expect(processes.most()).toBeGreaterThan(3);
      expect(processes.stillThere()).toEqual([]);
    },
    limitMs,
  );

  it(
    'leaves no file and no process either when it is interrupted while it loads, and does not end with 0',
    async () => {
      const temporary = place(join(folder, 'interrupted'));
      const running = new RunningCommand(['demo', '--evaluate', '--json', '--reports', '2000'], {
        env: nothingRuns(temporary),
      });
      const processes = watchProcesses(running);
      await running.says(/Inventing 2000 reports/);
      const { code, out, err, seconds } = await running.end('SIGINT');
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/Stopping\.\n$/);
      expect(seconds).toBeLessThan(15);
      expect(readdirSync(temporary)).toEqual([]);
      expect(processes.stillThere()).toEqual([]);
    },
    limitMs,
  );
});

describe('athar demo', () => {
  let data: string;
  let port: string;
  beforeAll(async () => {
    data = place(join(folder, 'data'));
    port = String(await freePort());
  });
  const start = () =>
    new RunningCommand(['demo', '--data', data, ...size], { env: { ...nothingRuns(folder), PORT: port } });

  async function signedIn(running: RunningCommand) {
    const [, password] = await running.says(/^ {2}salma +(\S+)/m);
    const answer = await fetch(`http://127.0.0.1:${port}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'salma', password }),
    });
    expect(answer.status).toBe(200);
    const { token } = (await answer.json()) as { token: string };
    return async (path: string) => {
      const found = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return (await found.json()) as { items: { id: string }[] };
    };
  }
  const ids = ({ items }: { items: { id: string }[] }) => items.map((item) => item.id).sort();

  it(
    'says where to look and who may sign in, ends on Ctrl-C, and keeps its data for the next start',
    async () => {
      const first = start();
      const processes = watchProcesses(first);
      await first.says(new RegExp(`The console is at http://localhost:${port}/console/`));
      const page = await fetch(`http://127.0.0.1:${port}/console/`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/html/)]);
      const get = await signedIn(first);
      await first.says(/Everything is compared/);
      const reports = ids(await get('/v1/reports?limit=100'));
      const suggestions = ids(await get('/v1/suggestions?limit=100'));
      expect(reports.length).toBe(40);
      expect(suggestions.length).toBeGreaterThan(10);
      const end = await first.end('SIGINT');
      expect({ code: end.code, out: end.out }).toEqual({ code: 0, out: '' });
      expect(end.seconds).toBeLessThan(15);
      expect(processes.most()).toBeGreaterThan(3);
      expect(processes.stillThere()).toEqual([]);

      const second = start();
      const again = watchProcesses(second);
      await second.says(/The demonstration is loaded already: 40 reports, 160 records/);
      const getAgain = await signedIn(second);
      await second.says(/Everything is compared/);
      expect(ids(await getAgain('/v1/reports?limit=100'))).toEqual(reports);
      expect(ids(await getAgain('/v1/suggestions?limit=100'))).toEqual(suggestions);
      expect(second.err).not.toMatch(/Inventing|handed in/);
      expect((await second.end('SIGINT')).code).toBe(0);
      expect(again.stillThere()).toEqual([]);
    },
    limitMs,
  );

  it(
    'says so at once when its port is taken',
    async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve));
      try {
        const { code, out, err } = await start().ended;
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toMatch(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 cannot be used \\(EADDRINUSE\\)\\. Set PORT`));
      } finally {
        await new Promise((resolve) => other.close(resolve));
      }
    },
    limitMs,
  );

  it(
    'puts no invented people among real ones',
    async () => {
      const dataSource = await openDataSource(process.env.DATABASE_URL!);
      try {
        const nour = { login: 'nour', displayName: `Nour ${markerFamily}`, role: 'caseworker' } as const;
        await putAccount(dataSource, { ...nour, password: 'an invented long password' }, false);
        for (const options of [[], ['--evaluate', '--json']]) {
          const { code, out, err } = await athar(['demo', ...size, ...options], { env: { PORT: port } });
          expect({ code, out }).toEqual({ code: 2, out: '' });
          expect(err).toMatch(/^This database is in use: it has accounts or reports that are not of the demonstration/);
        }
        const [left] = await dataSource.query(
          `select (select count(*)::int from reports) as reports, (select count(*)::int from imports) as imports,
           (select count(*)::int from accounts) as accounts, to_regnamespace('demonstration') as schema`,
        );
        expect(left).toEqual({ reports: 0, imports: 0, accounts: 1, schema: null });
      } finally {
        await dataSource.destroy();
      }
    },
    limitMs,
  );
});
