// How long a family's report takes to become stored suggestions, and how fast a list is taken in. Run: npm run bench:spine
// Against a baseline in the same run: the bare answer of POST /v1/reports, parsing alone, and the same cells into a plain table.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { keysFile } from '../dist/cli/keys-file.js';
import { loadDemonstration } from '../dist/cli/load-demonstration.js';
import { serviceProcesses } from '../dist/cli/service-processes.js';
import { readConfig } from '../dist/config.js';
import { migrate } from '../dist/database/migrate.js';
import { databaseUrls } from '../dist/database/roles.js';
import { generatePopulation, reportBody, writeDetentionCsv } from '../dist/demonstration/index.js';
import { runProcesses } from '../dist/embedded/processes.js';
import { startServices } from '../dist/embedded/services.js';
import { handIn } from './hand-in.mjs';

const stored = { seed: 20_261_122, reports: 2_000, records: 20_000 };
const timedReports = 200;
const timedRows = 5_000;
const port = '3931';
const say = (text) => process.stderr.write(`${text}\n`);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const seconds = (from) => (performance.now() - from) / 1000;
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

const directory = mkdtempSync(join(tmpdir(), 'athar-bench-'));
chmodSync(directory, 0o755);
const services = await startServices({ dataDirectory: directory });
let running;
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
    stored,
    say,
    new AbortController().signal,
  );
  running = runProcesses(serviceProcesses({ services, workers: 1, api: true, environment }), { services, log: say });
  if (!(await running.ready)) throw new Error('The service did not start.');
  await demonstration.handInLists(new AbortController().signal);
  await demonstration.close();
  const database = new pg.Client(services.databaseUrl);
  await database.connect();
  const left = async () => (await database.query('select count(*)::int as n from due_marks')).rows[0].n;
  const settle = async () => {
    while ((await left()) > 0) await pause(50);
  };
  say('Comparing the demonstration…');
  await settle();

  const url = `http://127.0.0.1:${port}`;
  const { token } = await (
    await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: demonstration.staff[0].login, password: demonstration.staff[0].password }),
    })
  ).json();
  const others = generatePopulation({ seed: stored.seed + 1, reports: timedReports, records: timedRows });

  const toAnswer = [];
  const toSuggestions = [];
  for (const report of others.reports) {
    const from = performance.now();
    const answer = await fetch(`${url}/v1/reports`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(reportBody(report)),
    });
    if (answer.status !== 201) throw new Error(`POST /v1/reports answered ${answer.status}`);
    const { id } = await answer.json();
    toAnswer.push(seconds(from));
    while ((await database.query('select 1 from due_marks where subject_id = $1', [id])).rowCount > 0) await pause(1);
    toSuggestions.push(seconds(from));
  }

  const files = writeDetentionCsv(others.records).map((file) => ({ ...file, text: [...file.lines].join('\r\n') }));
  const rows = files.reduce((sum, file) => sum + file.rowCount, 0);
  const parsing = performance.now();
  const cells = files.flatMap((file) => parse(file.text).slice(1));
  const parseSeconds = seconds(parsing);
  const inserting = performance.now();
  await database.query('create temp table plain (cells jsonb)');
  for (let i = 0; i < cells.length; i += 500) {
    await database.query('insert into plain select * from jsonb_array_elements($1::jsonb)', [
      JSON.stringify(cells.slice(i, i + 500)),
    ]);
  }
  const plainSeconds = parseSeconds + seconds(inserting);

  const importing = performance.now();
  for (const file of files) {
    const { type, title } = file.source;
    const source = { document_type: type, title: `${title} (timed)` };
    await handIn(url, token, { name: file.source.fileName, text: file.text, source });
  }
  const importSeconds = seconds(importing);
  await settle();
  const matchedSeconds = seconds(importing);

  const ms = (value) => `${(value * 1000).toFixed(1)} ms`;
  const rate = (time) => `${Math.round(rows / time)} rows/s`;
  const answerP50 = quantile(toAnswer, 0.5);
  const allP50 = quantile(toSuggestions, 0.5);
  console.log(
    `against ${stored.records} records and ${stored.reports} reports, ${timedReports} reports timed one after the other`,
  );
  console.log(`POST answered                 p50 ${ms(answerP50)}  p95 ${ms(quantile(toAnswer, 0.95))}`);
  console.log(
    `POST to stored suggestions    p50 ${ms(allP50)}  p95 ${ms(quantile(toSuggestions, 0.95))}  (${(allP50 / answerP50).toFixed(1)} times the bare answer, medians)`,
  );
  console.log(`import of ${rows} rows in ${files.length} files, one worker`);
  console.log(`parsing alone                 ${rate(parseSeconds)}`);
  console.log(`parsed into a plain table     ${rate(plainSeconds)}`);
  console.log(
    `upload to rows stored         ${rate(importSeconds)}  (${(importSeconds / plainSeconds).toFixed(1)} times the plain table)`,
  );
  console.log(
    `upload to all compared        ${rate(matchedSeconds)}  (${(matchedSeconds / plainSeconds).toFixed(1)} times the plain table)`,
  );
  await database.end();
} finally {
  await running?.stop();
  await services.stop();
  rmSync(directory, { recursive: true, force: true });
}
