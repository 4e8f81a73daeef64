import { Column, Entity, PrimaryColumn } from 'typeorm';

export const alarmKinds = [
  'reading_budget_hour',
  'reading_budget_day',
  'reads_outside_caseload',
  'sealed_field_altered',
  'break_glass',
  'many_name_searches',
  'session_moved',
  'import_quarantined',
  'confirmed_source_withdrawn',
  'large_export',
  'extortion_reported',
  'record_confirmed_twice',
  'contest_upheld',
  'correction_planned',
  'webhook_disabled',
  'model_rolled_back',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Something that a supervisor, or for `webhook_disabled` an administrator, has to look at (R14). One row of a kind waits at a time; what happens again is counted in it. */
@Entity('alarms')
export class Alarm {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') kind: AlarmKind;
  @Column('uuid') actorId: string;
  @Column('text') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) lastAt: Date;
  @Column('integer', { default: 1 }) times: number;
  @Column('uuid', { nullable: true }) acknowledgedBy: string | null;
  @Column('timestamptz', { nullable: true }) acknowledgedAt: Date | null;
}

/** One refused read; kept for ten minutes. */
@Entity('denied_reads')
export class DeniedRead {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') actorId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}
