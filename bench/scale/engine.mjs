// The engine over the whole population: columns and index of keys in shared memory as a worker holds them, and the search over both.
import { ColumnBuilder } from '../../dist/matching/columns/column-builder.js';
import { KeyIndex } from '../../dist/matching/columns/key-index.js';
import { KeyIndexBuilder } from '../../dist/matching/columns/key-index-builder.js';
import { candidateBits, currentModel, PackedColumns, packColumns } from '../../dist/matching/index.js';
import { ownCpu } from './clocks.mjs';
import { enginePart } from './engine-part.mjs';
import { eachKeys, eachLine } from './population.mjs';

/** Rows that keys may bring before the commonest bring none: far above what any report of the population asks for. */
const mostBrought = 2_000_000;

/** Below this weight nothing is suggested, so nothing is looked for. */
const least = currentModel.suggestAtMatchWeight.weak;

/**
 * @returns `arrays` (columns and keys in shared memory), `columns` over them, and the ways to ask about a report: `candidates` (rows), and by `search()` `exact`
 * and `indexed` (rows with weights, best first, `most` of them), and `exactOver` other columns
 */
export async function startEngine(population, say) {
  const from = ownCpu();
  const builder = new ColumnBuilder();
  eachLine(population, 'coded', (line) => builder.add(JSON.parse(line)));
  const keys = new KeyIndexBuilder();
  eachKeys(population, (slice, firstRow) => {
    for (let row = 0; row + 1 < slice.starts.length; row++)
      keys.add(firstRow + row, slice.keys.subarray(slice.starts[row], slice.starts[row + 1]));
  });
  const arrays = { columns: packColumns(builder.columns()), keys: keys.pack() };
  const columns = new PackedColumns(arrays.columns);
  const index = new KeyIndex(arrays.keys, columns.rows);
  say(`engine: ${columns.rows} records laid out and indexed in ${((ownCpu() - from) / 1000).toFixed(1)} CPU s`);

  const found = ({ keys: asked }) => {
    const answer = index.candidates(asked, { candidateBits, mostBrought });
    if (answer.cut.length > 0) throw new Error('A key was left out: the bench must see every candidate.');
    return answer;
  };
  return {
    arrays,
    columns,
    candidates: (report) => {
      const { rows, count } = found(report);
      return rows.slice(0, count);
    },
    search: async () => {
      const { RecordSearch } = await enginePart('matching/columns/record-search');
      const over = (searched) => (report, options) => searched.exact(report.compiled, { least, ...options });
      const search = new RecordSearch(columns, 'report');
      return {
        indexed: (report, options) => {
          const { rows, count } = found(report);
          return search.among(report.compiled, rows, count, { least, ...options });
        },
        exact: over(search),
        exactOver: (others) => over(new RecordSearch(others, 'report')),
      };
    },
  };
}
