import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoRecord, type DemoReport, type Population, reportBody } from '../demonstration/index.js';
import { projectDataFolder } from '../demonstration/project-data.js';
import { detentionColumns } from '../demonstration/sources.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { readHeadings } from '../imports/read-headings.js';
import { readRow } from '../imports/read-row.js';
import { createGazetteer, type Gazetteer, type MatchRecord, parseGazetteerRows } from '../matching/index.js';
import { nameRows } from '../person-names/read-names.js';
import { remembering } from '../places/gazetteer.service.js';
import { readReport } from '../reports/read-report.js';
import type { Report } from '../reports/report.entity.js';
import { ReportBody } from '../reports/report-body.js';
import { recordFeatures, reportFeatures } from '../suggestions/match-features.js';

/** What the matcher is shown of one invented report or record. */
export interface KeyedRecord {
  key: string;
  features: MatchRecord;
}

/** Reads an invented population as the service would read it from the interface and from imported files, without a database. */
export function readPopulation(population: Population): { reports: KeyedRecord[]; records: KeyedRecord[] } {
  const gazetteer = projectGazetteer();
  return {
    reports: population.reports.map((report) => readOneReport(report, gazetteer)),
    records: population.records.map((record) => readOneRecord(record, gazetteer)),
  };
}

function projectGazetteer(): Gazetteer {
  const text = (file: string): string => readFileSync(join(projectDataFolder(), 'gazetteer', file), 'utf8');
  const rows = parseGazetteerRows({
    admin: text('admin.tsv'),
    communities: text('communities.tsv'),
    neighbourhoods: text('neighbourhoods.damascus.tsv'),
    facilities: text('facilities.tsv'),
    otherNames: text('other-names.tsv'),
  });
  return remembering(createGazetteer(rows));
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

function readOneRecord(record: DemoRecord, gazetteer: Gazetteer): KeyedRecord {
  const cells = detentionColumns.map((column) => record[column] ?? '');
  const read = readRow(cells, 1, headings, gazetteer).record;
  if (!read) throw new Error(`The invented record ${record.id} was not accepted as a row.`);
  const rows = [
    ...nameRows({ organisationId: nobodys, detentionRecordId: record.id }, 'sought', read.names, 'partner'),
    ...nameRows({ organisationId: nobodys, detentionRecordId: record.id }, 'mother', read.mother, 'partner'),
  ];
  return { key: record.id, features: recordFeatures(read.columns as DetentionRecord, rows) };
}
