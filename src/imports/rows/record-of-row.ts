import { type EventType, eventTypes } from '../../detention-records/detention-record.entity.js';
import { type FateClaim, fateClaims } from '../../detention-records/fate-claim.js';
import type { PlaceResolution } from '../../matching/index.js';
import { isGuess } from '../../places/place-columns.js';
import { fieldsOf, fieldType, type ImportField } from '../mapping/import-fields.js';
import { readEventType } from '../mapping/value-words.js';
import type { Understood } from '../understood.js';
import { ClaimsOfRow } from './fate-claims.js';
import type { FieldReaders } from './field-readers.js';
import { meansNothing } from './known-words.js';
import type { RowContext } from './make-row-reader.js';
import { readBirth } from './read-birth.js';
import { putDate } from './read-date-cell.js';
import { readIdentifiers, unknownNumbers } from './read-identifiers.js';
import type { ReadNames } from './read-names.js';
import { putFound, putPlace } from './read-place.js';
import type { RowInHand } from './row-in-hand.js';

/** Columns by name. */
type Columns = Record<string, unknown>;

/** Kept as text in `further`, whatever else is read from them: their columns have no place of their own in a record. */
const keptAsText: readonly ImportField[] = [
  ...fieldsOf('detention_records').filter((field) => fieldType(field) === 'further'),
  'row_counter',
  'status',
  'source_date',
  'body_number',
  'other_number',
];

/** One row as a detention record: the columns that say something, under their names. */
export function recordOfRow(row: RowInHand, readers: FieldReaders, names: ReadNames, context: RowContext): Understood {
  const further: Columns = { ...names.further };
  for (const field of keptAsText) {
    const text = row.text(field);
    if (text !== null) further[field] = text;
  }
  const record: Columns = {};
  put(record, 'source_record_id', row.text('source_record_id'));
  put(record, 'sex_raw', row.text('sex'));
  put(record, 'sex', readers.sex(row));
  const event = readers.event(row);
  putDate(record, 'event', event);
  const { birth, beside } = readBirth(row, readers.birth, event, context.documentDate);
  putDate(record, 'birth', birth);
  Object.assign(further, beside);
  putPlace(record, 'birth_place', readers.birthPlace(row));
  putPlace(record, 'home', readers.home(row));
  putPlace(record, 'arrest_place', readers.arrestPlace(row));
  putPlaceOfRecord(record, row, readers);
  const claims = new ClaimsOfRow(context.documentType);
  readWhatHappened(record, row, readers, claims);
  for (const { words, field } of names.fateWords) claims.addFateWords(words, field);
  record.identifiers = readIdentifiers(row);
  Object.assign(further, { ...unknownNumbers(row), ...further });
  record.fate_words = [...new Set(names.fateWords.flatMap(({ words }) => words))];
  record.fate_claims = claims.claims;
  record.further = further;
  put(record, 'notes', row.text('notes'));
  return { record, names: names.rows };
}

function put(record: Columns, column: string, value: unknown): void {
  if (value !== null) record[column] = value;
}

/** The place that the record names in columns of its own, and the place of detention. What a narrow column does not know leaves what a wider one said. */
function putPlaceOfRecord(record: Columns, row: RowInHand, readers: FieldReaders): void {
  let place: PlaceResolution | null = null;
  let guessed = false;
  for (const level of ['governorate', 'district', 'community'] as const) {
    const read = readers[level](row, { governorate: place?.codes.governorate ?? null, level });
    if (read === null) continue;
    record[`${level}_raw`] = read.raw;
    if (read.resolution === null || isGuess(read.resolution) === null) continue;
    place = read.resolution;
    guessed ||= isGuess(place) === true;
  }
  if (place) {
    putFound(record, 'place_guessed', place);
    record.place_guessed = guessed;
  }
  const facility = readers.facility(row);
  if (facility === null) return;
  record.facility_raw = facility.raw;
  if (!facility.resolution?.codes.facility) return;
  record.facility = facility.resolution.codes.facility;
  record.facility_guessed = isGuess(facility.resolution);
}

/** Event, status, dates of death and release: what happened, and what that claims became of the person. */
function readWhatHappened(record: Columns, row: RowInHand, readers: FieldReaders, claims: ClaimsOfRow): void {
  const eventText = row.text('event_type');
  let eventType = readers.eventType(row);
  claims.addEvent(eventType, eventText ?? '', 'event_type');
  const statusText = row.text('status');
  const status = readers.status(row);
  if (statusText !== null && status !== null) {
    const event = isEvent(status) ? status : (readEventType(statusText) ?? null);
    if (isClaim(status)) claims.add(status, statusText, 'status');
    else claims.addEvent(event, statusText, 'status');
    // A status says what happened where no column does.
    if (eventText === null && event !== null) {
      eventType = event;
      record.event_type_raw = statusText;
    }
  }
  put(record, 'event_type', eventType);
  put(record, 'event_type_raw', eventText);
  for (const [field, claim] of [
    ['death_date', 'died'],
    ['death_circumstances', 'died'],
    ['release_date', 'released'],
  ] as const) {
    for (const text of row.texts(field)) if (!meansNothing(text)) claims.add(claim, text, field);
  }
}

const isEvent = (word: string): word is EventType => (eventTypes as readonly string[]).includes(word);
const isClaim = (word: string): word is FateClaim['claim'] => (fateClaims as readonly string[]).includes(word);
