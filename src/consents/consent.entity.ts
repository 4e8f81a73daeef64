import { Column, Entity, PrimaryColumn } from 'typeorm';

export const consentPurposes = ['search', 'partners', 'contact'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
export const consentGivers = ['reporter', 'guardian', 'proxy'] as const;
export type ConsentGiver = (typeof consentGivers)[number];
/** What a person, and what the service itself, may give as the reason why a consent ended. */
export const withdrawalReasons = ['asked_by_person', 'safety'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];
export type EndReason = WithdrawalReason | 'answered_again' | 'reporter_removed';

/** One answer of one person about one purpose. Rows are added, and withdrawn; never changed. */
@Entity('consents')
export class Consent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') reporterId: string;
  @Column('uuid') organisationId: string;
  @Column('text') purpose: ConsentPurpose;
  @Column('boolean') granted: boolean;
  @Column('text') formVersion: string;
  @Column('text') language: string;
  @Column('text', { default: 'reporter' }) givenBy: ConsentGiver;
  @Column('timestamptz', { default: () => 'now()' }) givenAt: Date;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
  @Column('text', { nullable: true }) withdrawnReason: EndReason | null;
  /** The withdrawal that came after it, where the same report was handed in again with the old consent. */
  @Column('uuid', { nullable: true }) suppressedBy: string | null;
}

/** What stays of a withdrawal: a keyed hash by which the same report is known again, and nothing that could be read. */
@Entity('suppressions')
export class Suppression {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('bytea') digest: Buffer;
  @Column('text') purpose: ConsentPurpose;
  @Column('timestamptz', { default: () => 'now()' }) withdrawnAt: Date;
}
