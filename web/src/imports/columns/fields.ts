import type { ListKind } from '../types.js';

/** What a column can mean, in groups as they are shown. The service has the same list (import-fields.ts) and the last word. */
interface FieldGroup {
  name: 'name' | 'person' | 'event' | 'number' | 'list' | 'further';
  fields: { field: string; kinds: readonly ListKind[] }[];
}

const both: readonly ListKind[] = ['detention_records', 'reports'];
const records: readonly ListKind[] = ['detention_records'];
const reports: readonly ListKind[] = ['reports'];

const of = (kinds: readonly ListKind[], ...fields: string[]) => fields.map((field) => ({ field, kinds }));

const groups: FieldGroup[] = [
  {
    name: 'name',
    fields: of(
      both,
      'full_name',
      'given_name',
      'father_name',
      'grandfather_name',
      'family_name',
      'other_script_name',
      'alternate_names',
      'mother_name',
    ),
  },
  { name: 'person', fields: of(both, 'sex', 'birth_date', 'age', 'birth_place', 'home') },
  {
    name: 'event',
    fields: [
      ...of(records, 'event_type'),
      ...of(both, 'event_date'),
      ...of(records, 'status'),
      ...of(both, 'arrest_place', 'governorate'),
      ...of(records, 'district', 'community'),
      ...of(both, 'facility'),
    ],
  },
  {
    name: 'number',
    fields: [
      ...of(both, 'national_number', 'registry_number'),
      ...of(records, 'detainee_number', 'body_number', 'other_number'),
    ],
  },
  { name: 'list', fields: of(both, 'source_record_id', 'row_counter', 'source_date') },
  {
    name: 'further',
    fields: [
      ...of(
        records,
        'authority',
        'grounds',
        'court',
        'sentence',
        'cell',
        'transferred_to',
        'health',
        'death_circumstances',
        'release_date',
        'death_date',
        'page',
      ),
      ...of(reports, 'reporter_relationship'),
      ...of(both, 'notes'),
    ],
  },
];

export const fieldGroups = (kind: ListKind) =>
  groups.map(({ name, fields }) => ({
    name,
    fields: fields.filter(({ kinds }) => kinds.includes(kind)).map(({ field }) => field),
  }));

const dates: readonly string[] = ['birth_date', 'event_date', 'source_date'];
/** Day, month and calendar are asked for. */
export const isDate = (field: string | null | undefined): boolean => dates.includes(field ?? '');

const names: readonly string[] = ['full_name', 'given_name', 'father_name', 'family_name', 'other_script_name'];
export const isName = (field: string | null | undefined): boolean => names.includes(field ?? '');

const sexes = ['male', 'female'];
const events = [
  'arrest',
  'intake',
  'interrogation',
  'transfer',
  'hospital',
  'court',
  'release',
  'exchange',
  'death_certificate',
  'burial',
  'sighting',
];
const claims = ['died', 'killed', 'executed', 'released', 'detained', 'missing', 'alive'];

/** Words of ours that a written value of this field can stand for; null = too many to choose from here (places). */
export function valueCodes(field: string): readonly string[] | null {
  if (field === 'sex') return sexes;
  if (field === 'event_type') return events;
  if (field === 'status') return claims;
  return null;
}
