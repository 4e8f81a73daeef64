// Row d: the same reports and records through a pipeline in SQL (DuckDB, after Splink), and how many candidate pairs either scores in a second of processor time.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { someOf } from '../asked-reports.mjs';
import { duckDbPipeline } from '../baselines/duckdb-pipeline.mjs';
import { ownCpu, timeEach } from '../clocks.mjs';
import { attempt, recall } from '../figures.mjs';
import { plainColumnNames } from '../plain-columns.mjs';
import { eachLine } from '../population.mjs';

export const title = 'Candidate pairs scored, beside DuckDB';

const manyReports = 1000;

export async function measure({ population, reports, size, say, engine, options }) {
  const asked = reports.filter(({ truth }) => truth.length > 0);
  const truth = asked.map((report) => report.truth);
  const rows = [];
  for (const threads of [...new Set([1, size.threads])]) {
    const pipeline = await withFiles(population, reports, (files) =>
      duckDbPipeline({ ...files, columnNames: plainColumnNames, threads, cpu: ownCpu }),
    );
    if (pipeline === null) {
      say('DuckDB: not installed. Everything else is measured without it.');
      rows.push({ name: 'DuckDB', value: null, unit: '', note: 'not installed' });
      break;
    }
    const { pairs, blocking, scoring, lists } = pipeline;
    const found = asked.map(({ at }) => lists.get(at) ?? []);
    const cpuSeconds = blocking.cpuSeconds + scoring.cpuSeconds;
    const seconds = blocking.seconds + scoring.seconds;
    const { recall: share, low, high } = recall(found, truth, 10);
    rows.push({
      name: `DuckDB, 8 blocking rules, ${threads} thread${threads === 1 ? '' : 's'}`,
      value: pairs / cpuSeconds,
      cpuSeconds,
      unit: 'pairs per CPU second',
      note: `${pairs} pairs (${(pairs / reports.length).toFixed(0)} a report), ${cpuSeconds.toFixed(2)} CPU seconds, ${seconds.toFixed(2)} s; recall@10 ${share.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    });
  }
  const measured = rows.flatMap(({ value }) => value ?? []);
  const best = measured.length > 0 ? Math.max(...measured) : null;
  const ours = await attempt('ours, indexed, search and scores together', async (name) => {
    const { candidates, search } = engine();
    const { indexed } = search();
    // Evenly over all: the rate is what is compared, and row c asks about every report.
    const some = someOf(reports, manyReports);
    const pairs = some.reduce((sum, report) => sum + candidates(report).length, 0);
    const bulk = await timeEach(some, (report) => indexed(report, { most: 50 }));
    const cpuSeconds = (bulk.cpuEach * some.length) / 1000;
    const times = best === null ? null : pairs / cpuSeconds / best;
    return {
      name,
      value: pairs / cpuSeconds,
      cpuSeconds,
      unit: 'pairs per CPU second',
      times,
      ...(times === null ? {} : { ratio: { of: 'the better DuckDB', times } }),
      note: `${pairs} pairs of ${some.length} reports, ${cpuSeconds.toFixed(2)} CPU seconds`,
      goals: population.records >= 900_000 ? [{ of: 'times', limit: 5, unit: 'times DuckDB', atLeast: true }] : [],
    };
  });
  const exactly = await attempt('ours, exact: every record decided', async (name) => {
    const { exact } = engine().search();
    const some = someOf(reports, options.asked);
    for (const report of some) exact(report, { most: 50 });
    const timed = await timeEach(some, (report) => exact(report, { most: 50 }));
    const value = (population.records / timed.cpuEach) * 1000;
    const times = best === null ? null : value / best;
    return {
      name,
      value,
      unit: 'pairs per CPU second',
      ...(times === null ? {} : { ratio: { of: 'the better DuckDB', times } }),
      note: `${some.length} reports, each asked about before; of most pairs it is shown that they cannot reach a band`,
    };
  });
  return [ours, exactly, ...rows];
}

/** Both sides as files that DuckDB reads: loading is not part of what is timed, on either side. */
async function withFiles(population, reports, use) {
  const folder = mkdtempSync(join(tmpdir(), 'athar-bench-duckdb-'));
  try {
    const recordFiles = [];
    let lines = [];
    const flush = () => {
      const file = join(folder, `records-${recordFiles.length}.tsv`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      recordFiles.push(file);
      lines = [];
    };
    eachLine(population, 'plain', (line, row) => {
      lines.push(`${row}\t${line}`);
      if (lines.length === 100_000) flush();
    });
    if (lines.length > 0) flush();
    const reportFile = join(folder, 'reports.tsv');
    const reportLines = reports.map(({ at, plain }) => [at, ...plainColumnNames.map((name) => plain[name])].join('\t'));
    writeFileSync(reportFile, `${reportLines.join('\n')}\n`);
    return await use({ recordFiles, reportFile });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
