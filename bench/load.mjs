// What security.md 3.1 asks of the service under load, L1 to L5, with whoever asks on the same machine. Run: npm run bench:load [-- --only L1,L3] [-- --seconds 60]
// [-- --rates floor,goal] [-- --records 500000] [-- --reports 200000] [-- --organisations 20] [-- --rows 100000] [-- --json]. How to read it: docs/load.md.
// Arrivals do not wait for answers, and each is timed from when it was due. A ledger outside of the service holds what was answered and is compared with the
// database after those who were sent away came again. Exit code 1 when something was lost, twice, or answered with what is neither success nor 429 nor 503.
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { hangUp } from './load/ask.mjs';
import * as l1 from './load/loads/l1-steady.mjs';
import * as l2 from './load/loads/l2-burst.mjs';
import * as l3 from './load/loads/l3-receipts.mjs';
import * as l4 from './load/loads/l4-import.mjs';
import * as l5 from './load/loads/l5-suggestions.mjs';
import { printRow } from './load/print-row.mjs';
import { setStage } from './load/stage.mjs';

/** The quiet ones first. */
const loads = { L5: l5, L3: l3, L4: l4, L1: l1, L2: l2 };

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(loads).join(',') },
    /** For each load, in place of its own time. */
    seconds: { type: 'string' },
    rates: { type: 'string', default: 'floor,goal' },
    records: { type: 'string', default: '500000' },
    reports: { type: 'string', default: '200000' },
    organisations: { type: 'string', default: '20' },
    rows: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
  },
});
const only = options.only.split(',');
for (const name of only) if (!loads[name]) throw new RangeError(`There is no load "${name}": ${Object.keys(loads)}.`);
const say = (text) => process.stderr.write(`${text}\n`);

const stage = await setStage({
  records: Number(options.records),
  reports: Number(options.reports),
  organisations: Number(options.organisations),
  say,
});
const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memory: Math.round(totalmem() / 2 ** 30),
  load: Math.round(loadavg()[0] * 10) / 10,
  node: process.version,
};
const measured = [];
try {
  await stage.settle();
  say('The service is ready and idle.');
  for (const [name, load] of Object.entries(loads)) {
    if (!only.includes(name)) continue;
    for (const rate of Object.keys(load.rates)) {
      if (load.rates[rate] !== null && !options.rates.split(',').includes(rate)) continue;
      say(`${load.title}, ${rate}…`);
      const seconds = Number(options.seconds ?? load.seconds);
      for (const row of await load.measure(stage, { rate, seconds, rows: Number(options.rows), say })) {
        measured.push({ rate, ...row });
        if (!options.json) printRow(measured.at(-1));
      }
    }
  }
} finally {
  hangUp();
  await stage.stop();
}
const size = {
  records: Number(options.records),
  reports: Number(options.reports),
  organisations: Number(options.organisations),
};
if (options.json) console.log(JSON.stringify({ machine, size, measured }, null, 2));
else
  console.log(
    `${size.records} records, ${size.reports} reports and ${size.organisations} organisations before it began; ${machine.processor}, ${machine.cores} cores, ` +
      `${machine.memory} GB, load ${machine.load} at the start, Node ${machine.node}`,
  );
const broken = measured.some(
  ({ counts, ledger }) =>
    (counts?.failed ?? 0) + (counts?.other ?? 0) + (ledger?.lost ?? 0) + (ledger?.doubled ?? 0) > 0,
);
process.exit(broken ? 1 : 0);
