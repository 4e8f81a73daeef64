// How fast a partner's list is taken in: rows per second from the first byte sent to the last row stored and marked as due, beside its floors in the
// same run (the same bytes only parsed; copied into a plain table of texts). Run: npm run bench:import [-- --records 100000,1000000]
// [-- --format csv,xlsx] [-- --rounds 3] [-- --json] [-- --profile <directory>]. A workbook of more than 100,000 rows is not made: 50 MB is the most.
//
// Comparing the records with reports is no part of it: the worker takes one job at a time, and comparing comes after storing (jobs/job-list.ts). What
// is due to be compared stands in Postgres when the clock stops, and is dropped before the next round.
import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyOnly, parseOnly } from './import/floors.mjs';
import { listFile } from './import/list-file.mjs';
import { cpuBetween, ProcessFigures } from './import/process-figures.mjs';
import { startService } from './import/service.mjs';
import { timedImport } from './import/timed-import.mjs';

const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '100000,1000000' },
    format: { type: 'string', default: 'csv,xlsx' },
    /** Of lists up to 100,000 rows; longer ones are imported once. Medians are told. */
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    /** Writes CPU profiles of API and worker there. */
    profile: { type: 'string' },
  },
});
const largestWorkbook = 100_000;
const goals = { ofCopy: 1 / 3, parserBytes: 150e6, apiBytes: 300e6 };
const say = (text) => process.stderr.write(`${text}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const total = (cpu) => Object.values(cpu).reduce((sum, each) => sum + each, 0);

const runs = [];
for (const format of options.format.split(',')) {
  for (const records of options.records.split(',').map(Number)) {
    if (format === 'xlsx' && records > largestWorkbook) continue;
    runs.push(await measure(format, records));
    if (!options.json) print(runs.at(-1));
  }
}
const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memory: Math.round(totalmem() / 2 ** 30),
  load: loadavg().map((each) => Math.round(each * 10) / 10),
  node: process.version,
};
if (options.json) console.log(JSON.stringify({ machine, runs }, null, 2));
else
  console.log(
    `${machine.processor}, ${machine.cores} cores, ${machine.memory} GB, load ${machine.load[0]}, Node ${machine.node}`,
  );
process.exit(runs.every(({ memory }) => memory.held) ? 0 : 1);

async function measure(format, records) {
  say(`${format}, ${records} rows…`);
  const list = await listFile(format, records);
  const profiled = options.profile
    ? {
        NODE_OPTIONS: `--import=${new URL('./import/profile.mjs', import.meta.url)}`,
        ATHAR_BENCH_PROFILES: resolve(options.profile),
      }
    : {};
  const service = await startService(
    { WORKER_CONCURRENCY: '1', ...profiled },
    { hear: (name, line) => say(`[${name}] ${line}`) },
  );
  const figures = new ProcessFigures();
  try {
    const rounds = [];
    for (let round = 0; round < (records > 100_000 ? 1 : Number(options.rounds)); round++) {
      const parse = await withCpu(figures, () => parseOnly(list));
      const copy = await copyOnly(service.databaseUrl, list, (work) => withCpu(figures, work));
      const imported = await timedImport(service, list, figures);
      const cpu = Object.values(imported.stages).reduce((sum, stage) => sum + total(stage.cpu), 0);
      rounds.push({ parse, copy, ...imported, cpu });
      say(
        `  round ${round + 1}: parse ${parse.seconds.toFixed(1)} s, COPY ${copy.seconds.toFixed(1)} s, import ${imported.seconds.toFixed(1)} s`,
      );
      await service.forget();
    }
    const memory = Object.fromEntries(Object.entries(figures.now()).map(([kind, { memory }]) => [kind, memory]));
    memory.held = memory['parser child'] < goals.parserBytes && memory.api < goals.apiBytes;
    return { format, records: list.rows, rounds, memory };
  } finally {
    figures.stop();
    await service.stop();
  }
}

/** The floors: wall seconds, and CPU seconds of us and of whoever works for us. */
async function withCpu(figures, work) {
  const before = figures.now();
  const own = process.cpuUsage();
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(own);
  return { seconds, cpu: (user + system) / 1e6 + total(cpuBetween(before, figures.now())) };
}

function print({ format, records, rounds, memory }) {
  const of = (figure) => median(rounds.map(figure));
  const rate = (seconds) => `${Math.round(records / seconds)} rows/s`.padStart(14);
  const line = (called, seconds, cpu, more = '') =>
    console.log(
      `  ${called.padEnd(22)}${seconds.toFixed(1).padStart(7)} s ${rate(seconds)}  CPU ${cpu.toFixed(1).padStart(6)} s  ${more}`,
    );
  console.log(`\n${records} rows, ${format}, medians of ${rounds.length}`);
  const wall = of((round) => round.seconds);
  const [parse, copy] = [of((round) => round.parse.seconds), of((round) => round.copy.seconds)];
  const cpu = of((round) => round.cpu);
  const copyCpu = of((round) => round.copy.cpu);
  line(
    'parse only',
    parse,
    of((round) => round.parse.cpu),
  );
  line('COPY, plain table', copy, copyCpu);
  for (const stage of Object.keys(rounds[0].stages)) {
    const first = rounds.at(-1).stages[stage].cpu;
    const kinds = Object.entries(first).map(([kind, each]) => `${kind} ${each.toFixed(1)}`);
    line(
      stage,
      of((round) => round.stages[stage].seconds),
      of((round) => total(round.stages[stage].cpu)),
      kinds.join(', '),
    );
  }
  line('upload to stored', wall, cpu);
  const share = copy / wall;
  console.log(
    `  ${(1 / share).toFixed(1)} times COPY by the clock, ${(cpu / copyCpu).toFixed(1)} times its CPU; ${(wall / parse).toFixed(1)} times parsing. ` +
      `Goal: a third of COPY${format === 'csv' ? ` (${share >= goals.ofCopy ? 'reached' : 'not reached'})` : ''}`,
  );
  const megabytes = Object.entries(memory).filter(([, bytes]) => typeof bytes === 'number');
  console.log(
    `  peak memory, MB: ${megabytes.map(([kind, bytes]) => `${kind} ${Math.round(bytes / 1e6)}`).join(', ')}`,
  );
  console.log(`  parser child below 150 MB and API below 300 MB: ${memory.held ? 'held' : 'NOT HELD'}`);
}
