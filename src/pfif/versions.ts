import { noteFields, personFields } from '../partner-files/index.js';

export type RecordType = 'person' | 'note';

interface RecordRules {
  /** In the order of the standard. */
  fields: readonly string[];
  /** Must stand there, if need be empty. */
  mandatory: readonly string[];
}

export interface VersionRules {
  /** "1.4" */
  name: string;
  person: RecordRules;
  note: RecordRules;
  /** 1.1: all fields as listed. 1.2: the id first, notes last. From 1.3: free. */
  order: 'listed' | 'id_first' | 'free';
  /** From 1.2 a note may stand outside of its person. */
  notesAlone: boolean;
  /** From 1.3. */
  expires: boolean;
}

const without = (fields: readonly string[], ...gone: string[]) => fields.filter((field) => !gone.includes(field));
const named = (fields: readonly string[], names: Readonly<Record<string, string>>) =>
  fields.map((field) => names[field] ?? field);

const earlierNames = {
  given_name: 'first_name',
  family_name: 'last_name',
  description: 'other',
  author_made_contact: 'found',
};
const person3 = named(without(personFields, 'alternate_names', 'profile_urls'), earlierNames);
const note3 = named(without(noteFields, 'photo_url'), earlierNames);
const person2 = without(person3, 'expiry_date', 'full_name');
/** Written out, because 1.1 fixes the order and begins the address with the city. */
const person1 = [
  'person_record_id',
  'entry_date',
  'author_name',
  'author_email',
  'author_phone',
  'source_name',
  'source_date',
  'source_url',
  'first_name',
  'last_name',
  'home_city',
  'home_state',
  'home_neighborhood',
  'home_street',
  'home_zip',
  'photo_url',
  'other',
];
const note1 = without(note3, 'person_record_id', 'linked_person_record_id', 'status');

const mandatoryOfNote = ['note_record_id', 'author_name', 'source_date', 'text'];
const oldMandatory = ['person_record_id', 'first_name', 'last_name'];
const mandatory = ['person_record_id', 'source_date', 'full_name'];

/**
 * What each PFIF 1.x allows, by x. 1.4: zesty.ca/pfif/1.4, section 5. 1.1 to 1.3: section 9 of it (changes), the schemas of the older versions, and
 * the design of the validator that ended with 1.3 (samking/pfif-tools, ValidatorDesign.md).
 */
export const versions: Readonly<Record<number, VersionRules>> = {
  1: {
    name: '1.1',
    person: { fields: person1, mandatory: oldMandatory },
    note: { fields: note1, mandatory: mandatoryOfNote },
    order: 'listed',
    notesAlone: false,
    expires: false,
  },
  2: {
    name: '1.2',
    person: { fields: person2, mandatory: oldMandatory },
    note: { fields: note3, mandatory: mandatoryOfNote },
    order: 'id_first',
    notesAlone: true,
    expires: false,
  },
  3: {
    name: '1.3',
    person: { fields: person3, mandatory },
    note: { fields: note3, mandatory: mandatoryOfNote },
    order: 'free',
    notesAlone: true,
    expires: true,
  },
  4: {
    name: '1.4',
    person: { fields: personFields, mandatory },
    note: { fields: noteFields, mandatory: mandatoryOfNote },
    order: 'free',
    notesAlone: true,
    expires: true,
  },
};

const everyField: Readonly<Record<RecordType, readonly string[]>> = {
  person: [...new Set(Object.values(versions).flatMap(({ person }) => person.fields))],
  note: [...new Set(Object.values(versions).flatMap(({ note }) => note.fields))],
};

/** The name as our own tables hold it, if some version of PFIF has such a field: a name cut out of a file would keep that text in memory. */
export const fieldOfSomeVersion = (type: RecordType, name: string): string | undefined =>
  everyField[type].find((field) => field === name);
