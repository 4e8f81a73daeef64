import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Band, CodedRecord, MatchRecord, PairScore, RecordSide } from '../matching/index.js';
import type { EventKind, MovedBy, Opinion, RejectionReason, SuggestionState } from './transitions.js';

/** What the matcher sees of one record. Derived: may be thrown away and made again. */
@Entity('match_profiles')
export class MatchProfile {
  @PrimaryColumn('uuid') recordId: string;
  @Column('text') side: RecordSide;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  /** May meet the records of other organisations. */
  @Column('boolean') withPartners: boolean;
  @Column('integer') matcherVersion: number;
  @Column('jsonb') features: MatchRecord;
  @Column('json') coded: CodedRecord;
  @Column('integer', { array: true }) keys: number[];
  /** The transaction that wrote the row, set by the database. */
  @Column('bigint') changedIn: string;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}

/** That a profile was removed, for snapshots to learn of it. */
@Entity('gone_profiles')
export class GoneProfile {
  @PrimaryColumn('uuid') recordId: string;
  @PrimaryColumn('bigint') changedIn: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'now()' }) goneAt: Date;
}

/** By which a snapshot on a disk knows its database again. */
@Entity('snapshot_marks')
export class SnapshotMark {
  @PrimaryColumn('uuid') id: string;
  @Column('bigint') madeIn: string;
  @Column('timestamptz', { default: () => 'now()' }) madeAt: Date;
}

/** How much of what the exact search finds the index found as well. */
@Entity('completeness_audits')
export class CompletenessAudit {
  @PrimaryColumn('uuid') id: string;
  @Column('timestamptz', { default: () => 'now()' }) madeAt: Date;
  @Column('integer') matcherVersion: number;
  @Column('integer') sampledReports: number;
  /** Pairs of the sample in any band, and in the strong one, by the exact search; of them those that the index finds. */
  @Column('integer') pairs: number;
  @Column('integer') pairsFound: number;
  @Column('integer') strongPairs: number;
  @Column('integer') strongPairsFound: number;
}

/** The size class that the prior of all scores is made for (size-classes.ts of the matcher). One row. */
@Entity('match_size')
export class MatchSize {
  @PrimaryColumn('boolean', { default: true }) one: boolean;
  @Column('integer') sizeClass: number;
  /** What was counted last. */
  @Column('integer', { nullable: true }) records: number | null;
  @Column('timestamptz', { nullable: true }) countedAt: Date | null;
}

/** A pair worth a person's look, with the evidence as it was when it was scored. Never a verdict. */
@Entity('suggestions')
export class Suggestion {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') detentionRecordId: string;
  @Column('uuid') organisationId: string;
  /** Whose list the record stands on: the report's own organisation or a partner. */
  @Column('uuid') recordOrganisationId: string;
  @Column('integer') reportRevision: number;
  @Column('integer') recordRevision: number;
  @Column('integer') matcherVersion: number;
  @Column('text') modelVersion: string;
  @Column('integer') sizeClass: number;
  @Column('double precision') matchWeight: number;
  /** As it is shown: lower than that of `score` when a rival contradicts it (see bandBeside). Null when the pair fell below every band after somebody had already decided on it. */
  @Column('text', { nullable: true }) band: Band | null;
  @Column('jsonb') score: PairScore;
  /** Match weight minus that of the report's best other suggestion, in bits; null when there is no other. */
  @Column('double precision', { nullable: true }) runnerUpMargin: number | null;
  @Column('text') state: SuggestionState;
  /** What it was before it was withheld, and why it is. */
  @Column('text', { nullable: true }) suppressedFrom: SuggestionState | null;
  @Column('text', { array: true, default: () => "'{}'" }) suppressedFor: ('consent' | 'quarantine')[];
  /** The file that its record came with was taken back. */
  @Column('timestamptz', { nullable: true }) sourceWithdrawnAt: Date | null;
  @Column('integer') revision: number;
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('timestamptz', { nullable: true }) proposedAt: Date | null;
  /** The revision that the last proposal made: which proposal an opinion is about. */
  @Column('integer', { nullable: true }) proposedRevision: number | null;
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  /** Of the last rejection. */
  @Column('text', { array: true, default: () => "'{}'" }) decisionReasons: RejectionReason[];
  /** The score that was on the screen at the last decision. */
  @Column('jsonb', { nullable: true }) decidedOn: PairScore | null;
  /** What people had written here before the last decision, by the names of the columns, for that to be undone. */
  @Column('jsonb', { nullable: true }) beforeDecision: ({ revision: number } & Record<string, unknown>) | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}

@Entity('suggestion_events')
export class SuggestionEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') suggestionId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('uuid', { nullable: true }) accountId: string | null;
  @Column('text') kind: EventKind;
  @Column('text', { nullable: true }) fromState: SuggestionState | null;
  @Column('text') toState: SuggestionState;
  /** Codes: of a rejection, or why it is withheld. */
  @Column('text', { array: true, default: () => "'{}'" }) reasons: string[];
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { nullable: true }) evidence: string | null;
  /** The weights were hidden from whoever decided; null for what no person did. */
  @Column('boolean', { nullable: true }) blind: boolean | null;
  @Column('double precision', { nullable: true }) matchWeight: number | null;
  @Column('integer', { nullable: true }) matcherVersion: number | null;
  @Column('integer', { nullable: true }) sizeClass: number | null;
  @Column('integer') suggestionRevision: number;
}

/** Where a suggestion may go, as src/suggestions/transitions.ts has it. The trigger of suggestions reads it. */
@Entity('suggestion_transitions')
export class SuggestionTransition {
  @PrimaryColumn('text') fromState: SuggestionState;
  @PrimaryColumn('text') toState: SuggestionState;
  @PrimaryColumn('text') movedBy: MovedBy;
}

/** Who is looking at a suggestion now. */
@Entity('suggestion_claims')
export class SuggestionClaim {
  @PrimaryColumn('uuid') suggestionId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') accountId: string;
  @Column('timestamptz', { default: () => 'now()' }) claimedAt: Date;
  @Column('timestamptz') expiresAt: Date;
  /** Who passed it on to him, and why. */
  @Column('uuid', { nullable: true }) passedBy: string | null;
  @Column('text', { nullable: true }) reason: string | null;
}

/** What somebody thinks of another's proposal, before he reads why it was made. */
@Entity('suggestion_opinions')
export class SuggestionOpinion {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') suggestionId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') proposedRevision: number;
  @Column('uuid') accountId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('text') opinion: Opinion;
  @Column('text', { array: true, default: () => "'{}'" }) reasons: RejectionReason[];
  @Column('text', { nullable: true }) note: string | null;
  @Column('boolean') blind: boolean;
}
