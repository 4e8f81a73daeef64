import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContestAction, ContestState, Identity } from './contest-transitions.js';

export const contestClaims = ['this_is_me', 'this_is_false'] as const;

/** "This is me" or "this is false", said by anybody about a record or a case and taken down by staff (R15). */
@Entity('contests')
export class Contest {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  /** One of the two. */
  @Column('uuid', { nullable: true }) detentionRecordId: string | null;
  @Column('uuid', { nullable: true }) caseId: string | null;
  @Column('text') claim: (typeof contestClaims)[number];
  @Column('text') told: string;
  @Column('text', { default: () => "'taken_down'" }) state: ContestState;
  @Column('integer', { default: 1 }) revision: number;
  @Column('uuid') takenBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) takenAt: Date;
  @Column('text', { nullable: true }) identity: Identity | null;
  @Column('text', { nullable: true }) identityNote: string | null;
  @Column('uuid', { nullable: true }) identityCheckedBy: string | null;
  @Column('timestamptz', { nullable: true }) identityCheckedAt: Date | null;
  @Column('text', { nullable: true }) decisionNote: string | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
}

@Entity('contest_transitions')
export class ContestTransition {
  @PrimaryColumn('text') fromState: ContestState;
  @PrimaryColumn('text') toState: ContestState;
}

@Entity('contest_events')
export class ContestEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') contestId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('uuid') accountId: string;
  @Column('text') kind: ContestAction;
  @Column('text', { nullable: true }) fromState: ContestState | null;
  @Column('text') toState: ContestState;
  @Column('text', { nullable: true }) identity: Identity | null;
  @Column('text', { nullable: true }) note: string | null;
}
