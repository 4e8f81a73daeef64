import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldError } from '../errors.js';

export type ImportState = 'queued' | 'running' | 'done' | 'failed';

/** One file on its way in. rows_done = created + unchanged + held + rejected, always: the database refuses anything else. */
@Entity('imports')
export class Import {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') sourceId: string;
  @Column('text') state: ImportState;
  @Column('jsonb') headings: string[];
  @Column('integer') rowsTotal: number;
  @Column('integer', { default: 0 }) rowsDone: number;
  @Column('integer', { default: 0 }) rowsCreated: number;
  @Column('integer', { default: 0 }) rowsUnchanged: number;
  @Column('integer', { default: 0 }) rowsHeld: number;
  @Column('integer', { default: 0 }) rowsRejected: number;
  @Column('integer', { default: 0 }) rowsWithWarnings: number;
  @Column('text', { nullable: true }) failureCode: string | null;
  @Column('uuid') createdBy: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

export const rowOutcomes = ['created', 'new_revision', 'unchanged', 'held', 'rejected'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What became of one row. `cells` is the row as written, in the order of the import's headings. */
@Entity('import_rows')
export class ImportRow {
  @PrimaryColumn('uuid') importId: string;
  @PrimaryColumn('integer') rowNumber: number;
  @Column('uuid') organisationId: string;
  @Column('jsonb') cells: string[];
  @Column('text') outcome: RowOutcome;
  @Column('uuid', { nullable: true }) detentionRecordId: string | null;
  @Column('jsonb', { default: () => "'[]'" }) problems: FieldError[];
}
