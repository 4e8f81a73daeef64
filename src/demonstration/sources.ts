import type { TypingHabits } from './arabic-typing.js';
import { type LatinStyle } from './latin-spelling.js';
import { readDataTable } from './project-data.js';
import { WeightedDraw } from './random.js';
import type { DateStyle } from './written-dates.js';

/** Columns of a detention list as the import knows them; the demonstration never fills `national_number`. */
export const detentionColumns = [
  'id',
  'full_name',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
  'sex',
  'birth_date',
  'birth_place',
  'home',
  'event_type',
  'event_date',
  'governorate',
  'district',
  'community',
  'facility',
  'national_number',
  'notes',
] as const;
export type DetentionColumn = (typeof detentionColumns)[number];

/** What is known of an invented document; goes with its file to POST /v1/imports. */
export interface DemoSource {
  key: string;
  fileName: string;
  type: string;
  title: string;
  issuer: string;
  /** ISO day. */
  documentDate: string;
}

/** An invented document with the habits of the clerk who wrote it (data/demonstration/sources.tsv). */
export interface SourceStyle extends DemoSource {
  share: number;
  style: 'arabic' | LatinStyle;
  layout: 'parts' | 'full';
  headings: 'ar' | 'en';
  dateStyle: DateStyle;
  digits: 'latn' | 'arab';
  letterCase: 'as_is' | 'title' | 'upper';
  columns: ReadonlySet<DetentionColumn>;
  eventTypes: WeightedDraw<string>;
  habits: TypingHabits;
  typoFactor: number;
}

type SourceColumn =
  | 'key'
  | 'file_name'
  | 'share'
  | 'style'
  | 'layout'
  | 'headings'
  | 'date_style'
  | 'digits'
  | 'letter_case'
  | 'type'
  | 'issuer'
  | 'document_date'
  | 'title'
  | 'columns'
  | 'event_types'
  | 'drops_hamza'
  | 'heh_for_marbuta'
  | 'swaps_final_yeh'
  | 'glues_names'
  | 'typo_factor';

export function loadSources(): SourceStyle[] {
  return readDataTable<SourceColumn>('demonstration/sources.tsv').map((row) => ({
    key: row.key,
    fileName: row.file_name,
    type: row.type,
    title: row.title,
    issuer: row.issuer,
    documentDate: row.document_date,
    share: Number(row.share),
    style: row.style as SourceStyle['style'],
    layout: row.layout as SourceStyle['layout'],
    headings: row.headings as SourceStyle['headings'],
    dateStyle: row.date_style as DateStyle,
    digits: row.digits as SourceStyle['digits'],
    letterCase: row.letter_case as SourceStyle['letterCase'],
    columns: new Set(['id', ...row.columns.split(',')] as DetentionColumn[]),
    eventTypes: new WeightedDraw(row.event_types.split(',').map((entry) => weighted(entry))),
    habits: {
      dropsHamza: Number(row.drops_hamza),
      hehForMarbuta: Number(row.heh_for_marbuta),
      swapsFinalYeh: Number(row.swaps_final_yeh),
      gluesNames: Number(row.glues_names),
    },
    typoFactor: Number(row.typo_factor),
  }));
}

function weighted(entry: string): [string, number] {
  const [name = '', weight = '1'] = entry.split(':');
  return [name, Number(weight)];
}
