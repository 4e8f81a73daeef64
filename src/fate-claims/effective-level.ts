import { type FateLevel, type LegalStatus, weakest } from './fate-words.js';

/** One thing that a claim rests on, as it stands now. */
export interface BasisNow {
  /** A link that is still confirmed, a document that nobody found doubtful or forged, a testimony. What does not stand any more counts for nothing. */
  stands: boolean;
  /** The word of those who detained (perpetrator-documents.ts). */
  ofPerpetrators: boolean;
}

export interface ReviewNow {
  reviewer: string;
  agrees: boolean;
}

export interface ClaimNow {
  level: FateLevel;
  legalStatus: LegalStatus;
  assessor: string;
  bases: readonly BasisNow[];
  reviews: readonly ReviewNow[];
}

/**
 * The highest level that such a basis can carry (R10). A death that the regime registered is one more document of perpetrators: it lifts
 * nothing above "documented".
 */
export function ceilingOf(bases: readonly BasisNow[], legalStatus: LegalStatus): FateLevel {
  const standing = bases.filter((basis) => basis.stands);
  if (standing.some((basis) => !basis.ofPerpetrators)) return 'confirmed';
  return standing.length > 0 || legalStatus === 'death_registered_by_regime' ? 'documented' : 'alleged';
}

/** Somebody else than the assessor agreed, and nobody disagreed. */
export const isAgreedByAnother = ({ assessor, reviews }: Pick<ClaimNow, 'assessor' | 'reviews'>): boolean =>
  reviews.some((review) => review.agrees && review.reviewer !== assessor) && reviews.every((review) => review.agrees);

/** What the claim counts as today, whatever was written down: at most what its basis carries, and above "documented" only with a second person. */
export function effectiveLevel(claim: ClaimNow): FateLevel {
  return weakest(
    claim.level,
    ceilingOf(claim.bases, claim.legalStatus),
    isAgreedByAnother(claim) ? 'confirmed' : 'documented',
  );
}
