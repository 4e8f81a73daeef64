import { Column, Entity, PrimaryColumn } from 'typeorm';
import { FuzzyDateColumns } from '../database/fuzzy-date-columns.js';
import type { Identifier, Sex } from '../matching/record.js';
import { PlaceColumns } from '../places/place-columns.js';
import type { FurtherContent } from './further-content.js';

export const reportStates = ['open', 'paused_by_family', 'safety_hold', 'withdrawn', 'closed'] as const;
export type ReportState = (typeof reportStates)[number];

/** A family's disappearance report as it stands now. What was told, word for word, is in its revisions. */
@Entity('reports')
export class Report {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  @Column('text') state: ReportState;
  @Column('text', { nullable: true }) sex: Sex | null;
  @Column(() => FuzzyDateColumns, { prefix: 'birth' }) birth: FuzzyDateColumns;
  @Column(() => PlaceColumns, { prefix: 'birthPlace' }) birthPlace: PlaceColumns;
  @Column(() => PlaceColumns, { prefix: 'home' }) home: PlaceColumns;
  @Column(() => FuzzyDateColumns, { prefix: 'disappeared' }) disappeared: FuzzyDateColumns;
  @Column('text', { nullable: true }) placeRaw: string | null;
  @Column('text', { nullable: true }) governorateRaw: string | null;
  @Column('text', { nullable: true }) believedFacilityRaw: string | null;
  @Column('text', { nullable: true }) governorate: string | null;
  @Column('text', { nullable: true }) district: string | null;
  @Column('text', { nullable: true }) subdistrict: string | null;
  @Column('text', { nullable: true }) community: string | null;
  /** The codes come from a near spelling. Null = nothing was read. */
  @Column('boolean', { nullable: true }) placeGuessed: boolean | null;
  @Column('text', { nullable: true }) facility: string | null;
  @Column('boolean', { nullable: true }) facilityGuessed: boolean | null;
  @Column('jsonb', { default: () => "'[]'" }) identifiers: Identifier[];
  @Column('text', { nullable: true }) circumstances: string | null;
  /** What else was told, as in the content of a revision. Compared with nothing. */
  @Column('jsonb', { default: () => "'{}'" }) further: FurtherContent;
  /** Null: the family itself. */
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt: Date;
  /** When somebody here began to work on it; null while what a family filed waits. */
  @Column('timestamptz', { nullable: true, default: () => 'now()' }) takenUpAt: Date | null;
  /** Three or more reports of different sought persons came from one network within two days. */
  @Column('boolean', { default: false }) intakeFlag: boolean;
}

/** Lets one caseworker, or as long as a proposal waits every caseworker of the organisation, reach one report. */
@Entity('report_members')
export class ReportMember {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid', { nullable: true }) accountId: string | null;
  @Column('text') via: 'filed' | 'assigned' | 'second_review' | 'break_glass' | 'read_by_two';
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') grantedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) grantedAt: Date;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
}

@Entity('report_revisions')
export class ReportRevision {
  @PrimaryColumn('uuid') reportId: string;
  @PrimaryColumn('integer') revision: number;
  /** The parts sought and disappearance of the report's body. */
  @Column('jsonb') content: object;
  /** Whose words these are: the person who filed. Null where staff changed something. */
  @Column('uuid', { nullable: true }) reporterId: string | null;
  /** Null: the family itself. */
  @Column('uuid', { nullable: true }) changedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) changedAt: Date;
}
