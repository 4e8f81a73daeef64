// Where the time of a search goes: each phase is asked of all reports before the next, so that its processor time can be told.
import { ownCpu, timeEach } from './clocks.mjs';
import { median, quantile } from './figures.mjs';

/** So many questions about other people make a worker warm: it has met most of the names that families write. */
const questionsBefore = 100;

/** Reports that are not among these, evenly over all. */
export function othersThan(asked, reports) {
  const among = new Set(asked);
  const others = reports.filter((report) => !among.has(report));
  const step = Math.max(1, others.length / questionsBefore);
  return Array.from({ length: Math.min(questionsBefore, others.length) }, (_, at) => others[Math.floor(at * step)]);
}

/**
 * @param begin a search that has been asked nothing yet
 * @param ask one question of it about a report
 * @returns a row for the very first question, and one for the first time that each report is asked about; and `timed`: each report once, when others were asked
 * about before, by `search`
 */
export async function coldAndWarm(name, { begin, ask, asked, others }) {
  const began = ownCpu();
  const from = performance.now();
  const cold = begin();
  ask(cold, asked[0]);
  const first = performance.now() - from;
  const firstRow = {
    name: `${name}: the first question of all`,
    unit: 'ms',
    p50: first,
    p95: first,
    cpu: ownCpu() - began,
  };
  const next = summed(`${name}: the next ones`, await timeEach(asked.slice(1), (report) => ask(cold, report)));
  const search = begin();
  for (const report of others) ask(search, report);
  const timed = await timeEach(asked, (report) => ask(search, report));
  return { rows: [firstRow, next], search, timed };
}

/**
 * A warm search taken apart. `bounds` looks at all rows and weighs none; beside a search of the same rows `times` over, it tells what a row costs, and what the
 * tables cost before any row is looked at.
 */
export async function exactPhases({ begin, beginMany, times, records, asked, others, most }) {
  const [search, many] = [begin(), beginMany()];
  for (const report of others) search.exact(report, { most });
  const first = await timeEach(asked, (report) => search.exact(report, { most }));
  const again = await timeEach(asked, (report) => search.exact(report, { most }));
  const bounds = await timeEach(asked, search.bounds);
  for (const report of asked) many.bounds(report);
  const boundsOfMany = await timeEach(asked, many.bounds);
  const scan = (boundsOfMany.cpuEach - bounds.cpuEach) / (times - 1);
  return [
    part('exact, of it: words that nobody asked about before', first.cpuEach - again.cpuEach),
    part('exact, of it: tables', bounds.cpuEach - scan),
    { ...part('exact, of it: scan', scan), note: `${((scan / records) * 1e6).toFixed(1)} ns a row` },
    part('exact, of it: weighing', again.cpuEach - bounds.cpuEach),
  ];
}

/** Of a warm search through the index: candidates, tables, and what is done to each candidate. */
export async function indexedPhases({ begin, candidates, asked, others, most }) {
  const search = begin();
  for (const report of others) search.indexed(report, { most });
  const found = await timeEach(asked, (report) => candidates(report));
  const tables = await timeEach(asked, search.tables);
  const again = await timeEach(asked, search.tables);
  let at = 0;
  const whole = await timeEach(asked, (report) => search.among(report, found.answers[at++], { most }));
  return [
    summed('indexed, of it: candidates', found),
    summed('indexed, of it: tables, report not asked before', tables),
    summed('indexed, of it: tables, asked before', again),
    part('indexed, of it: bounds and weighing', whole.cpuEach - again.cpuEach),
  ];
}

const summed = (name, { times, cpuEach }) => ({
  name,
  unit: 'ms',
  p50: median(times),
  p95: quantile(times, 0.95),
  cpu: cpuEach,
});

const part = (name, cpu) => ({ name, unit: 'ms', cpu });
