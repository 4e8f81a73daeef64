import { fromColumns } from '../database/fuzzy-date-columns.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { nowhere } from '../matching/index.js';
import type { MatchRecord, PlaceCodes } from '../matching/record.js';
import { type PersonNameRow, toPersonName } from '../person-names/person-name.entity.js';
import { placeCodes } from '../places/place-columns.js';
import type { Report } from '../reports/report.entity.js';

/** What the matcher is shown of a report or of a detention record. Whatever is left out here never takes part. */

const soughtNames = (names: PersonNameRow[]) => names.filter((row) => row.person === 'sought').map(toPersonName);
const motherName = (names: PersonNameRow[]) => names.find((row) => row.person === 'mother')?.raw ?? null;

/** The place that a row names in columns without a prefix. */
function placeOf(row: Report | DetentionRecord): PlaceCodes | null {
  const { governorate, district, subdistrict, community, placeGuessed: guessed } = row;
  return placeCodes({ governorate, district, subdistrict, community, guessed });
}

function facilityOf({ facility, facilityGuessed: guessed }: Report | DetentionRecord): PlaceCodes | null {
  return placeCodes({ ...nowhere, facility, guessed });
}

export function reportFeatures(report: Report, names: PersonNameRow[]): MatchRecord {
  return {
    names: soughtNames(names),
    motherName: motherName(names),
    sex: report.sex,
    birth: fromColumns(report.birth),
    event: fromColumns(report.disappeared),
    places: {
      birth: placeCodes(report.birthPlace),
      home: placeCodes(report.home),
      taken: placeOf(report),
      held: facilityOf(report),
    },
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
    places: placesOf(record),
    identifiers: record.identifiers,
  };
}

/**
 * Lists name a governorate or town beside a person without saying whether it is where he was taken, lived or was held; most often it is where he was taken
 * from. Only a list that gives the place of arrest apart means the place of the event by it.
 */
function placesOf(record: DetentionRecord): MatchRecord['places'] {
  const arrested = placeCodes(record.arrestPlace);
  const named = placeOf(record);
  const facility = facilityOf(record);
  return {
    birth: placeCodes(record.birthPlace),
    home: placeCodes(record.home),
    taken: arrested ?? named,
    held: facility ?? (arrested && named),
  };
}
