// Row e: how long a worker takes to be ready, what its snapshot takes of the memory, and how long the unindexed tail takes to be scanned.
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { putAccount } from '../../../dist/access/demonstration-accounts.js';
import { openDataSource } from '../../../dist/database/data-source.js';
import { migrate } from '../../../dist/database/migrate.js';
import { databaseUrls } from '../../../dist/database/roles.js';
import { startEmbeddedPostgres } from '../../../dist/embedded/postgres.js';
import { ColumnBuilder } from '../../../dist/matching/columns/column-builder.js';
import { KeyIndex } from '../../../dist/matching/columns/key-index.js';
import { KeyIndexBuilder } from '../../../dist/matching/columns/key-index-builder.js';
import { candidateBits, PackedColumns, packColumns } from '../../../dist/matching/index.js';
import { readBase } from '../../../dist/snapshot/base.js';
import { loadSnapshot } from '../../../dist/snapshot/load-snapshot.js';
import { saveSnapshot } from '../../../dist/snapshot/save-snapshot.js';
import { someOf } from '../asked-reports.mjs';
import { ownCpu, timeEach } from '../clocks.mjs';
import { enginePart } from '../engine-part.mjs';
import { attempt, attemptRows, median, quantile } from '../figures.mjs';
import { eachLine } from '../population.mjs';
import { fillDatabase } from '../service/fill-database.mjs';

export const title = 'Ready to search';

const tailRows = 100_000;

export const measure = async (context) => [
  await attempt('from the file', (name) => fromFile(name, context)),
  ...(await attemptRows('from Postgres', (name) => fromPostgres(name, context))),
  await attempt(`tail of ${tailRows} records scanned`, (name) => tail(name, context)),
];

/** Written and read as a worker does, with nothing on the reports' side; ready when the first report is answered. */
async function fromFile(name, { reports, engine }) {
  const { RecordSearch } = await enginePart('matching/columns/record-search');
  const { arrays } = await engine();
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-file-'));
  try {
    const path = join(directory, 'snapshot');
    const nobody = {
      columns: packColumns(new ColumnBuilder().columns()),
      keys: new KeyIndexBuilder().pack(),
      rows: {},
    };
    const sides = { record: { ...arrays, rows: {} }, report: nobody };
    await saveSnapshot(path, { sides, horizon: '1:1:', database: 'bench', organisations: [] });
    const [from, cpuFrom] = [performance.now(), ownCpu()];
    const loaded = await loadSnapshot(path, 'bench');
    if (loaded.refused) throw new Error(`The snapshot was refused: ${loaded.refused}.`);
    const { columns, keys } = loaded.sides.record;
    const packed = new PackedColumns(columns);
    new KeyIndex(keys, packed.rows).candidates(reports[0].keys, { candidateBits, mostBrought: 1e6 });
    new RecordSearch(packed, 'report').exact(reports[0].compiled, { least: 0, most: 50 });
    const seconds = (performance.now() - from) / 1000;
    const cpuSeconds = (ownCpu() - cpuFrom) / 1000;
    return {
      name,
      value: seconds / (packed.rows / 1e6),
      unit: 's per million',
      note: `${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} CPU s; file of ${(statSync(path).size / 1e6).toFixed(0)} MB`,
      goals: [{ of: 'value', limit: 2, unit: 's per million' }],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The dictionary (spellings with what they may mean, values of the fields) is counted apart: it grows slower than the records do. */
function memory(side, records) {
  const { columns, keys, rows: ofRows } = side;
  const { spellings, fields, parts, names, mothers } = columns;
  const valueIds = Object.values(fields).map(({ ids: of }) => of);
  const values = Object.values(fields).map((field) => field.values);
  const dictionary = bytesIn([spellings, values, parts]);
  const rows = bytesIn([names, mothers, valueIds, keys, ofRows]);
  const ofMillion = (bytes) => bytes / records;
  return {
    name: 'memory beside the dictionary',
    value: ofMillion(rows),
    unit: 'MB per million',
    note: `keys ${ofMillion(bytesIn([keys])).toFixed(0)} MB of it; dictionary beside it ${(dictionary / 1e6).toFixed(0)} MB`,
    goals: [{ of: 'value', limit: 150, unit: 'MB per million' }],
  };
}

function bytesIn(value) {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return value !== null && typeof value === 'object'
    ? Object.values(value).reduce((sum, one) => sum + bytesIn(one), 0)
    : 0;
}

/** As a worker that finds no file: every profile, under the role and the policies of a worker. */
async function fromPostgres(name, { population, say }) {
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
    globalThis.gc?.();
    const before = process.memoryUsage();
    const [from, cpuFrom] = [performance.now(), ownCpu()];
    const { data } = await readBase(worker);
    const seconds = (performance.now() - from) / 1000;
    const records = data.sides.record.rows.ids.length / 16;
    if (records !== population.records) throw new Error(`${records} of ${population.records} records were loaded.`);
    const cpuSeconds = (ownCpu() - cpuFrom) / 1000;
    globalThis.gc?.();
    const after = process.memoryUsage();
    const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    const load = {
      name,
      value: seconds / (records / 1e6),
      unit: 's per million',
      note: `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s of the worker; ${(bytes / records).toFixed(0)} bytes a record held afterwards${globalThis.gc ? '' : ' (not collected before: run with --expose-gc)'}`,
      goals: [{ of: 'value', limit: 20, unit: 's per million' }],
    };
    return [load, memory(data.sides.record, records)];
  } finally {
    await worker?.destroy();
    await owner?.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The newest records stand in no index: every search goes through all of them. */
async function tail(name, { population, reports, options, engine }) {
  const { exactOver } = await (await engine()).search();
  const builder = new ColumnBuilder();
  eachLine(population, 'coded', (line, row) => {
    if (row < tailRows) builder.add(JSON.parse(line));
  });
  const columns = builder.columns();
  const scan = exactOver(columns);
  const asked = someOf(reports, options.asked);
  for (const report of asked.slice(0, 20)) scan(report, { most: 50 });
  const { times, cpuEach } = await timeEach(asked, (report) => scan(report, { most: 50 }));
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
