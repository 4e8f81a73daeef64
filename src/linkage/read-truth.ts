import type { ReportRecordPair } from '../demonstration/index.js';
import type { LinkedPair } from '../evaluation/index.js';
import { type LinkageHeader, linkageColumns } from './linkage-columns.js';
import { openTable, TableError } from './read-table.js';

const truthColumns = ['report_id', 'record_id', 'kind'] as const;
const pairColumns = ['report_id', 'record_id', 'match_weight', 'probability', 'rank'] as const;
/** Words in the column `kind` for one person; whatever else stands there is somebody of the family. */
const samePerson = new Set(['', 'same', 'self', 'same_person', 'true', '1']);

/** @throws TableError when a column is missing */
export async function readTruth(path: string): Promise<{ truth: ReportRecordPair[]; relatives: ReportRecordPair[] }> {
  const truth = new Map<string, ReportRecordPair>();
  const relatives = new Map<string, ReportRecordPair>();
  for await (const cell of cellsOf(path, truthColumns)) {
    const pair = { reportKey: cell('report_id'), recordKey: cell('record_id') };
    if (pair.reportKey === '' || pair.recordKey === '') continue;
    const into = samePerson.has(cell('kind').toLowerCase()) ? truth : relatives;
    into.set(`${pair.reportKey}\n${pair.recordKey}`, pair);
  }
  return { truth: [...truth.values()], relatives: [...relatives.values()] };
}

/** Pairs of a file, those of a report in the order of their ranks, or of their weights where no rank is given. */
export async function readPairs(path: string): Promise<LinkedPair[]> {
  const pairs: (LinkedPair & { rank: number })[] = [];
  for await (const cell of cellsOf(path, pairColumns)) {
    const probability = numberOf(cell('probability'));
    const rank = numberOf(cell('rank'));
    const weight = numberOf(cell('match_weight')) ?? probability ?? (rank === null ? 0 : -rank);
    pairs.push({ reportKey: cell('report_id'), recordKey: cell('record_id'), weight, probability, rank: rank ?? 0 });
  }
  pairs.sort((a, b) => a.rank - b.rank || b.weight - a.weight);
  return pairs.map(({ rank: _, ...pair }) => pair);
}

/** The rows of a file of reports or records by id; of several with one id the first. */
export async function readRowsById(
  path: string,
  wanted: (id: string) => boolean,
): Promise<{ header: LinkageHeader; rows: Map<string, string[]> }> {
  const { header, rows } = await openTable(path, linkageColumns);
  const found = new Map<string, string[]>();
  for await (const { rowNumber, cells } of rows) {
    const id = cells[header.places.id ?? -1]?.trim() || `row-${rowNumber}`;
    if (wanted(id) && !found.has(id)) found.set(id, cells);
  }
  return { header, rows: found };
}

async function* cellsOf<Column extends string>(
  path: string,
  columns: readonly Column[],
): AsyncGenerator<(column: Column) => string> {
  const { header, rows } = await openTable(path, columns);
  const missing = columns.slice(0, 2).filter((column) => header.places[column] === undefined);
  if (missing.length > 0) throw new TableError(`A column is missing: ${missing.join(', ')}.`);
  for await (const { cells } of rows) yield (column) => cells[header.places[column] ?? -1]?.trim() ?? '';
}

function numberOf(text: string): number | null {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
