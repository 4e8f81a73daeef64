import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One link of an audit chain. Written by the database function append_audit_entry alone; ids, field names and codes, never values.
 * `canonical` are the bytes that were hashed; the other columns say the same for whoever searches, and are verified against it.
 */
@Entity('audit_entries')
export class AuditEntryRow {
  @PrimaryColumn('uuid') chainId: string;
  @PrimaryColumn('bigint') seq: string;
  @Column('text') at: string;
  @Column('text') actorKind: AuditActorKind;
  @Column('uuid', { nullable: true }) actorId: string | null;
  @Column('text') action: string;
  @Column('text') subjectKind: string;
  @Column('text', { nullable: true }) subjectId: string | null;
  @Column('text', { array: true }) fields: string[];
  @Column('uuid', { array: true }) seen: string[];
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) operation: string | null;
  @Column('text') outcome: AuditOutcome;
  @Column('text') canonical: string;
  @Column('bytea') prevHash: Buffer;
  @Column('bytea') hash: Buffer;
}

export const auditOutcomes = ['done', 'denied', 'refused'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

export const auditActorKinds = ['staff', 'partner', 'family', 'command', 'service', 'nobody'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];
