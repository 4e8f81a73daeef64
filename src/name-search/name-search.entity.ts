import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FilterKind } from './filter-kinds.js';

/** One search for a person by name. Who searched, why, and how many were found; never the names. */
@Entity('name_searches')
export class NameSearch {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') accountId: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('text') reason: string;
  /** People found, also those beyond the ones that were shown. */
  @Column('integer') hits: number;
  /** By what it was narrowed, never to what. */
  @Column('text', { array: true, default: '{}' }) filters: FilterKind[];
}
