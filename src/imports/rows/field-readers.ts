import { eventTypes } from '../../detention-records/detention-record.entity.js';
import type { Gazetteer } from '../../matching/index.js';
import type { Sex } from '../../matching/record.js';
import { readEventType, readSex, readStatus } from '../mapping/value-words.js';
import { fateClaims } from '../understood.js';
import { NameForms } from './name-forms.js';
import { dateReader } from './read-date-cell.js';
import { momentReader } from './read-moment.js';
import { namesReader } from './read-names.js';
import { facilityReader, placeReader } from './read-place.js';
import { wordReader } from './read-word.js';
import type { ColumnsByField } from './row-in-hand.js';

const sexes: readonly Sex[] = ['male', 'female'];

export type FieldReaders = ReturnType<typeof fieldReaders>;

/** How each field of an import is read. Each reader remembers what it read, so they are made once for an import. */
export function fieldReaders(columns: ColumnsByField, gazetteer: Gazetteer) {
  const words = columns.get('status');
  return {
    names: namesReader(new NameForms()),
    sex: wordReader(columns.get('sex'), readSex, sexes, 'sex.not_understood'),
    eventType: wordReader(columns.get('event_type'), readEventType, eventTypes, 'event_type.not_understood'),
    status: wordReader(words, statusOrEvent, [...fateClaims, ...eventTypes], 'status.not_understood'),
    birth: dateReader(columns.get('birth_date'), 'birth'),
    event: dateReader(columns.get('event_date'), 'event'),
    birthPlace: placeReader(columns.get('birth_place'), gazetteer),
    home: placeReader(columns.get('home'), gazetteer),
    arrestPlace: placeReader(columns.get('arrest_place'), gazetteer),
    governorate: placeReader(columns.get('governorate'), gazetteer),
    district: placeReader(columns.get('district'), gazetteer),
    community: placeReader(columns.get('community'), gazetteer),
    facility: facilityReader(columns.get('facility'), gazetteer),
    versionAt: momentReader(columns.get('source_date')),
  };
}

/** A status column mixes what became of the person and what happened. */
const statusOrEvent = (text: string) => readStatus(text) ?? readEventType(text);
