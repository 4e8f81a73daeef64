import { Column, Entity, PrimaryColumn } from 'typeorm';
import { FuzzyDateColumns } from '../database/fuzzy-date-columns.js';

export const documentTypes = [
  'arrest_order',
  'intake_register',
  'transfer_list',
  'hospital_referral',
  'hospital_register',
  'death_certificate',
  'court_file',
  'wanted_list',
  'release_list',
  'exchange_list',
  'survivor_testimony',
  'ngo_database',
  'other',
] as const;
export type DocumentType = (typeof documentTypes)[number];
export const copyKinds = ['original', 'copy', 'photo_of_copy', 'transcription', 'unknown'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** A document and where it came from. Every value of a detention record is the word of its source. */
@Entity('sources')
export class Source {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') documentType: DocumentType;
  @Column('text') title: string;
  @Column('text', { nullable: true }) issuer: string | null;
  @Column('text', { nullable: true }) documentNumber: string | null;
  @Column(() => FuzzyDateColumns, { prefix: 'document' }) documentDate: FuzzyDateColumns;
  @Column('text', { default: 'unknown' }) originalOrCopy: CopyKind;
  @Column('text', { nullable: true }) custody: string | null;
  @Column('text', { default: 'unassessed' }) authenticity: 'unassessed' | 'consistent' | 'doubtful' | 'forged';
  @Column('text', { default: 'restricted' }) sensitivity: 'restricted' | 'highly_restricted';
  @Column('date', { nullable: true }) retainedUntil: string | null;
  @Column('text') fileName: string;
  @Column('text') mediaType: string;
  /** Bytes, as announced; TypeORM reads bigint as a string. */
  @Column('bigint') byteSize: string;
  /** Bytes that have come so far. */
  @Column('bigint', { default: 0 }) bytesReceived: string;
  /** Known when all of it has come and was read. */
  @Column('bytea', { nullable: true }) sha256: Buffer | null;
  @Column('uuid') createdBy: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

/** The file as it came, byte for byte, in pieces of at most 1 MiB. */
@Entity('source_chunks')
export class SourceChunk {
  @PrimaryColumn('uuid') sourceId: string;
  @PrimaryColumn('integer') position: number;
  @Column('uuid') organisationId: string;
  @Column('bytea') bytes: Buffer;
}
