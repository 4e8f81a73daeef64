/** Shapes of the service's answers, as far as the console reads them. Dates and times as in the API description. */

export const bands = ['strong', 'worth_a_look', 'weak'] as const;
export type Band = (typeof bands)[number];

/** States that exist today, in the order a suggestion usually goes through them. */
export const states = ['suggested', 'proposed', 'returned', 'confirmed', 'rejected', 'stale'] as const;
export type SuggestionState = (typeof states)[number];

export const rejectReasons = [
  'different_name',
  'mother_name',
  'age',
  'place',
  'time_order',
  'other_person_known',
  'document_doubtful',
  'insufficient',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

export type DecisionAction = 'propose' | 'confirm' | 'reject' | 'return';

export interface Session {
  account: string;
  display_name: string;
  role: string;
  organisation_id: string | null;
}

/** A date about a person: what was written, and the days it may mean (both ends inclusive, null = open). */
export interface DateView {
  as_written: string;
  from: string | null;
  to: string | null;
  precision: string;
  calendar: string;
  qualifier: string;
}

export interface PersonView {
  id: string;
  name: string;
  name_other?: string | null;
  sex: 'male' | 'female' | null;
  birth: DateView | null;
  event: DateView | null;
  place: string | null;
}

export interface RecordView extends PersonView {
  source_title: string;
  row_number: number;
}

export interface SuggestionSummary {
  id: string;
  band: Band;
  state: SuggestionState;
  /** Another pair scores nearly as well: being first says less than usual. */
  runner_up_close: boolean;
  report: PersonView;
  record: RecordView;
  created_at: string;
  updated_at: string;
  revision: number;
  proposed_by?: string | null;
  proposed_at?: string | null;
}

export type Agreement = 'same' | 'same_other_script' | 'partly' | 'conflict' | 'not_recorded';

export interface ExplanationRow {
  comparison: string;
  label: string;
  a: string | null;
  b: string | null;
  agreement: Agreement;
  agreement_label: string;
  /** log2; `before` and `after` are the running total around this row. */
  weight: number;
  before: number;
  after: number;
  sentence: string;
}

export interface Explanation {
  headline: string;
  starting_point: { label: string; weight: number; sentence: string };
  rows: ExplanationRow[];
  total: number;
  band: Band | null;
  band_label: string;
}

export interface SuggestionEvent {
  at: string;
  actor: string | null;
  kind: string;
  reason: string | null;
  note: string | null;
}

export interface SourceView {
  title: string;
  type: string | null;
  issuer: string | null;
  document_date: DateView | string | null;
  sha256: string | null;
  file_name: string | null;
}

export interface SuggestionDetail extends SuggestionSummary {
  explanation: Explanation;
  events: SuggestionEvent[];
  other_candidates: SuggestionSummary[];
  source: SourceView;
  /** The row exactly as the file had it: heading to cell. */
  original_row: Record<string, string | null>;
}

export interface SuggestionPage {
  items: SuggestionSummary[];
  next: string | null;
}

export interface SuggestionFilters {
  band?: Band;
  state?: SuggestionState;
}

export interface Decision {
  action: DecisionAction;
  seen_revision: number;
  reason?: RejectReason;
  evidence?: string;
  note?: string;
}
