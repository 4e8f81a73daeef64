// The engine over the whole population: columns and index of keys in shared memory as a worker holds them, and the search over both.
import { ColumnBuilder } from '../../dist/matching/columns/column-builder.js';
import { KeyIndex } from '../../dist/matching/columns/key-index.js';
import { KeyIndexBuilder } from '../../dist/matching/columns/key-index-builder.js';
import { RecordSearch } from '../../dist/matching/columns/record-search.js';
import { candidateBits, modelOfSizeClass, PackedColumns, packColumns, sizeClassOf } from '../../dist/matching/index.js';
import { ownCpu } from './clocks.mjs';
import { eachKeys, eachLine } from './population.mjs';

/** Rows that keys may bring before the commonest bring none: far above what any report of the population asks for. */
const mostBrought = 2_000_000;

/**
 * @returns `arrays` (columns and keys in shared memory), `columns` over them, `candidates` of a report (rows), and `search`, which has been asked nothing yet
 */
export function startEngine(population, say) {
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
  const laidOut = ownCpu();
  // A worker does so before it keeps its file, and reads them with it.
  columns.spellings.workOutMeanings(0, Number.POSITIVE_INFINITY);
  const spent = (start, end) => `${((end - start) / 1000).toFixed(1)} CPU s`;
  say(
    `engine: ${columns.rows} records laid out and indexed in ${spent(from, laidOut)}, meanings of ${columns.spellings.count} spellings in ${spent(laidOut, ownCpu())}`,
  );

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
    search: () => searchOver(columns, found),
  };
}

/**
 * The ways to ask a search that begins with this call about reports; rows with weights, best first, `most` of them.
 * `tables` lays out what a question needs and looks at no row; `bounds` scans all rows, and weighs none.
 */
export function searchOver(columns, found) {
  // As the service compares with so many records; what is below its weak band is not looked for.
  const model = modelOfSizeClass(sizeClassOf(columns.rows));
  const least = model.suggestAtMatchWeight.weak;
  const search = new RecordSearch(columns, 'report', model);
  return {
    exact: (report, options) => search.exact(report.compiled, { least, ...options }),
    indexed: (report, options) => {
      const { rows, count } = found(report);
      return search.among(report.compiled, rows, count, { least, ...options });
    },
    among: (report, rows, options) => search.among(report.compiled, rows, rows.length, { least, ...options }),
    tables: (report) => search.among(report.compiled, [], 0, { least, most: 1 }),
    bounds: (report) => search.exact(report.compiled, { least, most: 1, may: () => false }),
  };
}
