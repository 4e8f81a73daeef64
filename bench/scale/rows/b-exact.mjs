// Row b: one report against every record, nothing left out; and against ten times as many.
import { someOf } from '../asked-reports.mjs';
import { timeEach } from '../clocks.mjs';
import { searchOver } from '../engine.mjs';
import { median, quantile } from '../figures.mjs';
import { coldAndWarm, exactPhases, othersThan } from '../phases.mjs';
import { repeatColumns } from '../repeated-columns.mjs';

export const title = 'Exact search for one report';

const most = 50;
const times = 10;

export async function measure({ population, reports, options, engine }) {
  const asked = someOf(reports, options.asked);
  const others = othersThan(asked, reports);
  const { columns, search } = engine();
  const ask = ({ exact }, report) => exact(report, { most });
  const name = `exact, ${population.records} records`;
  const one = await coldAndWarm('exact', { begin: search, ask, asked, others });
  const many = repeatColumns(columns, times);
  const beginMany = () => searchOver(many);
  const some = someOf(reports, Math.ceil(options.asked / 4));
  const { records } = population;
  const phases = await exactPhases({ begin: search, beginMany, times, records, asked: some, others, most });
  const overMany = beginMany();
  // What is new about a name costs the same whatever the number of rows: it is paid before.
  for (const report of others.slice(0, some.length)) ask(overMany, report);
  const ten = await timeEach(some, (report) => ask(overMany, report));
  const isGoalSize = population.records >= 900_000;
  return [
    {
      ...row(name, one.timed, population.records),
      goals: isGoalSize
        ? [
            { of: 'p50', limit: 25, unit: 'ms' },
            { of: 'pairsPerSecond', limit: 30e6, unit: 'pairs per CPU second', atLeast: true },
          ]
        : [],
    },
    ...one.rows,
    ...phases,
    {
      ...row(`exact, the records ten times over: ${many.rows}`, ten, many.rows),
      goals: isGoalSize ? [{ of: 'cpu', limit: 250, unit: 'ms of processor time' }] : [],
    },
  ];
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
