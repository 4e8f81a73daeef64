import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../access/account.entity.js';

export const roleDecisions = ['confirmed', 'refused', 'withdrawn', 'lapsed', 'at_once'] as const;
export type RoleDecision = (typeof roleDecisions)[number];

/** A role that one administrator proposes for an account and another one confirms (security.md C11), or that was taken away at once. */
@Entity('role_changes')
export class RoleChange {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') accountId: string;
  @Column('uuid') organisationId: string;
  @Column('text', { nullable: true }) fromRole: Role | null;
  @Column('text', { nullable: true }) toRole: Role | null;
  @Column('uuid') proposedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) proposedAt: Date;
  @Column('text', { nullable: true }) decision: RoleDecision | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
}
