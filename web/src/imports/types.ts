import type { DocumentType } from './document-types.js';

/** Shapes of imports as the console reads them. */

export type ListKind = 'detention_records' | 'reports';

export const importStates = [
  'receiving',
  'inspecting',
  'mapping',
  'checking',
  'checked',
  'held_back',
  'queued',
  'running',
  'done',
  'cancelled',
  'failed',
  'reverting',
  'reverted',
] as const;
export type ImportState = (typeof importStates)[number];

/** Something said by its code, with the facts that belong into the sentence; `message` is the service's own English. */
export interface Said {
  code: string;
  facts?: Record<string, string | number>;
  message?: string;
  sentence?: string;
}

export interface Guess<T> {
  value: T;
  confidence: 'certain' | 'likely' | 'guess';
  why: Said;
}

export type HeadingRows = { row: number; lines: number } | null;

export interface ReadingOptions {
  format: 'csv' | 'xlsx' | 'jsonl' | 'pfif';
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1256';
  delimiter?: ',' | ';' | '\t' | '|';
  quote?: '"' | "'" | 'none';
  sheet?: string;
  headings?: HeadingRows;
}
export type Choices = Partial<ReadingOptions>;

export interface FileColumn {
  index: number;
  letter: string;
  heading: string;
  /** The letter of an earlier column with the same heading. */
  same_as: string | null;
}

export interface PreviewRow {
  row_number: number;
  cells: string[];
  /** Why the row cannot be read; `cells` is then what stands there, in one piece. */
  problem: string | null;
  /** What is odd about a cell that is read all the same. */
  flags?: { index: number; code: string }[];
}

export interface Inspection {
  options: ReadingOptions;
  guesses: { [Option in keyof ReadingOptions]?: Guess<ReadingOptions[Option]> | null };
  sheets: { name: string; rows: number; hidden: boolean }[] | null;
  columns: FileColumn[];
  above: { row_number: number; cells: string[] }[];
  first_rows: PreviewRow[];
  notices: Said[];
  bytes: number;
  lines: number | null;
}

export type DateOrder = 'day_first' | 'month_first' | 'undecided';
export type ColumnCalendar = 'gregorian' | 'hijri' | 'as_written';

export interface ColumnMeaning {
  heading: string;
  field: string | null;
  date_order?: DateOrder;
  calendar?: ColumnCalendar;
  values?: Record<string, string | null>;
}

export interface Mapping {
  kind: ListKind;
  columns: ColumnMeaning[];
}

export interface DateExample {
  as_written: string;
  read_as: string | null;
}

export interface ColumnGuess {
  heading: string;
  letter: string;
  field: string | null;
  confidence: 'exact' | 'likely' | 'guess' | 'none';
  selected: boolean;
  why: Said;
  samples: string[];
  alternatives: string[];
  date?: { order: DateOrder; why: Said };
  calendar?: ColumnCalendar;
  values?: WrittenValue[];
}

/** A word of a column, how often it stands there, and the code of ours that it stands for. */
export interface WrittenValue {
  written: string;
  count: number;
  means: string | null;
  /** The only similar word of ours, to be confirmed. */
  near?: string | null;
  /** Of a place: its name. */
  name?: { ar: string | null; en: string | null } | null;
}

export interface RowProblem {
  row?: number;
  column?: string;
  code: string;
  message: string;
}

export interface ProblemGroup {
  code: string;
  column: string | null;
  effect: 'rejected' | 'held' | 'warning';
  rows: number;
  first_rows: number[];
  message: string;
}

export interface CheckSummary {
  rows: { total: number; ready: number; with_warnings: number; held: number; rejected: number; blank: number };
  versions: { new: number; changed: number; unchanged: number; older: number; gone: number };
  problems: ProblemGroup[];
  columns: { heading: string; field: string | null; filled: number; understood: number }[];
  same_file_as: string | null;
}

export interface RowCounts {
  total: number;
  done: number;
  created: number;
  new_revision: number;
  unchanged: number;
  held: number;
  rejected: number;
  with_warnings: number;
}

export interface Progress {
  state: ImportState;
  stage: string;
  done: number;
  total: number | null;
  rate_per_second: number | null;
  seconds_left: number | null;
}

export interface ImportView {
  id: string;
  revision: number;
  kind: ListKind;
  list: { id: string; name: string };
  state: ImportState;
  failure: Said | null;
  source: {
    id: string;
    title: string;
    document_type: DocumentType;
    file_name: string;
    bytes: number;
    bytes_received: number;
    sha256: string | null;
  };
  version_at: string;
  inspection: Inspection | null;
  choices: Choices | null;
  mapping: Mapping | null;
  mapping_guess: ColumnGuess[] | null;
  summary: CheckSummary | null;
  rows: RowCounts;
  progress: Omit<Progress, 'state'> | null;
  quarantine: { reasons: Said[]; waits_for: 'first_person' | 'second_person' | null } | null;
  revert: { reason: string; asked_at: string; waits_for_second_person: boolean; until: string | null } | null;
  created_at: string;
  confirmed_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  /** What this caller may do now. */
  allowed: string[];
}

export interface ImportRow {
  row_number: number;
  plan: 'ready' | 'held' | 'rejected';
  outcome: 'created' | 'new_revision' | 'unchanged' | 'held' | 'rejected' | null;
  cells: string[];
  problems: RowProblem[];
  understood: Understood | null;
}

export interface ListView {
  id: string;
  kind: ListKind;
  name: string;
  created_at: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What is stored of a row, field by field. */
export type Understood = {
  field: string;
  as_written: string | null;
  read_as: string | null;
  /** Of a name: how it is divided. */
  parts?: Record<NamePart, string | null> | null;
}[];
export const nameParts = ['given', 'father', 'grandfather', 'family'] as const;
export type NamePart = (typeof nameParts)[number];

/** The first rows as a mapping would read them. */
export interface MappingPreview {
  rows: { row_number: number; plan: ImportRow['plan']; problems: RowProblem[]; understood: Understood | null }[];
  columns: { heading: string; dates: DateExample[] }[];
}

/** What people agreed to whose reports an organisation hands in for them. */
export interface ListConsent {
  search: true;
  partners: boolean;
  form_version: string;
  language: string;
}

export interface NewImport {
  kind: ListKind;
  list: { id: string } | { name: string };
  source: {
    document_type: DocumentType;
    title: string;
    issuer?: string;
    document_number?: string;
    document_date?: string;
    original_or_copy?: string;
    custody?: string;
  };
  file: { name: string; bytes: number; media_type?: string };
  version_at?: string;
  /** Needed for reports, and only for them. */
  consent?: ListConsent;
}

export interface OwnOrganisation {
  id: string;
  kind: 'operator' | 'partner';
  name: string;
  agreements: {
    id: string;
    purpose: 'import' | 'export' | 'overlap';
    fields: string[];
    valid_from: string;
    valid_until: string | null;
    in_force: boolean;
  }[];
}

/** A file that two people of the operator have to look at before it counts. */
export interface SuspiciousImport {
  id: string;
  organisation_id: string;
  sent_by: string;
  kind: ListKind;
  state: ImportState;
  rows: { total: number; done: number };
  reasons: Said[];
  release: { asked_by: string; reason: string; released_by: string | null } | null;
  created_at: string;
}

/** A row of the newest version of a list that a file does not have. */
export interface GoneRow {
  row_number: number;
  import_id: string;
  cells: string[];
}
