import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventType, MessageType } from './event-types.js';

export const disabledReasons = ['by_hand', 'gone', 'failing'] as const;
export const messageStates = ['waiting', 'delivered', 'failed', 'dropped'] as const;
export type MessageState = (typeof messageStates)[number];
export const attemptErrors = ['address', 'dns', 'connect', 'tls', 'timeout', 'redirect', 'response', 'secret'] as const;
export type AttemptError = (typeof attemptErrors)[number];

/** What can be told, and whether to partners. */
@Entity('webhook_event_types')
export class WebhookEventType {
  @PrimaryColumn('text') type: EventType;
  @Column('boolean') forPartners: boolean;
}

/** Where a program of an organisation is told that something happened. */
@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') name: string;
  @Column('text') url: string;
  @Column('text', { array: true }) eventTypes: EventType[];
  @Column('text', { default: 'active' }) state: 'active' | 'disabled';
  @Column('text', { nullable: true }) disabledReason: (typeof disabledReasons)[number] | null;
  @Column('timestamptz', { nullable: true }) disabledAt: Date | null;
  @Column('uuid') createdBy: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}

/** What messages of an endpoint are signed with, sealed. At most two at a time. */
@Entity('webhook_secrets')
export class WebhookSecret {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') endpointId: string;
  @Column('uuid') organisationId: string;
  @Column('smallint') slot: 1 | 2;
  @Column('bytea') sealed: Buffer;
  @Column('text') kekId: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
}

/** What is to be told to one endpoint. Its id is the webhook-id of every attempt. */
@Entity('webhook_messages')
export class WebhookMessage {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') endpointId: string;
  @Column('uuid') organisationId: string;
  @Column('text') type: MessageType;
  @Column('uuid') subjectId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) occurredAt: Date;
  @Column('text', { default: 'waiting' }) state: MessageState;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) dueAt: Date;
  @Column('timestamptz', { default: () => "clock_timestamp() + interval '24 hours'" }) giveUpAt: Date;
  @Column('integer', { default: 0 }) tries: number;
  @Column('timestamptz', { nullable: true }) leasedUntil: Date | null;
}

/** One attempt to tell it. Never changed. */
@Entity('webhook_attempts')
export class WebhookAttempt {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') messageId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz') at: Date;
  @Column('smallint', { nullable: true }) status: number | null;
  @Column('text', { nullable: true }) errorCode: AttemptError | null;
  @Column('integer') durationMs: number;
}
