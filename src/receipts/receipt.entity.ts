import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a family is given for its report: a number and a secret. One report may have several, one for each relative. */
@Entity('receipts')
export class Receipt {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') reportId: string;
  /** Whose it is. */
  @Column('uuid') reporterId: string;
  @Column('text') requestNumber: string;
  /** argon2id with a salt of its own, in PHC form. The secret itself is nowhere. */
  @Column('text') secretHash: string;
  /** Null: the family got it by filing. */
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
  /** Somebody tried until the number was locked, and the family has not been told yet. */
  @Column('boolean', { default: false }) tellOfTries: boolean;
  /** The minute in which the family last read, and how often in it. */
  @Column('timestamptz', { nullable: true }) readsMinute: Date | null;
  @Column('integer', { default: 0 }) reads: number;
}

/** A family that signed in with a receipt. Only the hash of the token is kept, and nothing about where it came from; for thirty days. */
@Entity('family_sessions')
export class FamilySession {
  @PrimaryColumn('uuid') id: string;
  @Column('bytea') tokenHash: Buffer;
  @Column('uuid') receiptId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) lastSeenAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
}
