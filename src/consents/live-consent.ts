import type { ConsentPurpose } from './consent.entity.js';

/**
 * SQL condition: somebody who reports this person allows this purpose, now (the function `live_consent` of the database).
 * @param reportId SQL that yields the report's id, written by us and never taken from outside
 */
export const liveConsent = (purpose: ConsentPurpose, reportId: string): string =>
  `live_consent(${reportId}, '${purpose}')`;
