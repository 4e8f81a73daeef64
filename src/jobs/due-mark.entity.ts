import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DueTask } from './job-list.js';

/** A row exists exactly as long as the work is to be done. */
@Entity('due_marks')
export class DueMark {
  @PrimaryColumn('text') task: DueTask;
  @PrimaryColumn('uuid') subjectId: string;
  @Column('uuid') organisationId: string;
  @Column('integer') revision: number;
  @Column('timestamptz', { default: () => 'now()' }) dueAt: Date;
  @Column('integer', { default: 1 }) marks: number;
  @Column('timestamptz', { nullable: true }) rungAt: Date | null;
  @Column('integer', { default: 0 }) attempts: number;
  @Column('text', { nullable: true }) lastError: string | null;
}
