import type { Band } from '../matching/index.js';

/** Pairs of one band that are stored, and how many of them people decided on in a way that says whether they are one person. */
export interface ReviewedBand {
  /** By its own score, as it is stored; null: below all bands. */
  band: Band | null;
  stored: number;
  decided: number;
}

/** Fewer decided pairs say nothing about the others of their band. */
const enough = 5;

export interface ReviewShares {
  /** 0..1; null where too few were decided. */
  shares: { band: Band | null; share: number | null }[];
  /**
   * How many stored pairs each decided one of a band stands for; null as soon as a band that has pairs has too few decided ones. Whoever is put before people first
   * is decided first: without it the strong pairs would speak for all (matching.md section 9: reviewed pairs are a biased sample).
   */
  counts: ReadonlyMap<Band | null, number> | null;
}

export function reviewShares(bands: readonly ReviewedBand[]): ReviewShares {
  // Of what fell below all bands nobody is asked any more: it has no share, and its pairs stand for themselves.
  const shown = bands.filter(({ band }) => band !== null);
  const known = shown.every(({ stored, decided }) => stored === 0 || decided >= enough);
  return {
    shares: bands.map(({ band, stored, decided }) => ({
      band,
      share: decided >= enough ? Math.round((decided / stored) * 1000) / 1000 : null,
    })),
    counts: known
      ? new Map(bands.map(({ band, stored, decided }) => [band, band === null || decided === 0 ? 1 : stored / decided]))
      : null,
  };
}
