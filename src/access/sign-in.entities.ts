import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A public key; its private half never leaves a person's device. */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') accountId: string;
  @Column('uuid') organisationId: string;
  @Column('bytea') credentialId: Buffer;
  @Column('bytea') publicKey: Buffer;
  @Column('bigint') counter: string;
  @Column('text', { array: true, default: () => "'{}'" }) transports: string[];
  @Column('boolean') backedUp: boolean;
  @Column('text') label: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
}

/** What a device has to sign: kept as a hash, taken away by whoever answers first. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  @PrimaryColumn('bytea') challengeHash: Buffer;
  @Column('text') purpose: 'sign_in' | 'register' | 'invitation';
  @Column('uuid', { nullable: true }) accountId: string | null;
  @Column('timestamptz') expiresAt: Date;
}

@Entity('totp_secrets')
export class TotpSecret {
  @PrimaryColumn('uuid') accountId: string;
  @PrimaryColumn('text') stage: 'live' | 'setting_up' | 'invited';
  @Column('uuid') organisationId: string;
  @Column('bytea') sealed: Buffer;
  @Column('text') kekId: string;
  @Column('bigint', { nullable: true }) lastStep: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

@Entity('invitations')
export class Invitation {
  @PrimaryColumn('uuid') id: string;
  @Column('bytea') tokenHash: Buffer;
  @Column('uuid') accountId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('timestamptz', { nullable: true }) usedAt: Date | null;
}

@Entity('try_limits')
export class TryLimit {
  @PrimaryColumn('text') scope: string;
  @PrimaryColumn('bytea') subjectHash: Buffer;
  @Column('integer') tries: number;
  @Column('timestamptz') lastTryAt: Date;
  @Column('timestamptz') nextAllowedAt: Date;
}
