import type { EntityManager } from 'typeorm';
import { liveConsent } from '../consents/live-consent.js';
import type { ScoredPair } from './store-suggestions.js';

/**
 * Of the pairs whose reports belong to the organisation that the transaction has turned to, those that may be kept now: the family still
 * allows the search, and, for a partner's record, the comparison with partners, and the partner's agreement is in force (R3, R27).
 * Asked again at the last moment, because a consent runs out by the clock and not by a job.
 */
export async function allowedPairs(manager: EntityManager, pairs: ScoredPair[]): Promise<ScoredPair[]> {
  if (pairs.length === 0) return [];
  const consents: { id: string; search: boolean; partners: boolean }[] = await manager.query(
    `select id, ${liveConsent('search', 'report.id')} as search, ${liveConsent('partners', 'report.id')} as partners
     from unnest($1::uuid[]) as report(id)`,
    [[...new Set(pairs.map((pair) => pair.reportId))]],
  );
  const partners: { id: string }[] = await manager.query(
    'select id from unnest($1::uuid[]) as organisation(id) where agreement_in_force(id)',
    [[...new Set(pairs.map((pair) => pair.recordOrganisationId))]],
  );
  const consentOf = new Map(consents.map((row) => [row.id, row]));
  const inForce = new Set(partners.map((row) => row.id));
  return pairs.filter((pair) => {
    const consent = consentOf.get(pair.reportId);
    if (!consent?.search) return false;
    if (pair.recordOrganisationId === pair.organisationId) return true;
    return consent.partners && inForce.has(pair.recordOrganisationId);
  });
}
