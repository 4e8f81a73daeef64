import type { EntityManager } from 'typeorm';
import { Consent, type ConsentGiver, type ConsentPurpose } from './consent.entity.js';

/** A consent is asked for again after two years: what a family agreed to must not outlive what it remembers (R4). */
const consentYears = 2;

export interface Answers {
  reportId: string;
  reporterId: string;
  organisationId: string;
  answers: { id: string; purpose: ConsentPurpose; granted: boolean }[];
  formVersion: string;
  language: string;
  givenBy: ConsentGiver;
  /** The day (ISO 8601) on which the form was signed; or that it is answered now; or that nobody said when. */
  givenOn: string | 'now' | 'unknown';
}

/**
 * Stores what one person answered, one row a purpose, in the caller's transaction. An answer from before a withdrawal of the same report by
 * the same person is kept and has no effect: the withdrawal is the later word.
 */
export async function storeConsents(manager: EntityManager, told: Answers): Promise<void> {
  const dated = told.givenOn !== 'now' && told.givenOn !== 'unknown';
  const givenAt = dated ? new Date(`${told.givenOn}T00:00:00Z`) : new Date();
  const expiresAt = new Date(givenAt);
  expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + consentYears);
  const suppressions: { purpose: ConsentPurpose; id: string }[] = await manager.query(
    `select distinct on (purpose) purpose, suppressions.id from suppressions
     join reporters on reporters.id = $1 and suppressions.digest = any(reporters.suppression_digests)
     where suppressions.organisation_id = $2 and purpose = any($3::text[]) and ($5 or suppressions.withdrawn_at >= $4)
     order by purpose, suppressions.withdrawn_at desc`,
    [
      told.reporterId,
      told.organisationId,
      told.answers.map((answer) => answer.purpose),
      givenAt,
      told.givenOn === 'unknown',
    ],
  );
  const rows = told.answers.map(({ id, purpose, granted }) => ({
    id,
    reportId: told.reportId,
    reporterId: told.reporterId,
    organisationId: told.organisationId,
    purpose,
    granted,
    formVersion: told.formVersion,
    language: told.language,
    givenBy: told.givenBy,
    givenAt,
    expiresAt: granted ? expiresAt : null,
    suppressedBy: (granted && suppressions.find((one) => one.purpose === purpose)?.id) || null,
  }));
  await manager.insert(Consent, rows);
}
