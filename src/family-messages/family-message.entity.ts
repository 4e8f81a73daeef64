import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FamilyLanguage } from '../family-languages.js';

export const messageDirections = ['to_family', 'from_family'] as const;
export type MessageDirection = (typeof messageDirections)[number];
/** What staff can write. The invitation is for everyday questions too, so that its coming says nothing. */
export const messageTemplates = ['invitation_to_talk', 'question', 'consent_runs_out', 'please_complete'] as const;
export type MessageTemplate = (typeof messageTemplates)[number];

/** One message, in either direction, of one person of a report. Its text is sealed under the key of the case. */
@Entity('family_messages')
export class FamilyMessage {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') reportId: string;
  @Column('uuid') reporterId: string;
  @Column('text') direction: MessageDirection;
  @Column('text', { nullable: true }) template: MessageTemplate | null;
  @Column('text', { nullable: true }) language: FamilyLanguage | null;
  @Column('bytea', { nullable: true }) text: Buffer | null;
  @Column('bytea', { nullable: true }) checkCode: Buffer | null;
  /** Null: the family. */
  @Column('uuid', { nullable: true }) writtenBy: string | null;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) writtenAt: Date;
}

/** By which anybody can ask whether a message is ours: the keyed hash of its code, and the day. */
@Entity('message_checks')
export class MessageCheck {
  @PrimaryColumn('bytea') digest: Buffer;
  @Column('uuid') messageId: string;
  @Column('uuid') organisationId: string;
  @Column('date') writtenOn: string;
}

export const noticeChannels = ['email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** Where and when somebody wants to be told that there is something to read. */
@Entity('notice_wishes')
export class NoticeWish {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') reportId: string;
  @Column('uuid') reporterId: string;
  @Column('text') channel: NoticeChannel;
  /** Sealed by the key ring; empty in one that ended. */
  @Column('bytea', { nullable: true }) address: Buffer | null;
  @Column('text', { nullable: true }) kekId: string | null;
  @Column('text') language: FamilyLanguage;
  @Column('text') timeZone: string;
  @Column('smallint') fromHour: number;
  @Column('smallint') toHour: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('text', { nullable: true }) endedReason: string | null;
}

/** That somebody is to be told. Written by a trigger, sent by the notifier. */
@Entity('notices')
export class Notice {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') wishId: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) notedAt: Date;
  @Column('text', { default: 'waiting' }) state: 'waiting' | 'sent' | 'failed' | 'dropped';
  @Column('text', { nullable: true }) reason: 'refused' | 'given_up' | 'unreadable' | 'wish_ended' | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) dueAt: Date;
  @Column('timestamptz', { nullable: true }) giveUpAt: Date | null;
  @Column('integer', { default: 0 }) tries: number;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) leasedUntil: Date | null;
  @Column('date', { nullable: true }) sentOn: string | null;
}
