// A quarter of L1 for a long time: does memory grow, do connections leak, do answers become slower? Run: npm run bench:soak [-- --minutes 30]
// [-- --records 100000] [-- --reports 12500] [-- --json]. Prints a line a minute, and at the end growth and drift: the last fifth beside the second one, so
// that what a process takes while it warms up counts on neither side. Reports are filed, read, listed, and families come back, as in docs/load.md.
// Goals of security.md 3.1, L6 (there over 8 hours): memory grows by 5 % at most, p95 by 20 % at most, no connection is left behind, nothing is lost.
import { parseArgs } from 'node:util';
import { ask, hangUp, json } from './load/ask.mjs';
import { isAccepted, isRefused } from './load/figures.mjs';
import { countReports, Ledger } from './load/ledger.mjs';
import { memoryNow } from './load/memory-now.mjs';
import { openLoop } from './load/open-loop.mjs';
import { setStage } from './load/stage.mjs';
import { median, quantile } from './scale/figures.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    records: { type: 'string', default: '100000' },
    reports: { type: 'string', default: '12500' },
    organisations: { type: 'string', default: '20' },
    /** Reports a minute: a quarter of L1's floor. As many are read, and a list is read for every second one. */
    'per-minute': { type: 'string', default: '150' },
    json: { type: 'boolean', default: false },
  },
});
const minutes = Number(options.minutes);
const goals = { growth: 0.05, drift: 0.2 };
const say = (text) => process.stderr.write(`${text}\n`);
const percent = (share) => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;

const stage = await setStage({
  records: Number(options.records),
  reports: Number(options.reports),
  organisations: Number(options.organisations),
  say,
});
const { service, database, tokens, body } = stage;
const lines = [];
const counts = { sent: 0, accepted: 0, refused: 0, failed: 0 };
const ledger = new Ledger();
let found;
try {
  await stage.settle();
  const before = await countReports(database);
  for (let minute = 1; minute <= minutes; minute++) {
    lines.push(await oneMinute(minute));
    if (!options.json) printLine(lines.at(-1));
  }
  await ledger.comeAgain(service.url);
  const waiting = await stage.settle();
  found = { ...summed(), waiting, counts, ledger: await ledger.check(database, before) };
} finally {
  hangUp();
  await stage.stop();
}
if (options.json) console.log(JSON.stringify({ lines, ...found }, null, 2));
else print(found);
process.exit(counts.failed + found.ledger.lost + found.ledger.doubled > 0 ? 1 : 0);

async function oneMinute(minute) {
  const times = [];
  const first = ledger.entries.length;
  const { answers } = await openLoop(
    { perSecond: Number(options['per-minute']) / 60, seconds: 60, seed: minute },
    async (nth, dueAt) => {
      const token = tokens[nth % tokens.length];
      const filed = await ledger.file(service.url, { token, body: body(first + nth), dueAt });
      const read = [filed];
      if (isAccepted(filed)) read.push(await get(`/v1/reports/${JSON.parse(filed.text).id}`, token));
      if (nth % 2 === 0) read.push(await get('/v1/reports?limit=50', token));
      return read;
    },
  );
  for (const answer of answers.flat()) {
    counts.sent++;
    if (isAccepted(answer)) counts.accepted++;
    else if (isRefused(answer)) counts.refused++;
    else counts.failed++;
  }
  times.push(
    ...answers
      .flat()
      .filter(isAccepted)
      .map(({ ms }) => ms),
  );
  const { rows } = await database.query(
    "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and usename like 'athar%'",
  );
  return {
    minute,
    requests: answers.flat().length,
    median: median(times),
    p95: quantile(times, 0.95),
    connections: rows[0].n,
    memory: memoryNow(),
  };
}

const get = (path, token) => ask(service.url, { path, headers: json(token) });

/** Medians of the second and the last fifth of the minutes. */
function summed() {
  const fifth = Math.max(1, Math.floor(lines.length / 5));
  const [early, late] = [lines.slice(fifth, 2 * fifth), lines.slice(-fifth)];
  const change = (of) => median(late.map(of)) / median(early.map(of)) - 1;
  return {
    growth: Object.fromEntries(
      Object.keys(lines[0].memory).map((kind) => [kind, change(({ memory }) => memory[kind])]),
    ),
    drift: change(({ p95 }) => p95),
    connections: {
      early: median(early.map((line) => line.connections)),
      late: median(late.map((line) => line.connections)),
    },
  };
}

function printLine({ minute, requests, median: middle, p95, connections, memory }) {
  const megabytes = Object.entries(memory).map(([kind, bytes]) => `${kind} ${Math.round(bytes / 1e6)} MB`);
  console.log(
    `minute ${String(minute).padStart(3)}   ${requests} requests, median ${middle.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${connections} connections, ${megabytes.join(', ')}`,
  );
}

function print({ growth, drift, connections, waiting, ledger: kept }) {
  for (const [kind, share] of Object.entries(growth))
    console.log(
      `memory of ${kind.padEnd(10)} ${percent(share)} ${share <= goals.growth ? 'held' : 'MISSED'} (at most ${percent(goals.growth)})`,
    );
  console.log(
    `p95 ${' '.repeat(15)} ${percent(drift)} ${drift <= goals.drift ? 'held' : 'MISSED'} (at most ${percent(goals.drift)})`,
  );
  console.log(`connections          ${connections.early} then, ${connections.late} at the end`);
  console.log(
    `${counts.sent} requests: ${counts.accepted} answered, ${counts.refused} asked to come again, ${counts.failed} failed; ${kept.acceptedInTheEnd} reports, ${kept.lost} lost, ${kept.doubled} twice; ${waiting} still to be compared`,
  );
}
