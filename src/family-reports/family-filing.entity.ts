import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a family sent, so that a double tap files one report, and so that floods are noticed. Hashes only, for two days. */
@Entity('family_filings')
export class FamilyFilingRow {
  @PrimaryColumn('uuid') submissionId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') reportId: string;
  @Column('uuid') receiptId: string;
  /** Of the network it came from, with the day. */
  @Column('bytea') networkHash: Buffer;
  /** Of the sought person's family name: for the same one, the same over two days. */
  @Column('bytea') kinHash: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) filedAt: Date;
}

/** Somebody without a report tells of extortion (R13). */
@Entity('extortion_tips')
export class ExtortionTip {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') askedFor: 'money' | 'documents' | 'meeting' | 'information' | 'other';
  @Column('text') way: 'telephone' | 'message' | 'in_person' | 'social_media' | 'other';
  @Column('text') told: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) toldAt: Date;
  @Column('uuid', { nullable: true }) handledBy: string | null;
  @Column('timestamptz', { nullable: true }) handledAt: Date | null;
  @Column('text', { nullable: true }) note: string | null;
}
