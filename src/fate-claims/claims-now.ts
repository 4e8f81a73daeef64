import { type EntityManager, In } from 'typeorm';
import { type ClaimNow, effectiveLevel } from './effective-level.js';
import { FateClaimRow, FateReview } from './fate-claim.entity.js';
import type { FateLevel } from './fate-words.js';

/** What one thing that a claim rests on is worth now, and the document behind it. */
export interface BasisStanding {
  kind: string;
  stands: boolean;
  ofPerpetrators: boolean;
  sourceId: string | null;
  authenticity: 'unassessed' | 'consistent' | 'doubtful' | 'forged' | null;
}

/** A claim with everything that decides what it counts as today. Computed, never stored. */
export interface FateClaimToday {
  row: FateClaimRow;
  bases: BasisStanding[];
  reviews: FateReview[];
  effectiveLevel: FateLevel;
  superseded: boolean;
  /** The newest of its kind that no other claim replaced. */
  current: boolean;
}

/** All claims of a case, newest first, as the actor of this transaction sees them: of what he may not see nothing stands. */
export async function claimsNow(manager: EntityManager, caseId: string): Promise<FateClaimToday[]> {
  const rows = await manager.find(FateClaimRow, { where: { caseId }, order: { at: 'DESC', id: 'DESC' } });
  const reviews = await manager.find(FateReview, {
    where: { claimId: In(rows.map((row) => row.id)) },
    order: { at: 'ASC', id: 'ASC' },
  });
  const bases: (BasisStanding & { claimId: string })[] = await manager.query(
    `select f.id as "claimId", b.kind, b.stands, b.of_perpetrators as "ofPerpetrators", b.source_id as "sourceId", b.authenticity
     from fate_claims f cross join lateral basis_now(f.case_id, f.basis) b where f.case_id = $1 order by f.id, b.place`,
    [caseId],
  );
  const replaced = new Set(rows.map((row) => row.supersedes));
  const seen = new Set<string>();
  return rows.map((row) => {
    const own = bases.filter(({ claimId }) => claimId === row.id).map(({ claimId: _, ...basis }) => basis);
    const ofClaim = reviews.filter((review) => review.claimId === row.id);
    const claim: ClaimNow = {
      level: row.level,
      legalStatus: row.legalStatus,
      assessor: row.assessedBy,
      bases: own,
      reviews: ofClaim,
    };
    const superseded = replaced.has(row.id);
    const current = !superseded && !seen.has(row.claim);
    if (current) seen.add(row.claim);
    return { row, bases: own, reviews: ofClaim, effectiveLevel: effectiveLevel(claim), superseded, current };
  });
}
