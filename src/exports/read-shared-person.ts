import { type FuzzyDateColumns, fromColumns } from '../database/fuzzy-date-columns.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { normaliseText } from '../matching/index.js';
import { nameView } from '../person-names/name-view.js';
import type { PersonNameRow } from '../person-names/person-name.entity.js';
import type { Report } from '../reports/report.entity.js';
import type { SharedDate, SharedPerson, SharedPlace, SharedText } from './shared-person.js';
import { type SourceIdentity, withholdLabels } from './withhold-labels.js';

/** What may leave of a report. The place of detention that a family believes in stays here. */
export function sharedReport(report: Report, names: PersonNameRow[]): SharedPerson {
  return withholdLabels({
    ...namesOf(names),
    sex: report.sex,
    birth: dateOf(report.birth),
    event: { type: 'disappearance', date: dateOf(report.disappeared) },
    place: placeOf({ ...report, guessed: report.placeGuessed }),
    home: placeOf(report.home),
    facility: null,
    source_record_id: null,
  });
}

/** What an organisation takes along of its own detention record. */
export function sharedRecord(record: DetentionRecord, names: PersonNameRow[], source?: SourceIdentity): SharedPerson {
  const person = {
    ...namesOf(names),
    sex: record.sex,
    birth: dateOf(record.birth),
    event: { type: record.eventType, date: dateOf(record.event) },
    place: placeOf({ ...record, guessed: record.placeGuessed }),
    home: placeOf(record.home),
    facility: record.facilityGuessed ? null : record.facility,
    source_record_id: record.sourceRecordId,
  };
  return withholdLabels(person, source);
}

function namesOf(rows: PersonNameRow[]): Pick<SharedPerson, 'names' | 'mother_names'> {
  const sorted = [...rows].sort((a, b) => a.position - b.position);
  return {
    names: sorted
      .filter(({ person }) => person === 'sought')
      .map((row) => {
        const { as_written, script, given, father, grandfather, family } = nameView(row);
        return { ...textOf(as_written), script, given, father, grandfather, family };
      }),
    mother_names: sorted.filter(({ person }) => person === 'mother').map(({ raw }) => textOf(raw)),
  };
}

const textOf = (written: string): SharedText => ({ as_written: written, normalised: normaliseText(written) });

/** Without the text as written, in which anything may stand. */
function dateOf(columns: FuzzyDateColumns): SharedDate | null {
  const date = fromColumns(columns);
  return (
    date && {
      from: date.earliest,
      to: date.latest,
      precision: date.precision,
      calendar_as_written: date.calendar,
      qualifier: date.qualifier,
    }
  );
}

/** A guess from the spelling is a help for comparing; to others it would be a fact. */
function placeOf({
  governorate,
  district,
  subdistrict,
  community,
  guessed,
}: SharedPlace & { guessed: boolean | null }): SharedPlace | null {
  if (guessed || !(governorate ?? district ?? subdistrict ?? community)) return null;
  return { governorate, district, subdistrict, community };
}
