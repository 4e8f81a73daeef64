import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scope } from '../access/actor.js';

/** What a program of a partner organisation may do, and until when. */
@Entity('partner_keys')
export class PartnerKey {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') name: string;
  @Column('text', { array: true }) scopes: Scope[];
  @Column('uuid') createdBy: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('uuid', { nullable: true }) revokedBy: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}

/** A secret of a key, of which only the hash is kept. At most two live at a time, one in each slot. */
@Entity('partner_key_secrets')
export class PartnerKeySecret {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') keyId: string;
  @Column('uuid') organisationId: string;
  @Column('smallint') slot: 1 | 2;
  @Column('bytea') secretHash: Buffer;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  /** Null: lives as long as its key. */
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  /** To the minute. */
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
}
