import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The key of one case, wrapped by a key-encryption key that the database does not have. At most one of a report's keys is not destroyed.
 * With `wrapped` gone, everything sealed under the key is unreadable, here and in whatever copy is not older (R28).
 */
@Entity('case_keys')
export class CaseKey {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') organisationId: string;
  @Column('bytea', { nullable: true }) wrapped: Buffer | null;
  @Column('text') kekId: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) destroyedAt: Date | null;
}
