import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Band, MatchRecord, PairScore, RecordSide } from '../matching/index.js';
import type { EventKind, SuggestionState } from './transitions.js';

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
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
}

@Entity('match_keys')
export class MatchKey {
  @PrimaryColumn('uuid') recordId: string;
  @PrimaryColumn('integer') key: number;
  @Column('text') side: RecordSide;
  @Column('uuid') organisationId: string;
  @Column('boolean') withPartners: boolean;
  @Column('real') bits: number;
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
  @Column('double precision') matchWeight: number;
  /** As it is shown: lower than that of `score` when a rival contradicts it (see bandBeside). Null when the pair fell below every band after somebody had already decided on it. */
  @Column('text', { nullable: true }) band: Band | null;
  @Column('jsonb') score: PairScore;
  /** Match weight minus that of the report's best other suggestion, in bits; null when there is no other. */
  @Column('double precision', { nullable: true }) runnerUpMargin: number | null;
  @Column('text') state: SuggestionState;
  /** What it was before its consent was gone. */
  @Column('text', { nullable: true }) suppressedFrom: SuggestionState | null;
  @Column('integer') revision: number;
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('timestamptz', { nullable: true }) proposedAt: Date | null;
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
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
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('double precision', { nullable: true }) matchWeight: number | null;
  @Column('integer', { nullable: true }) matcherVersion: number | null;
  @Column('integer') suggestionRevision: number;
}
