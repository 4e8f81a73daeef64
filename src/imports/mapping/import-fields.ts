/**
 * What a column of a partner's list can mean. `name` fields belong to the person, `mother` is a name of another person; `counter` is a running
 * number of the list, kept and never compared; `ignored` columns are kept with the row and not read. A further field is kept as written.
 */
export const listKinds = ['detention_records', 'reports'] as const;
export type ListKind = (typeof listKinds)[number];

export const fieldTypes = [
  'id',
  'counter',
  'name',
  'mother',
  'aliases',
  'sex',
  'date',
  'age',
  'place',
  'facility',
  'event',
  'status',
  'identifier',
  'moment',
  'text',
  'further',
] as const;
export type FieldType = (typeof fieldTypes)[number];

const both = listKinds;
const records: readonly ListKind[] = ['detention_records'];
const reports: readonly ListKind[] = ['reports'];

const fields = {
  source_record_id: { type: 'id', kinds: both },
  row_counter: { type: 'counter', kinds: both },
  full_name: { type: 'name', kinds: both },
  given_name: { type: 'name', kinds: both },
  father_name: { type: 'name', kinds: both },
  grandfather_name: { type: 'name', kinds: both },
  family_name: { type: 'name', kinds: both },
  /** The same name in the other script, in a column of its own. */
  other_script_name: { type: 'name', kinds: both },
  alternate_names: { type: 'aliases', kinds: both },
  mother_name: { type: 'mother', kinds: both },
  sex: { type: 'sex', kinds: both },
  birth_date: { type: 'date', kinds: both },
  age: { type: 'age', kinds: both },
  birth_place: { type: 'place', kinds: both },
  home: { type: 'place', kinds: both },
  national_number: { type: 'identifier', kinds: both },
  registry_number: { type: 'identifier', kinds: both },
  detainee_number: { type: 'identifier', kinds: records },
  body_number: { type: 'identifier', kinds: records },
  other_number: { type: 'identifier', kinds: records },
  event_type: { type: 'event', kinds: records },
  /** Day of the event of a record (arrest, intake, …), or of the disappearance. */
  event_date: { type: 'date', kinds: both },
  /** Mixes what happened, what became of the person, and rumour. */
  status: { type: 'status', kinds: records },
  arrest_place: { type: 'place', kinds: both },
  governorate: { type: 'place', kinds: both },
  district: { type: 'place', kinds: records },
  community: { type: 'place', kinds: records },
  /** Where held; of a report: where the family believes the person is held. */
  facility: { type: 'facility', kinds: both },
  authority: { type: 'further', kinds: records },
  grounds: { type: 'further', kinds: records },
  court: { type: 'further', kinds: records },
  sentence: { type: 'further', kinds: records },
  cell: { type: 'further', kinds: records },
  transferred_to: { type: 'further', kinds: records },
  health: { type: 'further', kinds: records },
  death_circumstances: { type: 'further', kinds: records },
  release_date: { type: 'further', kinds: records },
  death_date: { type: 'further', kinds: records },
  page: { type: 'further', kinds: records },
  /** Of a report: how the person who told it to the organisation is related. No name and no contact is taken. */
  reporter_relationship: { type: 'further', kinds: reports },
  /** When the row was last changed where it comes from: an older one never overwrites a newer. */
  source_date: { type: 'moment', kinds: both },
  notes: { type: 'text', kinds: both },
} as const satisfies Record<string, { type: FieldType; kinds: readonly ListKind[] }>;

export type ImportField = keyof typeof fields;
export const importFields = Object.keys(fields) as [ImportField, ...ImportField[]];

export const fieldType = (field: ImportField): FieldType => fields[field].type;
export const fieldsOf = (kind: ListKind): ImportField[] =>
  importFields.filter((field) => (fields[field].kinds as readonly ListKind[]).includes(kind));

/**
 * Several columns of one list may mean it: further fields and notes are kept one after the other, aliases and other numbers are lists anyway. All other
 * fields are given once, names too: two columns of full names are two people or two scripts, and guessing would mix them up.
 */
export const mayRepeat = (field: ImportField): boolean =>
  field === 'other_number' || ['text', 'further', 'aliases'].includes(fieldType(field));

/** One of these has to be mapped before a list can be checked. */
export const nameFields: readonly ImportField[] = [
  'full_name',
  'given_name',
  'father_name',
  'family_name',
  'other_script_name',
];
