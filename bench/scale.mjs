// A million records searched in milliseconds, ten million on one machine: every figure of issue 5, each beside its baseline on the same machine in the same run.
// Run: npm run bench:scale [-- --records 100000] [-- --only a,c] [-- --json]. The population is made once and kept under the temporary directory. Invented people only.
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { readReports } from './scale/asked-reports.mjs';
import { startEngine } from './scale/engine.mjs';
import { makeFiled, makePopulation } from './scale/population.mjs';
import { judged, printRows } from './scale/print-rows.mjs';
import * as candidates from './scale/rows/a-candidates.mjs';
import * as exact from './scale/rows/b-exact.mjs';
import * as bulk from './scale/rows/c-bulk.mjs';
import * as duckdb from './scale/rows/d-duckdb.mjs';
import * as load from './scale/rows/e-load.mjs';
import * as scaling from './scale/rows/f-scaling.mjs';
import * as service from './scale/rows/g-service.mjs';

const rows = { a: candidates, b: exact, c: bulk, d: duckdb, e: load, f: scaling, g: service };

const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    reports: { type: 'string' },
    seed: { type: 'string', default: '7' },
    /** Reports that each way of searching is asked about, one after the other. */
    asked: { type: 'string', default: '100' },
    only: { type: 'string', default: Object.keys(rows).join(',') },
    threads: { type: 'string', default: String(Math.min(2, cpus().length)) },
    json: { type: 'boolean', default: false },
  },
});
const records = Number(options.records);
const size = {
  seed: Number(options.seed),
  records,
  reports: Number(options.reports ?? Math.round(records / 100)),
  threads: Number(options.threads),
};
const only = options.only.split(',');
for (const letter of only)
  if (!rows[letter]) throw new RangeError(`There is no row "${letter}": ${Object.keys(rows)}.`);
const say = (text) => process.stderr.write(`${text}\n`);

const population = await makePopulation({ ...size, say });
const reports = readReports(population);
const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memory: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0],
  node: process.version,
};
let started;
/** The engine over the whole population, started when the first row asks for it. */
const engine = () => {
  started ??= startEngine(population, say);
  return started;
};
const context = {
  population,
  reports,
  size,
  say,
  engine,
  /** A fifth as many reports as records: 200,000 beside a million. */
  filedReports: () => makeFiled({ ...size, reports: records / 5, say }),
  options: { asked: Number(options.asked) },
};

if (!options.json) {
  console.log(
    `${population.records} records (${population.refused} invented rows that an import would not take are left out), ${population.reports} reports, seed ${size.seed}.`,
  );
  console.log(
    `${machine.processor}, ${machine.cores} cores, ${machine.memory} GB, load ${machine.load.toFixed(1)}, Node ${machine.node}. Wall milliseconds; CPU: processor time for each, on average.`,
  );
}
const measured = [];
for (const letter of only) {
  const { title, measure } = rows[letter];
  try {
    const found = await measure(context);
    measured.push({ letter, title, rows: found.map((row) => ({ ...row, goals: judged(row) })) });
    if (!options.json) printRows(letter, title, found);
  } catch (error) {
    // A row that cannot be measured prints no number; the others still run.
    measured.push({ letter, title, rows: [], failed: error.message });
    if (!options.json) console.log(`\n${letter}. ${title}\n   FAILED: ${error.message}`);
    say(`row ${letter}: ${error.stack}`);
    process.exitCode = 1;
  }
}
if (options.json) console.log(JSON.stringify({ size, refused: population.refused, machine, measured }, null, 2));
process.exit();
