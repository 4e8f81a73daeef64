import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecordSide } from '../matching/index.js';

export const rematchStates = ['running', 'paused', 'done', 'cancelled'] as const;
export type RematchState = (typeof rematchStates)[number];
export const rematchReasons = ['matcher_version', 'size_class', 'model', 'operator'] as const;
export type RematchReason = (typeof rematchReasons)[number];
/** In this order: a report is compared when the profiles of all records are new. */
export const rematchSteps = ['planning', 'records', 'reports'] as const;
export type RematchStep = (typeof rematchSteps)[number];

/** One run that compares everything again, over all organisations. */
@Entity('rematches')
export class Rematch {
  @PrimaryColumn('uuid') id: string;
  @Column('text') why: RematchReason;
  @Column('integer') matcherVersion: number;
  /** Set when the reports are cut into chunks. */
  @Column('integer', { nullable: true }) sizeClass: number | null;
  /** Likewise. Null: the model that came with the program. */
  @Column('text', { nullable: true }) modelHash: string | null;
  @Column('text') state: RematchState;
  @Column('text', { default: 'planning' }) step: RematchStep;
  @Column('integer', { default: 0 }) chunksTotal: number;
  @Column('integer', { default: 0 }) chunksDone: number;
  @Column('integer', { default: 0 }) recordsTotal: number;
  @Column('integer', { default: 0 }) recordsDone: number;
  @Column('integer', { default: 0 }) reportsTotal: number;
  @Column('integer', { default: 0 }) reportsDone: number;
  @Column('integer', { default: 0 }) suggestionsWritten: number;
  @Column('uuid', { nullable: true }) startedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) startedAt: Date;
  @Column('timestamptz', { nullable: true }) goingSince: Date | null;
  @Column('integer', { default: 0 }) goingFrom: number;
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

/** Subjects of one organisation that one job takes: those with ids from the first to the last. */
@Entity('rematch_chunks')
export class RematchChunk {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') rematchId: string;
  @Column('uuid') organisationId: string;
  @Column('text') side: RecordSide;
  @Column('uuid') firstId: string;
  @Column('uuid') lastId: string;
  @Column('integer') subjects: number;
  @Column('integer', { default: 0 }) attempts: number;
  @Column('timestamptz', { nullable: true }) takenUntil: Date | null;
  @Column('timestamptz', { nullable: true }) doneAt: Date | null;
}
