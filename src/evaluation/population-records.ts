import { type DemoRecord, type DemoReport, type Population, reportBody } from '../demonstration/index.js';
import { detentionColumns } from '../demonstration/sources.js';
import type { ImportField } from '../imports/mapping/import-fields.js';
import type { Mapping } from '../imports/mapping/mapping.js';
import { makeRowReader, type RowReader } from '../imports/rows/make-row-reader.js';
import { projectGazetteer } from '../linkage/project-gazetteer.js';
import type { Gazetteer, MatchRecord } from '../matching/index.js';
import { nameRows } from '../person-names/read-names.js';
import { readReport } from '../reports/read-report.js';
import type { Report } from '../reports/report.entity.js';
import { ReportBody } from '../reports/report-body.js';
import { recordFeatures, reportFeatures } from '../suggestions/match-features.js';
import { understoodRecord } from './understood-record.js';

/** What the matcher is shown of one invented report or record. */
export interface KeyedRecord {
  key: string;
  features: MatchRecord;
}

/** Reads invented reports and records one by one. */
export interface PopulationReader {
  report(report: DemoReport): KeyedRecord;
  /** Null when an import would hold the row for somebody to look at. */
  record(record: DemoRecord): KeyedRecord | null;
}

/** Makes ready what reading needs (the gazetteer: half a second). */
export function populationReader(): PopulationReader {
  const gazetteer = projectGazetteer();
  const readRow = makeRowReader(columns, mapping, { gazetteer, documentType: 'ngo_database', documentDate: null });
  return {
    report: (report) => readOneReport(report, gazetteer),
    record: (record) => readOneRecord(record, readRow),
  };
}

/**
 * Reads an invented population as the service would read it from the interface and from imported files, without a database. Rows that an import holds
 * for somebody to look at (a slip of the pen can turn a name alone into "man") are compared with nobody there, so they are left out; their true pairs count as missed.
 */
export function readPopulation(population: Population): { reports: KeyedRecord[]; records: KeyedRecord[] } {
  const reader = populationReader();
  return {
    reports: population.reports.map(reader.report),
    records: population.records.flatMap((record) => reader.record(record) ?? []),
  };
}

/** Nothing here belongs to an organisation. */
const nobodys = '';

function readOneReport(report: DemoReport, gazetteer: Gazetteer): KeyedRecord {
  const { columns, names, mother } = readReport(ReportBody.parse(reportBody(report)), gazetteer);
  const rows = [
    ...nameRows({ organisationId: nobodys, reportId: report.key }, 'sought', names, 'family'),
    ...nameRows({ organisationId: nobodys, reportId: report.key }, 'mother', mother, 'family'),
  ];
  return { key: report.key, features: reportFeatures(columns as Report, rows) };
}

const columns = detentionColumns.map((heading, index) => ({ index, letter: '', heading }));
/** The columns are called as their fields. */
const fieldOf = (heading: string): ImportField => (heading === 'id' ? 'source_record_id' : (heading as ImportField));
const mapping: Mapping = {
  kind: 'detention_records',
  columns: detentionColumns.map((heading) => ({ heading, field: fieldOf(heading) })),
};

function readOneRecord(record: DemoRecord, readRow: RowReader): KeyedRecord | null {
  const cells = detentionColumns.map((column) => ({ raw: record[column] ?? '' }));
  const { understood } = readRow({ kind: 'row', rowNumber: 1, cells });
  if (!understood) return null;
  const stored = understoodRecord(understood);
  return { key: record.id, features: recordFeatures(stored.record, stored.names) };
}
