// The engine over the whole population: columns, the index of keys, and the search over both.
import { ColumnBuilder } from '../../dist/matching/columns/column-builder.js';
import { KeyIndex } from '../../dist/matching/columns/key-index.js';
import { KeyIndexBuilder } from '../../dist/matching/columns/key-index-builder.js';
import { candidateBits } from '../../dist/matching/index.js';
import { ownCpu } from './clocks.mjs';
import { eachKeys, eachLine } from './population.mjs';

/** Rows that keys may bring before the commonest bring none: far above what any report of the population asks for. */
const mostBrought = 2_000_000;

/** @returns the columns, and the ways to ask: rows of candidates, `exact` and `indexed` search (best first, `most` of them), and `exactOver` other columns */
export async function startEngine(population, say) {
  const from = ownCpu();
  const builder = new ColumnBuilder();
  eachLine(population, 'coded', (line) => builder.add(JSON.parse(line)));
  const columns = builder.columns();
  const keys = new KeyIndexBuilder();
  eachKeys(population, (slice, firstRow) => {
    for (let row = 0; row + 1 < slice.starts.length; row++)
      keys.add(firstRow + row, slice.keys.subarray(slice.starts[row], slice.starts[row + 1]));
  });
  const index = new KeyIndex(keys.pack(), columns.rows);
  say(`engine: ${columns.rows} records laid out and indexed in ${((ownCpu() - from) / 1000).toFixed(1)} CPU s`);

  const candidates = (report) => {
    const { rows, count, cut } = index.candidates(report.keys, { candidateBits, mostBrought });
    if (cut.length > 0) throw new Error('A key was left out: the bench must see every candidate.');
    return rows.slice(0, count);
  };
  return { columns, candidates, ...(await searches(columns, index)) };
}

async function searches() {
  const missing = () => {
    throw new Error('The search over columns (columns/record-search.ts) is not there yet.');
  };
  return { indexed: missing, exact: missing, exactOver: missing };
}
