import { Column, Entity, PrimaryColumn } from 'typeorm';
import { FuzzyDateColumns } from '../database/fuzzy-date-columns.js';
import type { Identifier, Sex } from '../matching/record.js';
import { PlaceColumns } from '../places/place-columns.js';
import type { FateClaim } from './fate-claim.js';

export const eventTypes = [
  'arrest',
  'intake',
  'interrogation',
  'transfer',
  'hospital',
  'court',
  'release',
  'exchange',
  'death_certificate',
  'burial',
  'sighting',
] as const;
export type EventType = (typeof eventTypes)[number];

/** One row of one document: what that document says about one person. It is never merged with another. */
@Entity('detention_records')
export class DetentionRecord {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') sourceId: string;
  @Column('integer') rowNumber: number;
  @Column('text', { nullable: true }) sourceRecordId: string | null;
  @Column('integer') revision: number;
  @Column('text', { nullable: true }) sex: Sex | null;
  @Column('text', { nullable: true }) sexRaw: string | null;
  @Column(() => FuzzyDateColumns, { prefix: 'birth' }) birth: FuzzyDateColumns;
  @Column(() => PlaceColumns, { prefix: 'birthPlace' }) birthPlace: PlaceColumns;
  @Column(() => PlaceColumns, { prefix: 'home' }) home: PlaceColumns;
  @Column(() => PlaceColumns, { prefix: 'arrestPlace' }) arrestPlace: PlaceColumns;
  @Column('text', { nullable: true }) eventTypeRaw: string | null;
  @Column('text', { nullable: true }) eventType: EventType | null;
  @Column(() => FuzzyDateColumns, { prefix: 'event' }) event: FuzzyDateColumns;
  @Column('text', { nullable: true }) governorateRaw: string | null;
  @Column('text', { nullable: true }) districtRaw: string | null;
  @Column('text', { nullable: true }) communityRaw: string | null;
  @Column('text', { nullable: true }) facilityRaw: string | null;
  @Column('text', { nullable: true }) governorate: string | null;
  @Column('text', { nullable: true }) district: string | null;
  @Column('text', { nullable: true }) subdistrict: string | null;
  @Column('text', { nullable: true }) community: string | null;
  /** The codes come from a near spelling. Null = nothing was read. */
  @Column('boolean', { nullable: true }) placeGuessed: boolean | null;
  @Column('text', { nullable: true }) facility: string | null;
  @Column('boolean', { nullable: true }) facilityGuessed: boolean | null;
  @Column('jsonb', { default: () => "'[]'" }) identifiers: Identifier[];
  /** Words such as "the martyr" that stood in the name: a claim by the source, never a state of ours. */
  @Column('text', { array: true, default: () => "'{}'" }) fateWords: string[];
  /** What the source claims became of the person. A claim, never a state. */
  @Column('jsonb', { default: () => "'[]'" }) fateClaims: FateClaim[];
  /** Further fields as written, by field. */
  @Column('jsonb', { default: () => "'{}'" }) further: Record<string, string>;
  @Column('text', { nullable: true }) notes: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  /** Its import was taken back: nothing finds it. */
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
}
