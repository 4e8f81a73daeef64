import { fromColumns } from '../database/fuzzy-date-columns.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import type { MatchRecord, PlaceCodes } from '../matching/record.js';
import { type PersonNameRow, toPersonName } from '../person-names/person-name.entity.js';
import type { Report } from '../reports/report.entity.js';

/** What the matcher is shown of a report or of a detention record. Whatever is left out here never takes part. */

const soughtNames = (names: PersonNameRow[]) => names.filter((row) => row.person === 'sought').map(toPersonName);
const motherName = (names: PersonNameRow[]) => names.find((row) => row.person === 'mother')?.raw ?? null;

function placeOf(row: PlaceCodes): PlaceCodes | null {
  const { governorate, district, subdistrict, community, facility } = row;
  const codes = { governorate, district, subdistrict, community, facility };
  return Object.values(codes).some(Boolean) ? codes : null;
}

export function reportFeatures(report: Report, names: PersonNameRow[]): MatchRecord {
  return {
    names: soughtNames(names),
    motherName: motherName(names),
    sex: report.sex,
    birth: fromColumns(report.birth),
    event: fromColumns(report.disappeared),
    place: placeOf(report),
    identifiers: report.identifiers,
  };
}

export function recordFeatures(record: DetentionRecord, names: PersonNameRow[]): MatchRecord {
  return {
    names: soughtNames(names),
    motherName: motherName(names),
    sex: record.sex,
    birth: fromColumns(record.birth),
    event: fromColumns(record.event),
    place: placeOf(record),
    identifiers: record.identifiers,
  };
}
