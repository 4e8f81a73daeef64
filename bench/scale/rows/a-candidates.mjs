// Row a: one report's search through the index, beside what Postgres can do with the same keys and the same names.
import { someOf } from '../asked-reports.mjs';
import { postgresSearches } from '../baselines/postgres-search.mjs';
import { withPostgresTables } from '../baselines/postgres-tables.mjs';
import { cpuOf, timeEach } from '../clocks.mjs';
import { attempt, attemptRows, median, quantile, recall } from '../figures.mjs';
import { coldAndWarm, indexedPhases, othersThan } from '../phases.mjs';

export const title = 'Search for one report';

/** As many as Postgres is asked for. */
const most = 500;

export async function measure({ population, reports, options, say, engine }) {
  const asked = someOf(reports, options.asked);
  const truth = asked.map((report) => report.truth);
  const baselines = await withPostgresTables(population, say, async (database, { pid, built }) => {
    const rows = [];
    for (const { name, prepare, asks, ask } of postgresSearches(database)) {
      await prepare?.();
      for (const report of asked.slice(0, 5)) await ask(report);
      const timed = await timeEach(asked.filter(asks), ask, () => cpuOf(pid));
      // Who cannot be asked about finds nothing, and that counts.
      const answers = new Map(asked.filter(asks).map((report, at) => [report, timed.answers[at]]));
      const row = summed(name, { ...timed, answers: asked.map((report) => answers.get(report) ?? []) }, truth);
      if (answers.size < asked.length) row.note += `; ${answers.size} of ${asked.length} reports could be asked about`;
      rows.push(row);
      say(`${name}: ${row.p50.toFixed(1)} ms`);
    }
    rows[0].note += `; ${built.rows} keys`;
    return rows;
  });
  const { candidates, search } = engine();
  const others = othersThan(asked, reports);
  const isMillion = population.records >= 900_000;
  const ofOurs = await attemptRows('ours, indexed, candidates scored', async (name) => {
    const ask = ({ indexed }, report) => indexed(report, { most }).map(({ row }) => row);
    const { rows, timed } = await coldAndWarm('ours, indexed', { begin: search, ask, asked, others });
    const goals = isMillion
      ? [
          { of: 'p50', limit: 1, unit: 'ms' },
          { of: 'p95', limit: 3, unit: 'ms' },
        ]
      : [];
    const warm = { ...summed(name, timed, truth), goals };
    return [warm, ...rows, ...(await indexedPhases({ begin: search, candidates, asked, others, most }))];
  });
  const found = await attempt('ours, candidates alone', async (name) => {
    for (const report of asked.slice(0, 20)) candidates(report);
    return summed(name, await timeEach(asked, (report) => [...candidates(report)]), truth);
  });
  const [ours] = ofOurs;
  return [
    ...ofOurs,
    found,
    ...baselines.map((row) =>
      ours.failed ? row : { ...row, timesOurs: { p50: row.p50 / ours.p50, p95: row.p95 / ours.p95 } },
    ),
  ];
}

function summed(name, { times, answers, cpuEach }, truth) {
  const { recall: share, low, high } = recall(answers, truth);
  const returned = answers.reduce((sum, rows) => sum + rows.length, 0) / answers.length;
  return {
    name,
    unit: 'ms',
    p50: median(times),
    p95: quantile(times, 0.95),
    cpu: cpuEach,
    recall: { share, low, high },
    note: `recall of what is returned ${share.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ${returned.toFixed(0)} rows a report`,
  };
}
