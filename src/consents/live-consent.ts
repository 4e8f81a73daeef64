import type { ConsentPurpose } from './consent.entity.js';

/**
 * SQL condition: somebody who reports this person allows this purpose, now (the function `live_consent` of the database).
 * @param reportId SQL that yields the report's id, written by us and never taken from outside
 */
export const liveConsent = (purpose: ConsentPurpose, reportId: string): string =>
  `live_consent(${reportId}, '${purpose}')`;

/**
 * SQL condition: somebody who reports this person lets partners know, and no special class of the case stands in the way, now (R23).
 * Everything that goes to other organisations asks this. What is only compared with their records stays here and asks the consent alone: a child is not
 * to wait for two signatures before anybody looks for it. Only of reports of the organisation that the transaction has turned to.
 * @param reportId as above
 */
export const mayGoToPartners = (reportId: string): string => `may_go_to_partners(${reportId})`;
