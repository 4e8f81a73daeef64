import { toColumns } from '../database/fuzzy-date-columns.js';
import type { FieldError } from '../errors.js';
import { checkDate, type DateOptions, type Gazetteer, parseDate } from '../matching/index.js';
import type { Identifier } from '../matching/record.js';
import { toWrittenPersonName } from '../person-names/read-names.js';
import { isGuess, type PlaceColumns, toPlaceColumns } from '../places/place-columns.js';
import { furtherOf } from './further-content.js';
import type { Report } from './report.entity.js';
import type { ReportContent } from './report-body.js';

type ReadColumns = Pick<
  Report,
  | 'sex'
  | 'birth'
  | 'birthPlace'
  | 'home'
  | 'disappeared'
  | 'placeRaw'
  | 'governorateRaw'
  | 'believedFacilityRaw'
  | 'governorate'
  | 'district'
  | 'subdistrict'
  | 'community'
  | 'placeGuessed'
  | 'facility'
  | 'facilityGuessed'
  | 'identifiers'
  | 'circumstances'
  | 'further'
>;

/**
 * Dates that cannot be: 31 February, month 13. The family is asked again, because a slip of the pen is easy to mend now.
 * A date that is merely not understood ("when the olives were ripe") is kept as told and is no error.
 */
export function impossibleDates(body: ReportContent): FieldError[] {
  const dates: [pointer: string, raw: string | undefined, of: DateOptions['of']][] = [
    ['/sought/birth', body.sought.birth, 'birth'],
    ['/disappearance/date', body.disappearance.date, 'event'],
  ];
  return dates.flatMap(([pointer, raw, of]) => {
    const checked = raw === undefined ? null : checkDate(raw, { of });
    return checked && !checked.ok && checked.code === 'date.impossible'
      ? [
          {
            pointer,
            code: checked.code,
            message: 'This day does not exist in the calendar. Check day, month and year.',
          },
        ]
      : [];
  });
}

/** What was told, as columns: raw text beside what it was read as. Pure. */
export function readReport(body: ReportContent, gazetteer: Gazetteer) {
  const { sought, disappearance } = body;
  const columns: ReadColumns = {
    sex: sought.sex ?? null,
    birth: toColumns(sought.birth === undefined ? null : parseDate(sought.birth, { of: 'birth' })),
    birthPlace: readPlace(sought.birth_place, gazetteer),
    home: readPlace(sought.home, gazetteer),
    disappeared: toColumns(disappearance.date === undefined ? null : parseDate(disappearance.date, { of: 'event' })),
    placeRaw: disappearance.place ?? null,
    governorateRaw: disappearance.governorate ?? null,
    believedFacilityRaw: disappearance.believed_facility ?? null,
    identifiers: identifiersOf(sought.national_number),
    circumstances: disappearance.circumstances ?? null,
    further: furtherOf(body),
    ...placeOf(disappearance, gazetteer),
    ...facilityOf(disappearance, gazetteer),
  };
  return {
    columns,
    names: sought.names.map(toWrittenPersonName),
    mother: sought.mother_name === undefined ? [] : [{ raw: sought.mother_name }],
  };
}

function identifiersOf(nationalNumber: string | undefined): Identifier[] {
  return nationalNumber === undefined ? [] : [{ type: 'national_number', value: nationalNumber }];
}

function readPlace(raw: string | undefined, gazetteer: Gazetteer): PlaceColumns {
  return raw === undefined ? toPlaceColumns(null, null) : toPlaceColumns(raw, gazetteer.resolvePlace(raw));
}

function placeOf(told: ReportContent['disappearance'], gazetteer: Gazetteer) {
  const wide = gazetteer.resolvePlace(told.governorate ?? '');
  const narrow = gazetteer.resolvePlace(told.place ?? '', { governorate: wide.codes.governorate });
  const { raw, guessed, ...codes } = toPlaceColumns(null, narrow);
  return { ...codes, placeGuessed: guessed ?? isGuess(wide) };
}

function facilityOf(told: ReportContent['disappearance'], gazetteer: Gazetteer) {
  const found = gazetteer.resolveFacility(told.believed_facility ?? '');
  return { facility: found.codes.facility, facilityGuessed: isGuess(found) };
}
