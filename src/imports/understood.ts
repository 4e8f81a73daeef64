import type { FieldError } from '../errors.js';

/**
 * What is stored of one row, as JSON: rows of our tables with the names of their columns, so that a run copies them in SQL and what a
 * person saw in the check is what is stored.
 */
export interface Understood {
  /** Columns of detention_records or reports, without ids: {sex: 'male', birth_raw: …}. Absent = null. */
  record: Record<string, unknown>;
  /** Rows of person_names, without ids: {person, position, raw, given_raw, …, parses, normaliser_version}. */
  names: Record<string, unknown>[];
  /** Of a report (kind 'reports'): its first revision (ReportContent) and the relationship of who told it. */
  report?: { content: Record<string, unknown>; relationship: string };
}

export type RowPlan = 'ready' | 'held' | 'rejected';

/** One row as it was read. `problems` of a ready row are warnings. */
export interface ReadRow {
  plan: RowPlan;
  problems: FieldError[];
  understood: Understood | null;
  /** ISO moment that the row itself says it was last changed at; null: that of the file. */
  versionAt: string | null;
}
