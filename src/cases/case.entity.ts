import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseState, ClosingReason } from './transitions.js';

/** What is done for one sought person, whoever reports him. Made by the database with each report. */
@Entity('cases')
export class Case {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  /** By which people speak of it: "C-7KQ2M-4XDRT". */
  @Column('text', { default: () => 'new_case_locator()' }) locator: string;
  @Column('text', { default: () => "'submitted'" }) state: CaseState;
  @Column('text', { nullable: true }) closingReason: ClosingReason | null;
  /** What it goes back to when it leaves a side state; the last one first. */
  @Column('text', { array: true, default: () => "'{}'" }) stateBefore: CaseState[];
  /** How many reports are linked to it now; 0 when its own one is linked to another case. */
  @Column('integer', { default: 1 }) reports: number;
  /** Extortion was reported and not reviewed (R13): contacts are for supervisors and disclosure leads alone. */
  @Column('boolean', { default: false }) contactsHidden: boolean;
  @Column('integer', { default: 1 }) revision: number;
  @Column('uuid', { nullable: true }) assignedTo: string | null;
  @Column('timestamptz', { nullable: true }) openedAt: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}

/** Which case a report belongs to now. Its own one is made with it and stays its own while it is linked to another. */
@Entity('case_reports')
export class CaseReport {
  @PrimaryColumn('uuid') reportId: string;
  @Column('uuid') caseId: string;
  @Column('uuid') ownCaseId: string;
  @Column('uuid') organisationId: string;
  /** Null: it stands in its own case. */
  @Column('uuid', { nullable: true }) linkedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) linkedAt: Date;
  @Column('text', { nullable: true }) reason: string | null;
}
