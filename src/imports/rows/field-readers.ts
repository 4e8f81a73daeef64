import { eventTypes } from '../../detention-records/detention-record.entity.js';
import { fateClaims } from '../../detention-records/fate-claim.js';
import type { Gazetteer } from '../../matching/index.js';
import type { Sex } from '../../matching/record.js';
import type { ImportField } from '../mapping/import-fields.js';
import { readEventType, readSex, readStatus } from '../mapping/value-words.js';
import type { ColumnsByField } from './mapped-columns.js';
import { NameForms } from './name-forms.js';
import { dateReader } from './read-date-cell.js';
import { momentReader } from './read-moment.js';
import { namesReader } from './read-names.js';
import { facilityReader, placeReader } from './read-place.js';
import { wordReader } from './read-word.js';

const sexes: readonly Sex[] = ['male', 'female'];

export type FieldReaders = ReturnType<typeof fieldReaders>;

/** How each field of an import is read. Each reader remembers what it read, so they are made once for an import. */
export function fieldReaders(columns: ColumnsByField, gazetteer: Gazetteer) {
  const of = (field: ImportField) => columns.get(field)?.[0];
  return {
    names: namesReader(new NameForms()),
    sex: wordReader(of('sex'), readSex, sexes, 'sex.not_understood'),
    eventType: wordReader(of('event_type'), readEventType, eventTypes, 'event_type.not_understood'),
    status: wordReader(of('status'), statusOrEvent, [...fateClaims, ...eventTypes], 'status.not_understood'),
    birth: dateReader(of('birth_date'), 'birth'),
    event: dateReader(of('event_date'), 'event'),
    birthPlace: placeReader(of('birth_place'), gazetteer),
    home: placeReader(of('home'), gazetteer),
    arrestPlace: placeReader(of('arrest_place'), gazetteer),
    governorate: placeReader(of('governorate'), gazetteer),
    district: placeReader(of('district'), gazetteer),
    community: placeReader(of('community'), gazetteer),
    facility: facilityReader(of('facility'), gazetteer),
    versionAt: momentReader(of('source_date')),
  };
}

/** A status column mixes what became of the person and what happened. */
const statusOrEvent = (text: string) => readStatus(text) ?? readEventType(text);
