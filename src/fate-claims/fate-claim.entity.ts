import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseFateClaim, FamilyAnswer, FateLevel, LegalStatus } from './fate-words.js';

/** What a claim rests on: something that stands in the record, or what somebody told. */
export type Basis =
  | { kind: 'link' | 'detention_record' | 'document'; id: string }
  | { kind: 'testimony'; text: string };

/** One person's assessment of what became of somebody. Never changed: a newer one replaces it (domain.md 1.8). */
@Entity('fate_claims')
export class FateClaimRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  @Column('text') claim: CaseFateClaim;
  @Column('text') level: FateLevel;
  @Column('jsonb') basis: Basis[];
  @Column('text', { nullable: true }) note: string | null;
  @Column('text') familyAccepts: FamilyAnswer;
  @Column('text') legalStatus: LegalStatus;
  @Column('uuid', { nullable: true }) supersedes: string | null;
  @Column('uuid') assessedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** What a second person thinks of a claim. */
@Entity('fate_reviews')
export class FateReview {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') claimId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') assessedBy: string;
  @Column('uuid') reviewer: string;
  @Column('boolean') agrees: boolean;
  @Column('text', { nullable: true }) note: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}
