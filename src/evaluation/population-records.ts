import { type DemoRecord, type DemoReport, type Population, reportBody } from '../demonstration/index.js';
import { detentionColumns } from '../demonstration/sources.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { readHeadings } from '../imports/read-headings.js';
import { readRow } from '../imports/read-row.js';
import { projectGazetteer } from '../linkage/project-gazetteer.js';
import type { Gazetteer, MatchRecord } from '../matching/index.js';
import { nameRows } from '../person-names/read-names.js';
import { readReport } from '../reports/read-report.js';
import type { Report } from '../reports/report.entity.js';
import { ReportBody } from '../reports/report-body.js';
import { recordFeatures, reportFeatures } from '../suggestions/match-features.js';

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
  return {
    report: (report) => readOneReport(report, gazetteer),
    record: (record) => readOneRecord(record, gazetteer),
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

const headings = readHeadings([...detentionColumns]).map;

function readOneRecord(record: DemoRecord, gazetteer: Gazetteer): KeyedRecord | null {
  const cells = detentionColumns.map((column) => record[column] ?? '');
  const read = readRow(cells, 1, headings, gazetteer).record;
  if (!read) return null;
  const rows = [
    ...nameRows({ organisationId: nobodys, detentionRecordId: record.id }, 'sought', read.names, 'partner'),
    ...nameRows({ organisationId: nobodys, detentionRecordId: record.id }, 'mother', read.mother, 'partner'),
  ];
  return { key: record.id, features: recordFeatures(read.columns as DetentionRecord, rows) };
}
