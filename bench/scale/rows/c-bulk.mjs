// Row c: a thousand reports against every record, through the index; and some of them exactly, for what the index misses.
import { someOf } from '../asked-reports.mjs';
import { timeEach } from '../clocks.mjs';
import { attemptRows, median, quantile, recall } from '../figures.mjs';

export const title = 'Many reports against all records';

/** Reports are asked in bulk as a worker asks them: best first, as many as a caseworker may page through. */
const most = 50;

/** Enough for an interval of one point or two; all of them would take ten minutes. */
const manyReports = 1000;

export async function measure(context) {
  const asked = context.reports.filter(({ truth }) => truth.length > 0);
  return [
    ...(await attemptRows('candidates', () => ofCandidates(context, asked))),
    ...(await attemptRows('indexed', () => indexedRows(context))),
    ...(await attemptRows('exact', () => exactRows(context))),
  ];
}

/** What the rule of candidates costs in recall before anything is scored. */
async function ofCandidates({ engine, reports }, asked) {
  const { candidates } = engine();
  const counts = reports.map((report) => candidates(report).length);
  return [
    {
      name: 'candidates of a report',
      unit: 'records',
      p50: median(counts),
      p95: quantile(counts, 0.95),
      note: `${(sum(counts) / counts.length).toFixed(0)} on average`,
    },
    share(
      'candidates: recall of the rule alone',
      recall(
        asked.map((report) => [...candidates(report)]),
        truthOf(asked),
      ),
    ),
  ];
}

async function indexedRows({ population, reports, engine }) {
  const { candidates, search } = engine();
  const { indexed } = search();
  const asked = someOf(reports, manyReports);
  const bulk = await timeEach(asked, (report) => indexed(report, { most }));
  const found = rowsOf(bulk.answers);
  const cpuSeconds = (bulk.cpuEach * asked.length) / 1000;
  const forTenThousand = bulk.cpuEach * 10;
  const pairs = sum(asked.map((report) => candidates(report).length));
  return [
    {
      name: `indexed, ${asked.length} reports`,
      unit: 'ms',
      p50: median(bulk.times),
      p95: quantile(bulk.times, 0.95),
      cpu: bulk.cpuEach,
      forTenThousand,
      note: `${cpuSeconds.toFixed(1)} CPU seconds in all, ${forTenThousand.toFixed(1)} for 10,000 reports`,
      goals: isMillion(population) ? [{ of: 'forTenThousand', limit: 10, unit: 'CPU seconds for 10,000 reports' }] : [],
    },
    { name: 'candidate pairs decided', value: pairs / cpuSeconds, unit: 'pairs per CPU second' },
    share('indexed: recall@1', recall(found, truthOf(asked), 1)),
    share('indexed: recall@10', recall(found, truthOf(asked), 10), 0.96),
    share('indexed: recall@50', recall(found, truthOf(asked), 50)),
    share(
      'indexed, also what is below every band: recall@10',
      recall(rowsOf(asked.map((report) => indexed(report, { most, least: -1000 }))), truthOf(asked), 10),
    ),
  ];
}

/** On some of the reports, beside the index on the same ones. */
async function exactRows({ reports, options, engine }) {
  const { indexed, exact } = engine().search();
  const some = someOf(reports, options.asked * 3);
  const timed = await timeEach(some, (report) => exact(report, { most }));
  const exactly = rowsOf(timed.answers);
  const byIndex = rowsOf(some.map((report) => indexed(report, { most })));
  const firstTen = exactly.map((list) => list.slice(0, 10));
  return [
    {
      name: `exact, ${some.length} reports whose person is on a list`,
      unit: 'ms',
      p50: median(timed.times),
      p95: quantile(timed.times, 0.95),
      cpu: timed.cpuEach,
    },
    share('exact: recall@1', recall(exactly, truthOf(some), 1)),
    share('exact: recall@10', recall(exactly, truthOf(some), 10), 0.97),
    share('exact: recall@50', recall(exactly, truthOf(some), 50)),
    share(
      'exact, also what is below every band: recall@10',
      recall(rowsOf(some.map((report) => exact(report, { most, least: -1000 }))), truthOf(some), 10),
    ),
    share('indexed, the same reports: recall@10', recall(byIndex, truthOf(some), 10)),
    { ...share('index finds of the exact first ten', recall(byIndex, firstTen)), unit: 'of those, whatever is true' },
  ];
}

const truthOf = (reports) => reports.map(({ truth }) => truth);
const rowsOf = (answers) => answers.map((found) => found.map(({ row }) => row));
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const isMillion = ({ records }) => records >= 900_000;

const share = (name, { recall: value, low, high }, atLeast) => ({
  name,
  value,
  unit: 'of true pairs',
  note: `${low.toFixed(3)} to ${high.toFixed(3)}`,
  goals: atLeast === undefined ? [] : [{ of: 'value', limit: atLeast, unit: '', atLeast: true }],
});
