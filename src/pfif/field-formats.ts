import { countries } from './countries.js';
import { faultOfBirth, faultOfMoment } from './dates.js';
import type { FindingCode } from './finding-codes.js';
import { isRecordId } from './record-id.js';

/** What is wrong with the text of one field, as codes; texts have no white space around them and are not empty. */
type FormatCheck = (text: string) => FindingCode[];

const oneOf =
  (code: FindingCode, ...allowed: string[]): FormatCheck =>
  (text) =>
    allowed.includes(text) ? [] : [code];

const recordId: FormatCheck = (text) => (isRecordId(text) ? [] : ['id.format']);

const moment: FormatCheck = (text) => {
  const fault = faultOfMoment(text);
  if (fault !== null) return [fault === 'format' ? 'date.format' : 'date.no_such_day'];
  return text.includes('.') ? ['date.fraction'] : [];
};

const birth: FormatCheck = (text) => {
  const fault = faultOfBirth(text);
  return fault === null ? [] : [fault === 'format' ? 'birth.format' : 'birth.no_such_day'];
};

const age: FormatCheck = (text) => {
  const parts = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text);
  if (!parts) return ['age.format'];
  return parts[2] !== undefined && Number(parts[2]) < Number(parts[1]) ? ['age.reversed'] : [];
};

const boolean = oneOf('boolean.format', 'true', 'false');

/** By the names of every version. Other fields hold free text. */
export const formatChecks: ReadonlyMap<string, FormatCheck> = new Map<string, FormatCheck>([
  ['person_record_id', recordId],
  ['note_record_id', recordId],
  ['linked_person_record_id', recordId],
  ['entry_date', moment],
  ['expiry_date', moment],
  ['source_date', moment],
  ['date_of_birth', birth],
  ['age', age],
  ['sex', oneOf('sex.unknown', 'female', 'male', 'other')],
  [
    'status',
    oneOf(
      'status.unknown',
      'information_sought',
      'is_note_author',
      'believed_alive',
      'believed_missing',
      'believed_dead',
    ),
  ],
  ['found', boolean],
  ['author_made_contact', boolean],
  ['home_country', (text) => (countries.has(text) ? [] : ['country.unknown'])],
]);
