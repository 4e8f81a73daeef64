// Row b: one report against every record, nothing left out; and against ten times as many.
import { someOf } from '../asked-reports.mjs';
import { timeEach } from '../clocks.mjs';
import { median, quantile } from '../figures.mjs';
import { repeatColumns } from '../repeated-columns.mjs';

export const title = 'Exact search for one report';

const most = 50;

export async function measure({ population, reports, options, engine }) {
  const asked = someOf(reports, options.asked);
  const { columns, search } = await engine();
  const { exact, exactOver } = await search();
  const one = await scan(asked, exact);
  const many = repeatColumns(columns, 10);
  const ten = await scan(someOf(reports, Math.ceil(options.asked / 4)), exactOver(many));
  const isGoalSize = population.records >= 900_000;
  return [
    {
      ...row(`exact, ${population.records} records`, one, population.records),
      goals: isGoalSize
        ? [
            { of: 'p50', limit: 25, unit: 'ms' },
            { of: 'pairsPerSecond', limit: 30e6, unit: 'pairs per CPU second', atLeast: true },
          ]
        : [],
    },
    {
      ...row(`exact, the records ten times over: ${many.rows}`, ten, many.rows),
      goals: isGoalSize ? [{ of: 'cpu', limit: 250, unit: 'ms of processor time' }] : [],
    },
  ];
}

async function scan(asked, exact) {
  for (const report of asked.slice(0, 10)) exact(report, { most });
  return timeEach(asked, (report) => exact(report, { most }));
}

function row(name, { times, cpuEach }, records) {
  const pairsPerSecond = (records / cpuEach) * 1000;
  return {
    name,
    unit: 'ms',
    p50: median(times),
    p95: quantile(times, 0.95),
    cpu: cpuEach,
    pairsPerSecond,
    note: `${(pairsPerSecond / 1e6).toFixed(1)} M pairs per CPU second, all in (${times.length} reports)`,
  };
}
