import { governorates } from './countries.js';
import { faultOfBirth, momentOf, momentText } from './dates.js';
import { isHashedRecordId } from './record-id.js';
import {
  type NoteToWrite,
  type NoteWithin,
  type PersonToWrite,
  PfifWriteError,
  type TombstoneToWrite,
  type WhatANoteSays,
  type WrittenName,
} from './written-records.js';
import { withoutForbidden } from './xml-text.js';

const sexes = ['female', 'male', 'other'];

/** Field and text, in the order of the standard. */
export type WrittenField = [field: string, text: string];

/** @throws PfifWriteError */
export function fieldsOfPerson(person: PersonToWrite, record: number): WrittenField[] {
  const { name, home = {}, sourceUrl } = person;
  const organisation = oneLine(person.organisation);
  if (sourceUrl !== undefined && !/^https?:\/\/\S+$/.test(sourceUrl)) throw new PfifWriteError('write.address', record);
  return [
    ['person_record_id', id(person.recordId, record)],
    ['entry_date', moment(person.entryDate, record)],
    ['expiry_date', moment(person.expiry, record)],
    ['author_name', organisation],
    ['source_name', organisation],
    ['source_date', moment(person.sourceDate, record)],
    ...given('source_url', sourceUrl),
    ['full_name', fullName(name).join('\n')],
    ...given('given_name', name.given && oneLine(name.given)),
    ...given('family_name', name.family && oneLine(name.family)),
    ...given('alternate_names', lines(name.others ?? []).join('\n')),
    ...given('sex', oneOf(sexes, person.sex, record)),
    ...given('date_of_birth', birth(person.birth, record)),
    ...given('age', age(person.age, record)),
    ...given('home_neighborhood', home.neighbourhood && oneLine(home.neighbourhood)),
    ...given('home_city', home.city && oneLine(home.city)),
    ...given('home_state', oneOf(governorates, home.governorate, record)),
    ...given('home_country', home.governorate && 'SY'),
  ];
}

/**
 * The full name stays as an empty field: it is mandatory in the schema, and empty says what missing says.
 * @throws PfifWriteError
 */
export function fieldsOfTombstone({ recordId, expiry, made }: TombstoneToWrite, record: number): WrittenField[] {
  const [expired, madeAt] = [moment(expiry, record), moment(made, record)];
  if (expired > madeAt) throw new PfifWriteError('write.tombstone_too_early', record);
  return [
    ['person_record_id', id(recordId, record)],
    ['entry_date', madeAt],
    ['expiry_date', expired],
    ['source_date', madeAt],
    ['full_name', ''],
  ];
}

/** @throws PfifWriteError */
export function fieldsOfNote(note: NoteWithin | NoteToWrite, personRecordId: string, record: number): WrittenField[] {
  const { says } = note;
  requireAgreedFate(says, record);
  if ('sameAs' in says && says.sameAs === personRecordId) throw new PfifWriteError('write.linked_to_itself', record);
  return [
    ['note_record_id', id(note.recordId, record)],
    ['person_record_id', id(personRecordId, record)],
    ...given('linked_person_record_id', 'sameAs' in says ? id(says.sameAs, record) : ''),
    ['entry_date', moment(note.entryDate, record)],
    ['author_name', oneLine(note.organisation)],
    ['source_date', moment(note.sourceDate, record)],
    ...given('status', 'status' in says ? says.status : ''),
    ['text', textOfNote(says)],
  ];
}

/** The lines of the full name: Arabic, then Latin. */
export const fullName = ({ arabic = '', latin = '' }: WrittenName): string[] => lines([arabic, latin]);

/** The text of a note is mandatory and free in PFIF; ours says only what its other fields say. */
function textOfNote(says: WhatANoteSays): string {
  if ('sameAs' in says) return 'Both records are about one person, as the organisation named as author found.';
  if (says.status === 'information_sought')
    return 'The family seeks information about this person. Answer the organisation named as author, and pay nobody.';
  return 'Confirmed by the organisation named as author; the family agreed that it is shared. No legal effect.';
}

/** The types say so already; but what this would do to a family must not hang on a cast. */
function requireAgreedFate(says: WhatANoteSays, record: number): void {
  if ('sameAs' in says || says.status === 'information_sought') return;
  const isFate = says.status === 'believed_alive' || says.status === 'believed_dead';
  if (!isFate || says.fate !== 'confirmed' || says.family !== 'agreed')
    throw new PfifWriteError('write.fate_not_agreed', record);
}

const lines = (texts: string[]): string[] => texts.map(oneLine).filter((text) => text !== '');
const oneLine = (text: string): string =>
  withoutForbidden(text)
    .replace(/[\n\r\u0085\u2028\u2029]+/g, ' ')
    .trim();
const given = (field: string, text: string | undefined): WrittenField[] => (text ? [[field, text]] : []);

function oneOf(codes: readonly string[], code: string | undefined, record: number): string {
  if (code !== undefined && !codes.includes(code)) throw new PfifWriteError('write.code', record);
  return code ?? '';
}

function id(recordId: string, record: number): string {
  if (!isHashedRecordId(recordId)) throw new PfifWriteError('write.record_id', record);
  return recordId;
}

function moment(date: Date, record: number): string {
  const text = Number.isNaN(date.getTime()) ? '' : momentText(date);
  if (momentOf(text) === null) throw new PfifWriteError('write.date', record);
  return text;
}

function birth(text: string | undefined, record: number): string {
  if (text !== undefined && faultOfBirth(text) !== null) throw new PfifWriteError('write.birth', record);
  return text ?? '';
}

function age(years: PersonToWrite['age'], record: number): string {
  if (years === undefined) return '';
  const range = typeof years === 'number' ? [years] : [years.from, years.to];
  const inOrder = range[0] <= range[range.length - 1];
  if (!inOrder || range.some((one) => !Number.isInteger(one) || one < 0 || one > 150))
    throw new PfifWriteError('write.age', record);
  return range.join('-');
}
