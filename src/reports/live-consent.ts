/**
 * SQL condition: the family lets this report be searched for, now. The one definition of a live consent to search (R3, R4), for every query
 * that has to ask. `reportId` is SQL that yields the report's id, written by us and never taken from outside.
 */
export const liveSearchConsent = (reportId: string): string => `exists (
  select 1 from consents
  where consents.report_id = ${reportId} and consents.purpose = 'search' and consents.granted
    and consents.withdrawn_at is null and (consents.expires_at is null or consents.expires_at > now()))`;
