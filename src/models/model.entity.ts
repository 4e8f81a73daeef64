import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DryRun } from './dry-run.js';

/** A model that may be put in use, as it was written. Never changed: what it is, its hash says. */
@Entity('matching_models')
export class MatchingModel {
  @PrimaryColumn('text') hash: string;
  @Column('text') version: string;
  @Column('text') file: string;
  @Column('text') estimatedFrom: string;
  /** Null: it came with the program. */
  @Column('uuid', { nullable: true }) addedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) addedAt: Date;
}

export const modelChangeKinds = ['activate', 'rollback'] as const;
export type ModelChangeKind = (typeof modelChangeKinds)[number];
export const modelDecisions = ['confirmed', 'refused', 'withdrawn', 'at_once'] as const;
export type ModelDecision = (typeof modelDecisions)[number];

/** That another model be in use: proposed by one person and confirmed by another, or going back, which one person does at once. */
@Entity('model_changes')
export class ModelChange {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: ModelChangeKind;
  @Column('text') modelHash: string;
  @Column('text') replacesHash: string;
  @Column('integer') matcherVersion: number;
  @Column('text') reason: string;
  @Column('jsonb', { nullable: true }) dryRun: DryRun | null;
  @Column('uuid') proposedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) proposedAt: Date;
  @Column('text', { nullable: true }) decision: ModelDecision | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
}
