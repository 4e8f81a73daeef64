import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DisclosureChannel, DisclosureKind, OwnerBody } from './disclosure-words.js';
import type { DisclosureState } from './transitions.js';

export interface Checklist {
  script_read?: boolean;
  what_not_to_say_read?: boolean;
}

/** What one relative is to be told, by whom and how (domain.md 2.3). Nothing is sent by it. */
@Entity('disclosures')
export class Disclosure {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('text') kind: DisclosureKind;
  @Column('text') state: DisclosureState;
  @Column('integer', { default: 1 }) revision: number;
  /** A reporter of one of the case's reports. */
  @Column('uuid') recipientId: string;
  /** The link that it rests on. */
  @Column('uuid', { nullable: true }) suggestionId: string | null;
  @Column('uuid', { nullable: true }) fateClaimId: string | null;
  /** Of a correction: what was told before. */
  @Column('uuid', { nullable: true }) corrects: string | null;
  @Column('text', { default: 'operator' }) ownerBody: OwnerBody;
  @Column('text', { nullable: true }) channel: DisclosureChannel | null;
  @Column('timestamptz', { nullable: true }) plannedFor: Date | null;
  @Column('text', { nullable: true }) trainedPerson: string | null;
  @Column('text', { nullable: true }) spokenLanguage: string | null;
  @Column('text', { nullable: true }) accompanyingPerson: string | null;
  @Column('text', { nullable: true }) supportReferral: string | null;
  @Column('date', { nullable: true }) safetyPlanOn: string | null;
  @Column('date', { nullable: true }) followUpOn: string | null;
  @Column('jsonb', { default: () => "'{}'" }) checklist: Checklist;
  @Column('text', { nullable: true }) note: string | null;
  /** Who said last what it is to be. */
  @Column('uuid') proposedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) proposedAt: Date;
  @Column('uuid', { nullable: true }) supervisorId: string | null;
  @Column('timestamptz', { nullable: true }) supervisedAt: Date | null;
  @Column('uuid', { nullable: true }) approvedBy: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}

/** One change of a disclosure: one row for each of its revisions. */
@Entity('disclosure_events')
export class DisclosureEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') disclosureId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('uuid') accountId: string;
  @Column('text') kind: string;
  @Column('text', { nullable: true }) fromState: DisclosureState | null;
  @Column('text') toState: DisclosureState;
  /** Fields that an edit changed, or guards that were asked and met. */
  @Column('text', { array: true, default: () => "'{}'" }) fields: string[];
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) note: string | null;
}

/** Somebody is about to tell: written before the call. */
@Entity('disclosure_attempts')
export class DisclosureAttempt {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') disclosureId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  @Column('text') channel: DisclosureChannel;
  @Column('uuid') madeBy: string;
  @Column('text', { nullable: true }) note: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Where a disclosure may go: the same rows as transitions.ts. */
@Entity('disclosure_transitions')
export class DisclosureTransition {
  @PrimaryColumn('text') fromState: DisclosureState;
  @PrimaryColumn('text') toState: DisclosureState;
}
