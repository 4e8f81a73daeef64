import { Column } from 'typeorm';
import type { Calendar, DatePrecision, DateQualifier, FuzzyDate } from '../matching/record.js';

/** The seven columns of a fuzzy date, embedded with a prefix. All null = the source said nothing. */
export class FuzzyDateColumns {
  @Column('text', { nullable: true }) raw: string | null;
  @Column('text', { nullable: true }) calendar: Calendar | null;
  @Column('date', { nullable: true }) earliest: string | null;
  @Column('date', { nullable: true }) latest: string | null;
  @Column('text', { nullable: true }) precision: DatePrecision | null;
  @Column('text', { nullable: true }) qualifier: DateQualifier | null;
  @Column('boolean', { nullable: true }) orderAmbiguous: boolean | null;
}

export const noDate: FuzzyDateColumns = {
  raw: null,
  calendar: null,
  earliest: null,
  latest: null,
  precision: null,
  qualifier: null,
  orderAmbiguous: null,
};

export function toColumns(date: FuzzyDate | null): FuzzyDateColumns {
  return date ? { ...date } : { ...noDate };
}

export function fromColumns(columns: FuzzyDateColumns | null): FuzzyDate | null {
  if (columns?.raw == null) return null;
  return {
    raw: columns.raw,
    calendar: columns.calendar ?? 'gregorian',
    earliest: columns.earliest,
    latest: columns.latest,
    precision: columns.precision ?? 'unknown',
    qualifier: columns.qualifier ?? 'exact',
    orderAmbiguous: columns.orderAmbiguous ?? false,
  };
}
