import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('organisations')
export class Organisation {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: 'operator' | 'partner';
  @Column('text') name: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

/** What an organisation agreed to: purpose, fields, until when. Import refuses without one (domain.md R27). */
@Entity('agreements')
export class Agreement {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') purpose: 'import' | 'export' | 'overlap';
  @Column('text', { array: true, default: () => "'{}'" }) fields: string[];
  @Column('date') validFrom: string;
  @Column('date', { nullable: true }) validUntil: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

export const roles = [
  'caseworker',
  'supervisor',
  'disclosure_lead',
  'auditor',
  'importer',
  'organisation_admin',
  'system_admin',
] as const;
export type Role = (typeof roles)[number];

@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') login: string;
  @Column('text') displayName: string;
  /** Null: may do nothing, not even sign in, until two administrators gave it one. */
  @Column('text', { nullable: true }) role: Role | null;
  /** Null: signs in with a passkey, or was invited and has not come yet. */
  @Column('text', { nullable: true }) passwordHash: string | null;
  @Column('boolean', { default: false }) demonstration: boolean;
  @Column('timestamptz', { nullable: true }) disabledAt: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

export type WorkingAccount = Account & { role: Role };
export const hasRole = (account: Account): account is WorkingAccount => account.role !== null;

/** A signed-in browser or program. Only the hash of the token is kept. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid') id: string;
  @Column('bytea') tokenHash: Buffer;
  @Column('bytea') networkHash: Buffer;
  @Column('uuid') accountId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) lastSeenAt: Date;
  @Column('timestamptz') expiresAt: Date;
  /** Until when the last proof of identity is fresh enough for what needs one. */
  @Column('timestamptz', { nullable: true }) freshUntil: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}

@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('uuid') actorId: string;
  @PrimaryColumn('text') key: string;
  @Column('text') operation: string;
  @Column('bytea') requestHash: Buffer;
  @Column('uuid') resourceId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
