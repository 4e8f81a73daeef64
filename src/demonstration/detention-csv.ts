import { csvLine } from '../workbooks/index.js';
import type { DemoRecord } from './population.js';
import { readDataTable } from './project-data.js';
import { type DemoSource, type DetentionColumn, detentionColumns, loadSources } from './sources.js';

/** One invented document as a file for POST /v1/imports. */
export interface DetentionCsv {
  source: DemoSource;
  rowCount: number;
  /** Heading line and rows, without line ends, made one by one as they are asked for; can be read again. */
  lines: Iterable<string>;
}

/**
 * One CSV (RFC 4180, comma) for each source that has records, in the order of the sources table; rows keep the order of
 * `records`. Headings are English column names or Arabic headings, as the source has them; only the source's columns appear.
 */
export function writeDetentionCsv(records: readonly DemoRecord[]): DetentionCsv[] {
  const headings = new Map(
    readDataTable<'column' | 'en' | 'ar'>('demonstration/headings.tsv').map((row) => [row.column, row] as const),
  );
  const bySource = new Map<string, DemoRecord[]>();
  for (const record of records) {
    const rows = bySource.get(record.source);
    if (rows === undefined) bySource.set(record.source, [record]);
    else rows.push(record);
  }
  return loadSources()
    .filter((source) => bySource.has(source.key))
    .map(({ key, fileName, type, title, issuer, documentDate, columns, headings: language }) => {
      const present = detentionColumns.filter((column) => columns.has(column));
      const headingLine = csvLine(present.map((column) => headings.get(column)![language]));
      const rows = bySource.get(key)!;
      return {
        source: { key, fileName, type, title, issuer, documentDate },
        rowCount: rows.length,
        lines: { [Symbol.iterator]: () => csvLines(headingLine, rows, present) },
      };
    });
}

function* csvLines(headingLine: string, rows: DemoRecord[], columns: DetentionColumn[]): Generator<string> {
  yield headingLine;
  for (const row of rows) yield csvLine(columns.map((column) => row[column] ?? ''));
}
