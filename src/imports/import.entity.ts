import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldError } from '../errors.js';
import type { Choices, Inspection, ReadingOptions } from '../partner-files/index.js';
import type { CheckSummary } from './check-summary.js';
import type { ListConsent } from './import-body.js';
import type { ImportState } from './import-states.js';
import type { ColumnGuess } from './mapping/column-guess.js';
import type { ListKind } from './mapping/import-fields.js';
import type { Mapping } from './mapping/mapping.js';
import type { RowPlan, Understood } from './understood.js';

/** A list that an organisation keeps and sends again and again: what its columns mean, and by what a row is known again. */
@Entity('lists')
export class List {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') kind: ListKind;
  @Column('text') name: string;
  @Column('jsonb', { nullable: true }) reading: ReadingOptions | null;
  @Column('jsonb', { nullable: true }) mapping: Mapping | null;
  @Column('uuid') createdBy: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt: Date;
}

/** Why a file is suspicious. Facts are counts, never what a row says. */
export interface QuarantineReason {
  code: string;
  facts: Record<string, string | number>;
  message: string;
}

/** How far the worker is in taking an import back, or in bringing it back, and what became of its records. */
export interface Undone {
  /** The row number that it has come to. */
  after: number;
  /** Records that are withdrawn, or back. */
  moved: number;
  /** Records that say again what stood there before. */
  put_back: number;
  /** Records that stay, because another import that stands says so. */
  left: number;
}

/** One file on its way in. rows_done is the sum of all outcomes, always: the database refuses anything else. */
@Entity('imports')
export class Import {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') sourceId: string;
  @Column('uuid') listId: string;
  @Column('text') kind: ListKind;
  @Column('integer', { default: 1 }) revision: number;
  @Column('text') state: ImportState;
  @Column('text', { nullable: true }) failureCode: string | null;
  @Column('jsonb', { nullable: true }) failureFacts: Record<string, string | number> | null;
  @Column('timestamptz', { default: () => 'now()' }) versionAt: Date;
  /** Of a list of reports: what the people agreed to whose reports these are. */
  @Column('jsonb', { nullable: true }) consent: ListConsent | null;
  @Column('jsonb', { nullable: true }) inspection: Inspection | null;
  @Column('jsonb', { nullable: true }) choices: Choices | null;
  @Column('jsonb', { nullable: true }) mappingGuess: ColumnGuess[] | null;
  @Column('jsonb', { nullable: true }) mapping: Mapping | null;
  /** Rows of the file that are staged; the check goes on behind them. */
  @Column('integer', { default: 0 }) rowsStaged: number;
  @Column('jsonb', { nullable: true }) summary: CheckSummary | null;
  @Column('integer', { default: 0 }) rowsTotal: number;
  @Column('integer', { default: 0 }) rowsDone: number;
  @Column('integer', { default: 0 }) rowsCreated: number;
  @Column('integer', { default: 0 }) rowsNewRevision: number;
  @Column('integer', { default: 0 }) rowsUnchanged: number;
  @Column('integer', { default: 0 }) rowsHeld: number;
  @Column('integer', { default: 0 }) rowsRejected: number;
  @Column('integer', { default: 0 }) rowsWithWarnings: number;
  @Column('uuid') createdBy: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt: Date;
  @Column('uuid', { nullable: true }) confirmedBy: string | null;
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null;
  @Column('timestamptz', { nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
  @Column('jsonb', { nullable: true }) quarantine: QuarantineReason[] | null;
  @Column('uuid', { nullable: true }) releaseAskedBy: string | null;
  @Column('text', { nullable: true }) releaseReason: string | null;
  @Column('uuid', { nullable: true }) releasedBy: string | null;
  @Column('timestamptz', { nullable: true }) releasedAt: Date | null;
  @Column('uuid', { nullable: true }) refusedBy: string | null;
  @Column('text', { nullable: true }) revertReason: string | null;
  @Column('uuid', { nullable: true }) revertAskedBy: string | null;
  @Column('timestamptz', { nullable: true }) revertAskedAt: Date | null;
  @Column('uuid', { nullable: true }) revertConfirmedBy: string | null;
  @Column('timestamptz', { nullable: true }) revertedAt: Date | null;
  @Column('jsonb', { nullable: true }) undone: Undone | null;
}

export const rowOutcomes = ['created', 'new_revision', 'unchanged', 'held', 'rejected'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** One row as it was read, and what became of it. `cells` is the row as written, in the order of the file's columns. */
@Entity('import_rows')
export class ImportRow {
  @PrimaryColumn('uuid') importId: string;
  @PrimaryColumn('integer') rowNumber: number;
  @Column('uuid') organisationId: string;
  @Column('jsonb') cells: string[];
  @Column('text') plan: RowPlan;
  @Column('jsonb', { default: () => "'[]'" }) problems: FieldError[];
  @Column('jsonb', { nullable: true }) understood: Understood | null;
  @Column('bytea', { nullable: true }) rowKey: Buffer | null;
  @Column('bytea', { nullable: true }) contentDigest: Buffer | null;
  @Column('bytea', { nullable: true }) readingDigest: Buffer | null;
  @Column('timestamptz', { nullable: true }) versionAt: Date | null;
  @Column('text', { nullable: true }) outcome: RowOutcome | null;
  @Column('uuid', { nullable: true }) detentionRecordId: string | null;
  @Column('uuid', { nullable: true }) reportId: string | null;
  @Column('uuid', { nullable: true }) replacedImportId: string | null;
  @Column('integer', { nullable: true }) replacedRow: number | null;
}

/** Which row of which import speaks for a row of a list now. */
@Entity('list_rows')
export class ListRow {
  @PrimaryColumn('uuid') listId: string;
  @PrimaryColumn('bytea') rowKey: Buffer;
  @Column('uuid') organisationId: string;
  @Column('uuid') importId: string;
  @Column('integer') rowNumber: number;
  @Column('bytea') contentDigest: Buffer;
  @Column('bytea') readingDigest: Buffer;
  @Column('timestamptz') versionAt: Date;
  @Column('uuid') seenIn: string;
  @Column('uuid', { nullable: true }) detentionRecordId: string | null;
  @Column('uuid', { nullable: true }) reportId: string | null;
}

/** Records of files that are in quarantine: a pair with one of them is stored out of sight. */
@Entity('quarantined_records')
export class QuarantinedRecord {
  @PrimaryColumn('uuid') detentionRecordId: string;
  @PrimaryColumn('uuid') importId: string;
  @Column('uuid') organisationId: string;
}

/** How many records of an import had a suggestion worth a look when all had been compared. Of the worker alone. */
@Entity('import_match_rates')
export class ImportMatchRate {
  @PrimaryColumn('uuid') importId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') records: number;
  @Column('integer') hits: number;
  @Column('timestamptz', { default: () => 'now()' }) judgedAt: Date;
}
