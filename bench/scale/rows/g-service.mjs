// Row g: the whole service. A list from its upload to stored suggestions against 200,000 reports; a report from POST to stored suggestions against all records.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { keysFile } from '../../../dist/cli/keys-file.js';
import { loadDemonstration } from '../../../dist/cli/load-demonstration.js';
import { serviceProcesses } from '../../../dist/cli/service-processes.js';
import { readConfig } from '../../../dist/config.js';
import { migrate } from '../../../dist/database/migrate.js';
import { databaseUrls } from '../../../dist/database/roles.js';
import { generatePopulation, reportBody, writeDetentionCsv } from '../../../dist/demonstration/index.js';
import { runProcesses } from '../../../dist/embedded/processes.js';
import { startServices } from '../../../dist/embedded/services.js';
import { handIn } from '../../hand-in.mjs';
import { median, quantile } from '../figures.mjs';
import { filedSlice } from '../filed-reports.mjs';
import { fillDatabase } from '../service/fill-database.mjs';
import { serviceCpu } from '../service/process-cpu.mjs';

export const title = 'The service: import and single reports';

const port = '3933';
const timedReports = 100;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const seconds = (from) => (performance.now() - from) / 1000;

export async function measure({ population, filedReports, size, say }) {
  const filed = await filedReports();
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-service-'));
  chmodSync(directory, 0o755);
  const services = await startServices({ dataDirectory: directory });
  let running;
  let database;
  try {
    const environment = {
      ATHAR_MODE: 'demonstration',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: port,
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: services.redisUrl,
      ATHAR_KEYS_FILE: keysFile(directory, 'demonstration'),
      ATHAR_WITNESS_FILE: join(directory, 'audit-heads.jsonl'),
    };
    await migrate(services.databaseUrl);
    const demonstration = await loadDemonstration(
      readConfig({ ...process.env, ...environment, DATABASE_URL: databaseUrls(services.databaseUrl).api }),
      services.databaseUrl,
      { seed: size.seed, reports: 20, records: 200 },
      () => {},
      new AbortController().signal,
    );
    database = new pg.Client(services.databaseUrl);
    await database.connect();
    const { reports } = await fillDatabase(database, directory, { population, filed: filed.folders, say });
    running = runProcesses(serviceProcesses({ services, workers: 1, api: true, environment }), { services, log: say });
    if (!(await running.ready)) throw new Error('The service did not start.');
    await demonstration.handInLists(new AbortController().signal);
    await demonstration.close();
    const service = await signIn(demonstration.staff[0], database);
    await service.settle();
    say('The service is ready and idle.');

    const single = await fileReports(service, population.slices[0].slice, say);
    const bulk = await importList(service, filed.seeds[0], size, say);
    return rowsOf({ single, bulk, records: population.records, reports });
  } finally {
    await database?.end();
    await running?.stop();
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function signIn(account, database) {
  const url = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: account.login, password: account.password }),
  });
  const { token } = await answer.json();
  const send = (path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID(), ...headers },
      body,
    });
  const settle = async () => {
    while ((await database.query('select 1 from due_marks limit 1')).rowCount > 0) await pause(20);
  };
  return { url, token, send, settle, database };
}

/** One after the other, each when nothing else is going on. People of whom some are on the lists: they are those of the population's first slice. */
async function fileReports({ send, settle, database }, slice, say) {
  const people = generatePopulation(slice).reports;
  const [toAnswer, toSuggestions] = [[], []];
  let withSuggestions = 0;
  // The first ones find a worker that has compiled nothing yet.
  for (const [at, report] of people.slice(0, timedReports + 10).entries()) {
    const from = performance.now();
    const answer = await send('/v1/reports', JSON.stringify(reportBody(report)), {
      'content-type': 'application/json',
    });
    if (answer.status !== 201) throw new Error(`POST /v1/reports answered ${answer.status}`);
    const { id } = await answer.json();
    const answered = performance.now() - from;
    while ((await database.query('select 1 from due_marks where subject_id = $1', [id])).rowCount > 0) await pause(1);
    const stored = performance.now() - from;
    const [{ found }] = (
      await database.query('select exists (select 1 from suggestions where report_id = $1) as found', [id])
    ).rows;
    if (at < 10) say(`report ${at + 1}: ${stored.toFixed(0)} ms`);
    else {
      toAnswer.push(answered);
      toSuggestions.push(stored);
      withSuggestions += found ? 1 : 0;
    }
  }
  await settle();
  return { toAnswer, toSuggestions, withSuggestions };
}

/** Records of people of whom many are reported: the population of the first slice of filed reports. */
async function importList({ url, token, settle, database }, seed, { records }, say) {
  const people = generatePopulation({ seed, ...filedSlice }).records.slice(0, Math.min(20_000, records / 5));
  const files = writeDetentionCsv(people).map((file) => ({ ...file, text: [...file.lines].join('\r\n') }));
  const rows = files.reduce((sum, file) => sum + file.rowCount, 0);
  const before = await stored(database);
  const cpuBefore = serviceCpu();
  const from = performance.now();
  for (const file of files) {
    const source = { document_type: file.source.type, title: `${file.source.title} (timed)` };
    await handIn(url, token, { name: file.source.fileName, text: file.text, source });
  }
  const storedSeconds = seconds(from);
  await settle();
  const matchedSeconds = seconds(from);
  const cpuAfter = serviceCpu();
  const cpu =
    cpuBefore &&
    Object.fromEntries(Object.keys(cpuBefore).map((kind) => [kind, (cpuAfter[kind] - cpuBefore[kind]) / 1000]));
  const after = await stored(database);
  say(`import: ${rows} rows in ${matchedSeconds.toFixed(1)} s, ${after - before} suggestions`);
  return { rows, storedSeconds, matchedSeconds, cpu, suggestions: after - before };
}

const stored = async (database) => (await database.query('select count(*)::int as n from suggestions')).rows[0].n;

function rowsOf({ single, bulk, records, reports }) {
  const { rows, storedSeconds, matchedSeconds, cpu } = bulk;
  const all = cpu && Object.values(cpu).reduce((sum, one) => sum + one, 0);
  return [
    {
      name: 'POST /v1/reports answered',
      unit: 'ms',
      p50: median(single.toAnswer),
      p95: quantile(single.toAnswer, 0.95),
      note: `${timedReports} reports, one after the other`,
    },
    {
      name: `POST to stored suggestions, ${records} records`,
      unit: 'ms',
      p50: median(single.toSuggestions),
      p95: quantile(single.toSuggestions, 0.95),
      ratio: { of: 'the bare answer', times: median(single.toSuggestions) / median(single.toAnswer) },
      note: `${single.withSuggestions} of ${timedReports} have suggestions`,
      goals: [{ of: 'p95', limit: 150, unit: 'ms' }],
    },
    { name: 'upload to rows stored', value: rows / storedSeconds, unit: 'rows/s', note: `${rows} rows, one worker` },
    {
      name: `upload to stored suggestions, ${reports} reports`,
      value: rows / matchedSeconds,
      unit: 'rows/s',
      note: `${bulk.suggestions} suggestions`,
    },
    {
      name: 'the same per core: worker alone',
      value: cpu ? rows / cpu.worker : null,
      unit: 'rows per CPU second of the worker',
      note: cpu
        ? `${Object.entries(cpu)
            .map(([kind, spent]) => `${kind} ${spent.toFixed(1)}`)
            .join(', ')} CPU seconds`
        : '',
      goals: [{ of: 'value', limit: 2000, unit: 'rows per CPU second of the worker', atLeast: true }],
    },
    {
      name: 'the same per core: everything, the database too',
      value: all ? rows / all : null,
      unit: 'rows per CPU second',
      goals: [{ of: 'value', limit: 2000, unit: 'rows per CPU second', atLeast: true }],
    },
  ];
}
