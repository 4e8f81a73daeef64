import type { ImportField, ListKind } from '../../imports/mapping/import-fields.js';
import { readDataTable } from '../project-data.js';
import type { Random } from '../random.js';

/** `contact` is a column that partners send and no field is for. */
export type DirtyField = Extract<
  ImportField,
  | 'row_counter'
  | 'source_record_id'
  | 'full_name'
  | 'given_name'
  | 'father_name'
  | 'grandfather_name'
  | 'family_name'
  | 'mother_name'
  | 'sex'
  | 'birth_date'
  | 'birth_place'
  | 'event_type'
  | 'event_date'
  | 'status'
  | 'arrest_place'
  | 'governorate'
  | 'facility'
  | 'national_number'
  | 'reporter_relationship'
  | 'notes'
>;

export interface DirtyColumn {
  field: DirtyField | 'contact';
  heading: string;
}

export type NameLayout = 'one_cell' | 'parts';

const nameColumns: Record<NameLayout, DirtyField[]> = {
  one_cell: ['full_name'],
  parts: ['given_name', 'father_name', 'grandfather_name', 'family_name'],
};

const otherColumns: Record<ListKind, DirtyColumn['field'][]> = {
  detention_records: [
    'mother_name',
    'sex',
    'birth_date',
    'birth_place',
    'event_type',
    'event_date',
    'status',
    'governorate',
    'facility',
    'national_number',
    'contact',
    'notes',
  ],
  reports: [
    'mother_name',
    'sex',
    'birth_date',
    'event_date',
    'arrest_place',
    'governorate',
    'facility',
    'reporter_relationship',
    'contact',
    'notes',
  ],
};

/** Columns of a dirty file with headings as a clerk writes them. */
export function dirtyColumns(
  kind: ListKind,
  layout: NameLayout,
  language: 'ar' | 'en',
  fits: (text: string) => boolean,
  random: Random,
): DirtyColumn[] {
  const table = readDataTable<'field' | 'language' | 'heading'>('demonstration/dirty-headings.tsv');
  const fields = ['row_counter', 'source_record_id', ...nameColumns[layout], ...otherColumns[kind]] as const;
  return fields.map((field) => {
    const written = table.filter((row) => row.field === field && row.language === language).map((row) => row.heading);
    const plain = random.pick(written);
    const habit = random.pick(language === 'ar' ? arabicHabits : latinHabits)(plain);
    return { field, heading: fits(habit) ? habit : plain };
  });
}

type Habit = (heading: string) => string;
const same: Habit = (heading) => heading;
const withUnderscores: Habit = (heading) => heading.replaceAll(' ', '_');
const latinHabits: Habit[] = [
  same,
  withUnderscores,
  (heading) => heading.toUpperCase(),
  (heading) => heading.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  (heading) => ` ${heading.replaceAll(' ', '  ')}`,
  (heading) => `The ${heading}`,
];
const arabicHabits: Habit[] = [
  same,
  withUnderscores,
  (heading) => heading.replace(/[\u0622\u0623\u0625]/g, '\u0627'), // alef with hamza or madda -> alef
  (heading) => heading.replace(/(?<= |^)\u0627\u0644(?=...)/g, ''), // without the article
  (heading) => heading.replace(/(?<=[\u0633\u062a\u0645])(?=[\u0621-\u064a])/, '\u0640'), // a tatweel after seen, teh or meem
  (heading) => `${heading} `,
];
