import { Column, Entity, PrimaryColumn } from 'typeorm';

export const extortionDemands = ['money', 'documents', 'meeting', 'information', 'other'] as const;
export const extortionWays = ['telephone', 'message', 'in_person', 'social_media', 'other'] as const;
export const reviewOutcomes = ['contacts_safe', 'contacts_stay_hidden'] as const;

/** Somebody asked a family for something in exchange for news, or pretended to be one of us (R13). Never changed. */
@Entity('extortion_reports')
export class ExtortionReport {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  /** Whose relatives were approached, where that is known. */
  @Column('uuid', { nullable: true }) reportId: string | null;
  @Column('text') askedFor: (typeof extortionDemands)[number];
  @Column('text') way: (typeof extortionWays)[number];
  @Column('text') told: string;
  /** Null: the family itself. */
  @Column('uuid', { nullable: true }) reportedBy: string | null;
  /** The same, with the nil uuid for the family: whoever reviews it is compared with this one. Made by the database. */
  @Column({ type: 'uuid', insert: false, update: false }) toldBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) reportedAt: Date;
}

/** What a second person found. The newest one counts. */
@Entity('extortion_reviews')
export class ExtortionReview {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') extortionReportId: string;
  @Column('uuid') caseId: string;
  @Column('uuid') organisationId: string;
  /** Who reported it, the nil uuid for a family: the database compares him with who reviews. */
  @Column('uuid') reportedBy: string;
  @Column('text') outcome: (typeof reviewOutcomes)[number];
  @Column('text') note: string;
  @Column('uuid') reviewedBy: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) reviewedAt: Date;
}
