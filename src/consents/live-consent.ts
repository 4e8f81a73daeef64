import type { ConsentPurpose } from './consent.entity.js';

/**
 * SQL condition: somebody who reports this person allows this purpose, now. The one definition of a live consent (R3, R4), for every query
 * that has to ask. One relative's live consent is enough; another's withdrawal ends only his own (R5).
 * @param reportId SQL that yields the report's id, written by us and never taken from outside
 */
export const liveConsent = (purpose: ConsentPurpose, reportId: string): string => `exists (
  select 1 from consents
  where consents.report_id = ${reportId} and consents.purpose = '${purpose}' and consents.granted
    and consents.withdrawn_at is null and consents.suppressed_by is null
    and (consents.expires_at is null or consents.expires_at > now()))`;
