import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SharedPerson } from './shared-person.js';

export const exportKinds = ['reports', 'detention_records'] as const;
export type ExportKind = (typeof exportKinds)[number];
export const exportFormats = ['csv', 'jsonl', 'pfif'] as const;
export type ExportFormat = (typeof exportFormats)[number];
/**
 * asked: waits for a second person. confirmed: a worker makes it. made: may be fetched. expired: nobody decided, or its days are over.
 * withdrawn: a family took its consent back.
 */
export const exportStates = ['asked', 'confirmed', 'refused', 'made', 'expired', 'withdrawn'] as const;
export type ExportState = (typeof exportStates)[number];

/** Persons that leave the organisation as a file: who asked for it, for whom, why, and who agreed. No file is stored: it is written when it is fetched. */
@Entity('exports')
export class Export {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') recipientId: string;
  @Column('text') recipientName: string;
  @Column('text') kind: ExportKind;
  @Column('text') format: ExportFormat;
  @Column('uuid', { nullable: true }) listId: string | null;
  @Column('timestamptz', { nullable: true }) changedSince: Date | null;
  @Column('text') reason: string;
  @Column('text') state: ExportState;
  @Column('uuid') askedBy: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) askedAt: Date;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  @Column('text', { nullable: true }) refusalReason: string | null;
  @Column('timestamptz', { nullable: true }) madeAt: Date | null;
  @Column('timestamptz', { nullable: true }) availableUntil: Date | null;
  @Column('integer', { nullable: true }) records: number | null;
  @Column('integer', { nullable: true }) withoutConsent: number | null;
  /** In how many texts a label of a source, or its name, was left out. */
  @Column('integer', { nullable: true }) withheldTexts: number | null;
  @Column('smallint', { default: 0 }) downloads: number;
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
}

/** Somebody who is in an export. */
@Entity('export_items')
export class ExportItem {
  @PrimaryColumn('uuid') exportId: string;
  @PrimaryColumn('uuid') recordId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { nullable: true }) goneAt: Date | null;
}

/** How far the feed of an organisation is. */
@Entity('feeds')
export class Feed {
  @PrimaryColumn('uuid') organisationId: string;
  @Column('bigint', { default: 0 }) position: string;
  @Column('timestamptz', { default: () => 'now()' }) changedAt: Date;
}

/** What may leave of a report, at the place of its last change; or that nothing may any more. */
@Entity('feed_entries')
export class FeedEntry {
  @PrimaryColumn('uuid') reportId: string;
  @Column('uuid') organisationId: string;
  @Column('bigint') position: string;
  @Column('timestamptz') entryDate: Date;
  @Column('timestamptz') sourceDate: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('jsonb', { nullable: true }) content: SharedPerson | null;
  @Column('timestamptz', { nullable: true }) goneAt: Date | null;
  @Column('boolean', { default: false }) toBeTold: boolean;
}
