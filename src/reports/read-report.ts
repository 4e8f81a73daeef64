import { toColumns } from '../database/fuzzy-date-columns.js';
import type { FieldError } from '../errors.js';
import { checkDate, type DateOptions, type Gazetteer, parseDate } from '../matching/index.js';
import type { Identifier, PlaceCodes } from '../matching/record.js';
import { toWrittenPersonName } from '../person-names/read-names.js';
import type { Report } from './report.entity.js';
import type { ReportContent } from './report-body.js';

type ReadColumns = Pick<
  Report,
  | 'sex'
  | 'birth'
  | 'birthPlaceRaw'
  | 'disappeared'
  | 'placeRaw'
  | 'governorateRaw'
  | 'believedFacilityRaw'
  | 'identifiers'
  | 'circumstances'
> &
  PlaceCodes;

const nowhere: PlaceCodes = { governorate: null, district: null, subdistrict: null, community: null, facility: null };

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
    birthPlaceRaw: sought.birth_place ?? null,
    disappeared: toColumns(disappearance.date === undefined ? null : parseDate(disappearance.date, { of: 'event' })),
    placeRaw: disappearance.place ?? null,
    governorateRaw: disappearance.governorate ?? null,
    believedFacilityRaw: disappearance.believed_facility ?? null,
    identifiers: identifiersOf(sought.national_number),
    circumstances: disappearance.circumstances ?? null,
    ...placeCodesOf(disappearance, gazetteer),
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

function placeCodesOf(told: ReportContent['disappearance'], gazetteer: Gazetteer): PlaceCodes {
  const governorate = told.governorate ? gazetteer.resolvePlace(told.governorate).codes.governorate : null;
  const place = told.place ? gazetteer.resolvePlace(told.place, { governorate }).codes : nowhere;
  const facility = told.believed_facility ? gazetteer.resolveFacility(told.believed_facility).codes.facility : null;
  return { ...place, governorate: place.governorate ?? governorate, facility };
}
