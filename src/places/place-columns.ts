import { Column } from 'typeorm';
import { nowhere, type PlaceCodes, type PlaceResolution } from '../matching/index.js';

/** A place about a person as written and as far as it was read, embedded with a prefix. All null = the source said nothing. */
export class PlaceColumns {
  @Column('text', { nullable: true }) raw: string | null;
  @Column('text', { nullable: true }) governorate: string | null;
  @Column('text', { nullable: true }) district: string | null;
  @Column('text', { nullable: true }) subdistrict: string | null;
  @Column('text', { nullable: true }) community: string | null;
  /** The codes come from a near spelling. Null = nothing was read. */
  @Column('boolean', { nullable: true }) guessed: boolean | null;
}

/** A place as written and what the gazetteer found for it (null: nobody asked). What it does not know is kept as text, without codes. */
export function toPlaceColumns(raw: string | null, found: PlaceResolution | null): PlaceColumns {
  const { governorate, district, subdistrict, community } = found?.codes ?? nowhere;
  return { raw, governorate, district, subdistrict, community, guessed: found && isGuess(found) };
}

/** Whether a resolution is a guess from the spelling; null when nothing was read. */
export function isGuess({ how }: PlaceResolution): boolean | null {
  return how === 'none' ? null : how === 'near';
}

/** The codes of a stored place, null when there are none. */
export function placeCodes(
  row: Omit<PlaceCodes, 'facility' | 'guessed'> & { facility?: string | null; guessed?: boolean | null },
): PlaceCodes | null {
  const { governorate, district, subdistrict, community, facility = null, guessed } = row;
  const codes = { governorate, district, subdistrict, community, facility };
  if (!Object.values(codes).some(Boolean)) return null;
  return guessed ? { ...codes, guessed } : codes;
}
