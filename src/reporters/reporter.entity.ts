import { Column, Entity, PrimaryColumn } from 'typeorm';

export const relationships = ['mother', 'father', 'spouse', 'sibling', 'child', 'other_relative', 'other'] as const;
export type Relationship = (typeof relationships)[number];
export const filingModes = ['named', 'pseudonymous', 'through_organisation'] as const;
export type FilingMode = (typeof filingModes)[number];

/** Who reports. Holds no name and no contact: those are not accepted before they can be encrypted. The worker never loads this file. */
@Entity('reporters')
export class Reporter {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') reportId: string;
  @Column('uuid') organisationId: string;
  @Column('text') relationship: Relationship;
  @Column('boolean', { nullable: true }) isClosestRelative: boolean | null;
  @Column('text') language: string;
  @Column('text', { nullable: true }) country: string | null;
  @Column('boolean', { nullable: true }) underThreat: boolean | null;
  @Column('boolean', { nullable: true }) informsOthersHimself: boolean | null;
  @Column('text') filingMode: FilingMode;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
