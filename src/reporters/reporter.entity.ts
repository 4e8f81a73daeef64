import { Column, Entity, PrimaryColumn } from 'typeorm';

export const relationships = ['mother', 'father', 'spouse', 'sibling', 'child', 'other_relative', 'other'] as const;
export type Relationship = (typeof relationships)[number];
export const filingModes = ['named', 'pseudonymous', 'through_organisation'] as const;
export type FilingMode = (typeof filingModes)[number];
export const contactKinds = ['phone', 'whatsapp', 'email', 'address', 'other'] as const;
export type ContactKind = (typeof contactKinds)[number];
export const removalReasons = [
  'asked_by_person',
  'consent_withdrawn',
  'safety',
  'entered_by_mistake',
  'retention_ended',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

/**
 * One person who reports; a report has several, each with consents of its own (R5). The worker never loads this file.
 * Removed, it is a tombstone: that there was somebody, when, and why he was removed (R21).
 */
@Entity('reporters')
export class Reporter {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  @Column('text', { nullable: true }) relationship: Relationship | null;
  @Column('boolean', { nullable: true }) isClosestRelative: boolean | null;
  @Column('text', { nullable: true }) language: string | null;
  @Column('text', { nullable: true }) country: string | null;
  @Column('boolean', { nullable: true }) underThreat: boolean | null;
  @Column('boolean', { nullable: true }) informsOthersHimself: boolean | null;
  @Column('text', { nullable: true }) filingMode: FilingMode | null;
  /** Somebody else typed for this person. */
  @Column('boolean', { nullable: true }) helperTyped: boolean | null;
  /** Since when this person asked that the search rests. */
  @Column('timestamptz', { nullable: true }) pausedAt: Date | null;
  /** Keyed hash of who this is; empty in a tombstone. */
  @Column('bytea', { nullable: true }) personDigest: Buffer | null;
  /** Keyed hashes of the report with this person in each of its tellings, for the day a consent is taken back. */
  @Column('bytea', { array: true, default: () => "'{}'" }) suppressionDigests: Buffer[];
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @Column('text', { nullable: true }) removedReason: RemovalReason | null;
}

/** The name of a reporter, sealed. There is no row for who gave none. */
@Entity('reporter_identities')
export class ReporterIdentity {
  @PrimaryColumn('uuid') reporterId: string;
  @Column('uuid') organisationId: string;
  @Column('bytea') name: Buffer;
}

/** One safe way to reach a reporter, sealed, and how to go about it (domain.md 1.4). */
@Entity('reporter_contacts')
export class ReporterContact {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reporterId: string;
  @Column('uuid') organisationId: string;
  @Column('smallint') position: number;
  @Column('text') kind: ContactKind;
  @Column('bytea') value: Buffer;
  @Column('bytea', { nullable: true }) safeTimes: Buffer | null;
  @Column('bytea', { nullable: true }) whoMayAnswer: Buffer | null;
  @Column('bytea', { nullable: true }) codeWord: Buffer | null;
  @Column('bytea', { nullable: true }) instructions: Buffer | null;
  @Column('boolean', { nullable: true }) mayLeaveMessage: boolean | null;
  @Column('text', { nullable: true }) preferredLanguage: string | null;
}

export const revealableFields = ['name', 'contacts'] as const;
export type RevealableField = (typeof revealableFields)[number];

/** Somebody was shown who a reporter is or how to reach one. The reason is sealed: it may hold a name. */
@Entity('reveals')
export class Reveal {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') accountId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('uuid', { nullable: true }) reportId: string | null;
  @Column('uuid', { nullable: true }) reporterId: string | null;
  @Column('text', { array: true }) fields: RevealableField[];
  @Column('bytea', { nullable: true }) reason: Buffer | null;
}
