import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Who did or read what. Ids and field names, never values. Rows are only ever added. */
@Entity('audit_events')
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('uuid', { nullable: true }) organisationId: string | null;
  @Column('uuid', { nullable: true }) actorId: string | null;
  @Column('text') actor: string;
  @Column('text') action: string;
  @Column('text') subjectKind: string;
  @Column('text', { nullable: true }) subjectId: string | null;
  @Column('text', { array: true, default: () => "'{}'" }) fields: string[];
  @Column('text') outcome: 'done' | 'denied' | 'refused';
}
