import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseEventKind, CaseState, ClosingReason } from './transitions.js';

/** What is done for one sought person, whoever reports him. Made by the database with each report. */
@Entity('cases')
export class Case {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  /** By which people speak of it: "C-7KQ2M-4XDRT". */
  @Column('text', { default: () => 'new_case_locator()' }) locator: string;
  @Column('text', { default: () => "'submitted'" }) state: CaseState;
  @Column('text', { nullable: true }) closingReason: ClosingReason | null;
  /** What it goes back to when it leaves a side state, the last one first; kept by the database. */
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

/** One step of a case. */
@Entity('case_transitions')
export class CaseTransition {
  @PrimaryColumn('text') fromState: CaseState;
  @PrimaryColumn('text') toState: CaseState;
}

/** What happened to a case. */
@Entity('case_events')
export class CaseEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  /** Null: the machine, because a file of reports was taken back or brought back, or the family itself. */
  @Column('uuid', { nullable: true }) accountId: string | null;
  @Column('boolean', { default: false }) byFamily: boolean;
  @Column('text') kind: CaseEventKind;
  @Column('text', { nullable: true }) fromState: CaseState | null;
  @Column('text', { nullable: true }) toState: CaseState | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) note: string | null;
  /** The report, task, note, person or contest that it is about. */
  @Column('uuid', { nullable: true }) about: string | null;
}

/** Set by any caseworker, lifted by a supervisor who did not set it. */
@Entity('case_holds')
export class CaseHold {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  /** Null: the family itself reported extortion. */
  @Column('uuid', { nullable: true }) setBy: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) setAt: Date;
  @Column('text') reason: string;
  @Column('uuid', { nullable: true }) liftedBy: string | null;
  @Column('timestamptz', { nullable: true }) liftedAt: Date | null;
  @Column('text', { nullable: true }) liftReason: string | null;
}

@Entity('case_notes')
export class CaseNote {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') accountId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('text') text: string;
}

export const taskKinds = ['written', 'revoke_link', 'family_asks_to_reopen', 'family_told_more'] as const;

@Entity('case_tasks')
export class CaseTask {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('integer', { default: 1 }) revision: number;
  /** revoke_link: a contest about what a link rests on was upheld. Made by a trigger, for any supervisor (R15). Those of families: it did something by itself, and somebody looks. */
  @Column('text', { default: () => "'written'" }) kind: (typeof taskKinds)[number];
  /** The suggestion of such a link, or the report that the family acted on. */
  @Column('uuid', { nullable: true }) about: string | null;
  @Column('text') title: string;
  @Column('date') dueOn: string;
  @Column('uuid', { nullable: true }) forAccount: string | null;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt: Date;
  @Column('uuid', { nullable: true }) doneBy: string | null;
  @Column('timestamptz', { nullable: true }) doneAt: Date | null;
}
