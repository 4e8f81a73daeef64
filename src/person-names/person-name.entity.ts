import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NameParse } from '../matching/index.js';
import type { PersonName, Script } from '../matching/record.js';

export type NameOrigin = 'family' | 'passport' | 'partner' | 'machine';

/** One written form of one person's name: as written, and how it was read. Belongs to one report or one detention record. */
@Entity('person_names')
export class PersonNameRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid', { nullable: true }) reportId: string | null;
  @Column('uuid', { nullable: true }) detentionRecordId: string | null;
  @Column('text') person: 'sought' | 'mother';
  @Column('smallint') position: number;
  @Column('text') raw: string;
  @Column('text', { nullable: true }) givenRaw: string | null;
  @Column('text', { nullable: true }) fatherRaw: string | null;
  @Column('text', { nullable: true }) grandfatherRaw: string | null;
  @Column('text', { nullable: true }) familyRaw: string | null;
  @Column('text') script: Script;
  @Column('text') origin: NameOrigin;
  @Column('jsonb') parses: NameParse[];
  @Column('integer') normaliserVersion: number;
}

export function toPersonName(
  row: Pick<PersonNameRow, 'raw' | 'givenRaw' | 'fatherRaw' | 'grandfatherRaw' | 'familyRaw'>,
): PersonName {
  const parts = {
    ...(row.givenRaw ? { given: row.givenRaw } : {}),
    ...(row.fatherRaw ? { father: row.fatherRaw } : {}),
    ...(row.grandfatherRaw ? { grandfather: row.grandfatherRaw } : {}),
    ...(row.familyRaw ? { family: row.familyRaw } : {}),
  };
  return Object.keys(parts).length > 0 ? { raw: row.raw, parts } : { raw: row.raw };
}
