import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a family types before it sends it, sealed under a key that only its browser completes (drafts.ts). */
@Entity('family_drafts')
export class FamilyDraft {
  @PrimaryColumn('bytea') tokenHash: Buffer;
  @Column('bytea') sealed: Buffer;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) lastSeenAt: Date;
}
