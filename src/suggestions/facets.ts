import { z } from 'zod';
import { shownCount } from '../small-counts.js';

export const facetNames = [
  'band',
  'source_type',
  'governorate',
  'child',
  'needs_second_reviewer',
  'returned',
  'resurfaced',
  'mine',
] as const;
export type FacetName = (typeof facetNames)[number];

/** One suggestion that waits, as far as it is counted. */
export interface Waiting {
  /** Of a report that the reader is a member of himself. */
  own: boolean;
  band: string | null;
  source_type: string | null;
  governorate: string | null;
  child: boolean;
  needs_second_reviewer: boolean;
  returned: boolean;
  resurfaced: boolean;
  mine: boolean;
}

export const FacetsView = z
  .object({
    complete: z.boolean().describe('False: only the heaviest ones were counted'),
    facets: z.array(
      z.object({
        name: z.enum(facetNames),
        value: z.string().nullable().describe('Of a band, a kind of document or a governorate; null for the rest'),
        own: z.int().describe('Of reports that the caller is a member of himself'),
        others: z.union([z.int(), z.literal('<5')]).describe('Of all others in reach; 1 to 4 are not told apart (R22)'),
      }),
    ),
  })
  .meta({ id: 'SuggestionFacets', description: 'How many suggestions wait, by what they can be narrowed down to.' });
export type FacetsView = z.infer<typeof FacetsView>;

const withValues = ['band', 'source_type', 'governorate'] as const;
const yesOrNo = ['child', 'needs_second_reviewer', 'returned', 'resurfaced', 'mine'] as const;

/** Counts of what waits, by facet and value; what nobody waits in is left out. Counts under 5 of other people's cases stay hidden. */
export function countFacets(waiting: readonly Waiting[]): FacetsView['facets'] {
  const cells = new Map<string, { name: FacetName; value: string | null; own: number; others: number }>();
  const count = (name: FacetName, value: string | null, own: boolean) => {
    const key = `${name} ${value}`;
    const cell = cells.get(key) ?? { name, value, own: 0, others: 0 };
    cells.set(key, { ...cell, own: cell.own + Number(own), others: cell.others + Number(!own) });
  };
  for (const one of waiting) {
    for (const name of withValues) if (one[name] !== null) count(name, one[name], one.own);
    for (const name of yesOrNo) if (one[name]) count(name, null, one.own);
  }
  return [...cells.values()]
    .sort((a, b) => facetNames.indexOf(a.name) - facetNames.indexOf(b.name) || b.own + b.others - a.own - a.others)
    .map((cell) => ({ ...cell, others: shownCount(cell.others) }));
}
