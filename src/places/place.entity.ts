import { Column, Entity, PrimaryColumn } from 'typeorm';

export const placeLevels = ['governorate', 'district', 'subdistrict', 'community', 'neighbourhood'] as const;
export type PlaceLevel = (typeof placeLevels)[number];

@Entity('places')
export class Place {
  @PrimaryColumn('text') pcode: string;
  @Column('text') level: PlaceLevel;
  @Column('text', { nullable: true }) parent: string | null;
  @Column('text') nameEn: string;
  @Column('text', { nullable: true }) nameAr: string | null;
  @Column('text', { array: true, default: () => "'{}'" }) aliases: string[];
  @Column('double precision', { nullable: true }) latitude: number | null;
  @Column('double precision', { nullable: true }) longitude: number | null;
  /** A bare code is never accepted without its scheme: SY01 is Damascus for OCHA and Hasakah in FIPS. */
  @Column('text', { default: 'ocha-p-code' }) scheme: string;
}

@Entity('facilities')
export class Facility {
  @PrimaryColumn('text') id: string;
  @Column('text') nameEn: string;
  @Column('text') nameAr: string;
  @Column('text', { array: true, default: () => "'{}'" }) aliases: string[];
  @Column('text') type: string;
  @Column('text', { nullable: true }) body: string | null;
  @Column('text', { nullable: true }) governorate: string | null;
  @Column('text', { nullable: true }) nearCommunity: string | null;
  @Column('double precision', { nullable: true }) latitude: number | null;
  @Column('double precision', { nullable: true }) longitude: number | null;
  @Column('text', { nullable: true }) coordinatePrecision: string | null;
  @Column('text', { nullable: true }) note: string | null;
}
