import { parseTable } from '../tables/read-table.js';

/** Columns that the gazetteer files have; others are ignored. Codes are OCHA P-codes. */
export interface AdminRow {
  /** '1' governorate, '2' district, '3' subdistrict. */
  level: string;
  pcode: string;
  parent: string;
  name_en: string;
  name_ar: string;
  /** Separated by `|`. */
  alt_names: string;
}

export interface CommunityRow {
  pcode: string;
  admin1: string;
  admin2: string;
  admin3: string;
  name_en: string;
  name_ar: string;
}

export interface NeighbourhoodRow {
  pcode: string;
  /** P-code of the community it is a part of. */
  city: string;
  name_en: string;
  name_ar: string;
}

export interface FacilityRow {
  id: string;
  name_ar: string;
  name_en: string;
  /** Separated by `;`. */
  aliases: string;
  admin1: string;
  near_community: string;
}

export interface GazetteerRows {
  admin: AdminRow[];
  communities: CommunityRow[];
  neighbourhoods: NeighbourhoodRow[];
  facilities: FacilityRow[];
}

/** The rows from the texts of the four TSV files (`admin.tsv`, `communities.tsv`, `neighbourhoods.damascus.tsv`, `facilities.tsv`). */
export function parseGazetteerRows(texts: Record<keyof GazetteerRows, string>): GazetteerRows {
  const rows = <Row>(text: string): Row[] => parseTable(text) as Row[];
  return {
    admin: rows<AdminRow>(texts.admin),
    communities: rows<CommunityRow>(texts.communities),
    neighbourhoods: rows<NeighbourhoodRow>(texts.neighbourhoods),
    facilities: rows<FacilityRow>(texts.facilities),
  };
}
