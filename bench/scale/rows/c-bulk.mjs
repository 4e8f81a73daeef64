// Row c: every report against every record, through the index; and some of them exactly, for what the index misses.
import { someOf } from '../asked-reports.mjs';
import { timeEach } from '../clocks.mjs';
import { median, quantile, recall } from '../figures.mjs';

export const title = 'All reports against all records';

/** Reports are asked in bulk as a worker asks them: best first, as many as a caseworker may page through. */
const most = 50;

export async function measure({ population, reports, options, engine }) {
  const { indexed, candidates, exact } = await engine();
  const asked = reports.filter(({ truth }) => truth.length > 0);
  const truth = asked.map((report) => report.truth);
  const rowsOf = (answers) => answers.map((found) => found.map(({ row }) => row));

  const bulk = await timeEach(reports, (report) => indexed(report, { most }));
  const found = rowsOf(asked.map(({ at }) => bulk.answers[at]));
  const cpuSeconds = (bulk.cpuEach * reports.length) / 1000;
  const perTenThousand = cpuSeconds * (10_000 / reports.length);
  const isGoalSize = population.records >= 900_000;

  const chosen = asked.map((report) => candidates(report));
  const pairs = reports.reduce((sum, report) => sum + candidates(report).length, 0);
  const some = someOf(reports, options.asked * 3);
  const exactly = await timeEach(some, (report) => exact(report, { most }));
  const exactTruth = some.map((report) => report.truth);
  const exactFound = rowsOf(exactly.answers);

  const share = (name, figure, goals) => ({
    name,
    value: figure.recall,
    unit: 'of true pairs',
    note: `${figure.low.toFixed(3)} to ${figure.high.toFixed(3)}`,
    goals,
  });
  return [
    {
      name: `indexed, ${reports.length} reports`,
      unit: 'ms',
      p50: median(bulk.times),
      p95: quantile(bulk.times, 0.95),
      cpu: bulk.cpuEach,
      cpuSeconds: perTenThousand,
      note: `${cpuSeconds.toFixed(1)} CPU seconds in all, ${perTenThousand.toFixed(1)} for 10,000 reports`,
      goals: isGoalSize ? [{ of: 'cpuSeconds', limit: 10, unit: 'CPU seconds for 10,000 reports' }] : [],
    },
    {
      name: 'candidate pairs scored',
      value: pairs / (cpuSeconds || Number.NaN),
      unit: 'pairs per CPU second',
      note: `${(pairs / reports.length).toFixed(0)} candidates a report`,
    },
    share('candidates: recall of the rule alone', recall(chosen, truth)),
    share('indexed: recall@1', recall(found, truth, 1)),
    share('indexed: recall@10', recall(found, truth, 10), [{ of: 'value', limit: 0.96, unit: '', atLeast: true }]),
    share('indexed: recall@50', recall(found, truth, 50)),
    {
      name: `exact, ${some.length} reports whose person is on a list`,
      unit: 'ms',
      p50: median(exactly.times),
      p95: quantile(exactly.times, 0.95),
      cpu: exactly.cpuEach,
    },
    share('exact: recall@1', recall(exactFound, exactTruth, 1)),
    share('exact: recall@10', recall(exactFound, exactTruth, 10), [
      { of: 'value', limit: 0.97, unit: '', atLeast: true },
    ]),
    share('exact: recall@50', recall(exactFound, exactTruth, 50)),
    share(
      'indexed, the same reports: recall@10',
      recall(rowsOf(some.map(({ at }) => bulk.answers[at])), exactTruth, 10),
    ),
    {
      name: 'indexed finds of the exact first ten',
      value: recall(
        rowsOf(some.map(({ at }) => bulk.answers[at])),
        exactFound.map((list) => list.slice(0, 10)),
      ).recall,
      unit: 'of the exact first ten, whatever is true',
    },
  ];
}
