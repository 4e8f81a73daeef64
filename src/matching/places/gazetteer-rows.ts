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
  /** Separated by `|`. */
  alt_names: string;
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
  type: string;
  /** Agency that ran it. */
  body: string;
  admin1: string;
  near_community: string;
}

export interface GazetteerRows {
  admin: AdminRow[];
  communities: CommunityRow[];
  neighbourhoods: NeighbourhoodRow[];
  facilities: FacilityRow[];
}

/** The texts of the TSV files of data/gazetteer. */
export type GazetteerTexts = Record<keyof GazetteerRows | 'otherNames', string>;

/**
 * The rows from the texts of `admin.tsv`, `communities.tsv`, `neighbourhoods.damascus.tsv`, `facilities.tsv`, each with the names that `other-names.tsv` adds
 * to it.
 */
export function parseGazetteerRows(texts: GazetteerTexts): GazetteerRows {
  const others = new Map<string, string[]>();
  for (const { place, name } of parseTable(texts.otherNames)) others.set(place, [...(others.get(place) ?? []), name]);
  const rows = <Row>(text: string): Row[] => parseTable(text) as Row[];
  const added = (names: string | undefined, code: string, separator: string): string =>
    [names, ...(others.get(code) ?? [])].filter(Boolean).join(separator);
  return {
    admin: rows<AdminRow>(texts.admin).map((row) => ({ ...row, alt_names: added(row.alt_names, row.pcode, '|') })),
    communities: rows<CommunityRow>(texts.communities).map((row) => ({ ...row, alt_names: added('', row.pcode, '|') })),
    neighbourhoods: rows<NeighbourhoodRow>(texts.neighbourhoods),
    facilities: rows<FacilityRow>(texts.facilities).map((row) => ({
      ...row,
      aliases: added(row.aliases, row.id, ';'),
    })),
  };
}
