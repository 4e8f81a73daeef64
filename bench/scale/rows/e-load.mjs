// Row e: how long a worker takes until it has answered its first report, what its snapshot takes of the memory, and how long the unindexed tail takes to be scanned.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { putAccount } from '../../../dist/access/demonstration-accounts.js';
import { openDataSource } from '../../../dist/database/data-source.js';
import { migrate } from '../../../dist/database/migrate.js';
import { databaseUrls } from '../../../dist/database/roles.js';
import { startEmbeddedPostgres } from '../../../dist/embedded/postgres.js';
import { ColumnBuilder } from '../../../dist/matching/columns/column-builder.js';
import { builtInModelFile, memoryOf, sizeClassOf } from '../../../dist/matching/index.js';
import { keepBase, makeBase, snapshotFile } from '../../../dist/snapshot/make-base.js';
import { SearchThreads } from '../../../dist/snapshot/search-threads.js';
import { SnapshotRows } from '../../../dist/snapshot/snapshot-rows.js';
import { someOf } from '../asked-reports.mjs';
import { ownCpu, timeEach } from '../clocks.mjs';
import { searchOver } from '../engine.mjs';
import { attemptRows, median, quantile } from '../figures.mjs';
import { othersThan } from '../phases.mjs';
import { eachLine } from '../population.mjs';
import { fillDatabase } from '../service/fill-database.mjs';

export const title = 'Ready to search';

const tailRows = 100_000;
const most = 50;

export const measure = async (context) => [
  ...(await attemptRows('ready', () => ready(context))),
  ...(await attemptRows(`tail of ${tailRows} records scanned`, (name) => tail(name, context))),
];

/** As a worker that finds no file: every profile, under the role and the policies of a worker; then as one that finds the file which the first one kept. */
async function ready({ population, reports, say }) {
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-load-'));
  chmodSync(directory, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: directory, test: true });
  let owner;
  let worker;
  try {
    await migrate(server.url);
    const accounts = await openDataSource(server.url);
    const password = crypto.randomUUID();
    await putAccount(accounts, { login: 'rana', displayName: 'Rana Athartest', role: 'caseworker', password }, true);
    await accounts.destroy();
    owner = new pg.Client(server.url);
    await owner.connect();
    await fillDatabase(owner, directory, { population, filed: [], say });
    worker = await openDataSource(databaseUrls(server.url).worker);
    const kept = join(directory, 'kept');
    mkdirSync(kept);

    const fromPostgres = await untilAnswered(worker, { directory: kept, anew: false }, population, reports[0]);
    if (fromPostgres.base.refused !== 'there is no file') throw new Error(`A file: ${fromPostgres.base.refused}.`);
    const keptFrom = [performance.now(), ownCpu()];
    if (!(await keepBase(worker, fromPostgres.base, kept))) throw new Error('Somebody else keeps the snapshot.');
    const [keptIn, keptCpu] = [(performance.now() - keptFrom[0]) / 1000, (ownCpu() - keptFrom[1]) / 1000];
    const fromFile = await untilAnswered(worker, { directory: kept, anew: false }, population, reports[0]);
    if (fromFile.base.refused !== null) throw new Error(`The snapshot was refused: ${fromFile.base.refused}.`);
    if (fromFile.best !== fromPostgres.best) throw new Error('The file answers otherwise than the database.');

    const perMillion = (seconds) => seconds / (population.records / 1e6);
    const row = ({ seconds, cpuSeconds, answered }, note, limit) => ({
      value: perMillion(seconds),
      unit: 's per million',
      note: `${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} CPU s; ${answered.toFixed(2)} s of it the first question${note}`,
      goals: goalsOf(population, { of: 'value', limit, unit: 's per million' }),
    });
    return [
      { name: 'from the file', ...row(fromFile, `; file of ${megabytes(statSync(snapshotFile(kept)).size)}`, 2) },
      { name: 'from Postgres', ...row(fromPostgres, '', 20) },
      {
        name: 'meanings worked out and the file kept',
        value: perMillion(keptIn),
        unit: 's per million',
        note: `${keptIn.toFixed(1)} s, ${keptCpu.toFixed(1)} CPU s, beside the searches`,
      },
      memory(fromFile.base.data.sides.record, population),
    ];
  } finally {
    await worker?.destroy();
    await owner?.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A base, however it is got, and the exact answer for one report by whoever has the records of all organisations before them. */
async function untilAnswered(dataSource, order, population, report) {
  const [from, cpuFrom] = [performance.now(), ownCpu()];
  const base = await makeBase(dataSource, order);
  const based = performance.now();
  const searches = new SearchThreads(0, {
    onDeath: (error) => {
      throw error;
    },
    onBroken: (code) => {
      throw new Error(`A profile cannot be read: ${code}.`);
    },
  });
  const rows = new SnapshotRows(base.data, searches);
  if (rows.rowsOf('record') !== population.records)
    throw new Error(`${rows.rowsOf('record')} of ${population.records} records were loaded.`);
  rows.scoreWith({ model: builtInModelFile, sizeClass: sizeClassOf(population.records) });
  const asker = { organisation: 0, withPartners: true };
  const { hits } = await rows.search({ side: 'report', record: report.features, how: 'exact', ...asker });
  const answered = (performance.now() - based) / 1000;
  const best = JSON.stringify(hits.map(({ matchWeight }) => matchWeight));
  return { base, best, answered, seconds: (performance.now() - from) / 1000, cpuSeconds: (ownCpu() - cpuFrom) / 1000 };
}

/** The dictionary (spellings with what they may mean, values of the fields) is counted apart: it grows slower than the records do. */
function memory({ columns, keys, rows }, population) {
  const { bytes, perMillionRows } = memoryOf(columns, keys);
  const marks = Object.values(rows).reduce((sum, { byteLength }) => sum + byteLength, 0);
  const parts = Object.entries(bytes).map(([name, size]) => `${name} ${megabytes(size)}`);
  return {
    name: 'memory beside the dictionary',
    value: (perMillionRows + (marks / population.records) * 1e6) / 1e6,
    unit: 'MB per million',
    note: `${parts.join(', ')}, ids and marks ${megabytes(marks)}`,
    goals: goalsOf(population, { of: 'value', limit: 150, unit: 'MB per million' }),
  };
}

/** What is the same for any number of records would count many times over in a small population. */
const goalsOf = ({ records }, goal) => (records >= 900_000 ? [goal] : []);

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The newest records stand in no index: every search goes through all of them. */
async function tail(name, { population, reports, options }) {
  const builder = new ColumnBuilder();
  eachLine(population, 'coded', (line, row) => {
    if (row < tailRows) builder.add(JSON.parse(line));
  });
  const columns = builder.columns();
  const { exact } = searchOver(columns);
  const asked = someOf(reports, options.asked);
  for (const report of othersThan(asked, reports)) exact(report, { most });
  const { times, cpuEach } = await timeEach(asked, (report) => exact(report, { most }));
  return {
    name,
    unit: 'ms',
    p50: median(times),
    p95: quantile(times, 0.95),
    cpu: cpuEach,
    note: `${columns.rows} records`,
    goals: columns.rows >= 0.99 * tailRows ? [{ of: 'p50', limit: 5, unit: 'ms' }] : [],
  };
}
