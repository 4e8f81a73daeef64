import { momentOf } from './dates.js';
import { formatChecks } from './field-formats.js';
import { type Finding, found } from './finding.js';
import { faultOfState } from './home-state.js';
import { type OpenRecord, textOf } from './open-record.js';
import type { VersionRules } from './versions.js';

const day = 24 * 60 * 60 * 1000;
/** What stays of a person that is gone. */
const staysInTombstone: ReadonlySet<string> = new Set(['person_record_id', 'source_date', 'entry_date', 'expiry_date']);
const mayBeEmpty: ReadonlySet<string> = new Set(['full_name', 'author_name', 'text', 'first_name', 'last_name']);

/** Nothing left but ids and dates, and the date of expiry says so. */
export function isTombstone(record: OpenRecord): boolean {
  return (
    record.type === 'person' &&
    textOf(record, 'expiry_date') !== '' &&
    record.notes.length === 0 &&
    [...record.fields].every(([name, { text }]) => text === '' || staysInTombstone.has(name))
  );
}

/** Whether everything but its tombstone had to be gone at `now`: a day after its expiry_date. */
export function isExpired(record: OpenRecord, { expires }: VersionRules, now: Date): boolean {
  const expiry = expires && record.type === 'person' ? momentOf(textOf(record, 'expiry_date')) : null;
  return expiry !== null && now.getTime() > expiry + day;
}

/** Everything that one whole record says about itself. */
export function* checkRecord(record: OpenRecord, version: VersionRules, now: Date): Generator<Finding> {
  yield* checkPresence(record, version);
  for (const [field, read] of record.fields) {
    if (read.text === '') continue;
    for (const code of formatChecks.get(field)?.(read.text) ?? []) yield found(code, read, record.number, { field });
  }
  const state = record.fields.get('home_state');
  // The rules of 1.1 for states are those of the United States.
  if (state && state.text !== '' && version.name !== '1.1') {
    const fault = faultOfState(state.text, textOf(record, 'home_country'));
    if (fault) yield found(fault, state, record.number, { field: 'home_state' });
  }
  if (record.type === 'person' && version.expires) yield* checkExpiry(record, version, now);
  if (record.type === 'note') yield* checkPersonOfNote(record, version);
}

function* checkPresence(record: OpenRecord, version: VersionRules): Generator<Finding> {
  const tombstone = version.expires && isTombstone(record);
  for (const field of version[record.type].mandatory) {
    const read = record.fields.get(field);
    if (read === undefined && !(tombstone && mayBeEmpty.has(field)))
      yield found('field.missing', record, record.number, { field });
    if (read?.text === '' && !mayBeEmpty.has(field)) yield found('field.empty', read, record.number, { field });
  }
  const names = ['full_name', 'first_name', 'last_name'].flatMap((name) => record.fields.get(name) ?? []);
  if (record.type === 'person' && !tombstone && names.length > 0 && names.every(({ text }) => text === ''))
    yield found('name.empty', names[0], record.number);
}

function* checkExpiry(record: OpenRecord, version: VersionRules, now: Date): Generator<Finding> {
  const { number, fields } = record;
  if (textOf(record, 'expiry_date') === '') yield found('expiry.missing', record, number, { field: 'expiry_date' });
  else if (isTombstone(record)) {
    const made = momentOf(textOf(record, 'source_date'));
    if (made === null || made !== momentOf(textOf(record, 'entry_date')))
      yield found('expiry.tombstone_times', fields.get('entry_date') ?? record, number, { field: 'entry_date' });
  } else if (isExpired(record, version, now)) {
    for (const [field, read] of fields)
      if (read.text !== '' && !staysInTombstone.has(field)) yield found('expiry.data_left', read, number, { field });
    for (const note of record.notes) yield found('expiry.note_left', note, note.number);
  }
}

function* checkPersonOfNote(note: OpenRecord, { notesAlone, name }: VersionRules): Generator<Finding> {
  if (note.within !== null) return;
  if (!notesAlone) yield found('note.alone', note, note.number, { version: name });
  else if (textOf(note, 'person_record_id') === '')
    yield found('note.no_person', note, note.number, { field: 'person_record_id' });
}

/** Asked when the person is whole: the id may stand behind its notes. */
export function* checkNotesWithin(person: OpenRecord): Generator<Finding> {
  const id = textOf(person, 'person_record_id');
  for (const note of person.notes) {
    const own = note.fields.get('person_record_id');
    if (own && own.text !== '' && own.text !== id)
      yield found('note.other_person', own, note.number, { field: 'person_record_id' });
  }
}
