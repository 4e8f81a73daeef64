import { foldWords } from '../imports/word-tables.js';

/** Columns of a file of reports or records. Any may be absent or empty; others are passed over. */
export const linkageColumns = [
  'id',
  'full_name',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
  'sex',
  'birth_date',
  'birth_precision',
  'event_date',
  'event_precision',
  'governorate',
  'district',
  'facility',
] as const;
export type LinkageColumn = (typeof linkageColumns)[number];

/** What the heading row of a file says. */
export interface Header<Column extends string> {
  /** Where each column stands. */
  places: Partial<Record<Column, number>>;
  /** How many headings there are: a longer row has slipped. */
  headings: number;
  /** Headings, as written, that mean nothing here, and those that name a column a second time: not read. */
  ignored: string[];
}
export type LinkageHeader = Header<LinkageColumn>;

/** Reads a heading row; case, spaces, hyphens and underscores make no difference. */
export function readHeader<Column extends string>(cells: string[], columns: readonly Column[]): Header<Column> {
  const known = new Map(columns.map((column) => [foldWords(column), column]));
  const places: Partial<Record<Column, number>> = {};
  const ignored: string[] = [];
  cells.forEach((heading, at) => {
    const column = known.get(foldWords(heading));
    if (column !== undefined && places[column] === undefined) places[column] = at;
    else if (heading.trim() !== '') ignored.push(heading);
  });
  return { places, headings: cells.length, ignored };
}
