import type { EntityManager } from 'typeorm';
import type { ConsentPurpose, EndReason } from './consent.entity.js';
import { liveConsent } from './live-consent.js';
import { suppress } from './suppress.js';

/**
 * Ends the answers of one person. For a consent that was taken back a keyed hash stays, so that the same report does not come to life again
 * with the old consent; a newer "yes" takes nothing back. `withholdNow` has to follow, before the transaction ends.
 */
export async function endConsents(
  manager: EntityManager,
  { reportId, reporterId }: { reportId: string; reporterId: string },
  purposes: readonly ConsentPurpose[],
  reason: EndReason,
): Promise<void> {
  // TypeORM answers an update with [rows, count].
  const [ended]: [{ purpose: ConsentPurpose; granted: boolean }[], number] = await manager.query(
    `update consents set withdrawn_at = clock_timestamp(), withdrawn_reason = $4
     where report_id = $1 and reporter_id = $2 and purpose = any($3::text[]) and withdrawn_at is null
     returning purpose, granted`,
    [reportId, reporterId, purposes, reason],
  );
  if (reason === 'answered_again') return;
  const takenBack = ended.filter((consent) => consent.granted).map((consent) => consent.purpose);
  await manager.query(
    `insert into suppressions (id, organisation_id, digest, purpose, withdrawn_at)
     select gen_random_uuid(), organisation_id, digest, purpose, clock_timestamp()
     from reporters cross join unnest(suppression_digests) as digest cross join unnest($2::text[]) as taken_back(purpose)
     where id = $1`,
    [reporterId, takenBack],
  );
}

/**
 * Makes what a report may be compared with follow its consents at once: without one to search, or to be compared with partners, its match
 * profile goes, so that nothing finds it any more, and its suggestions go out of sight. The worker makes a new profile from what is left.
 * @param accountId who wrote the withdrawal down
 */
export async function withholdNow(manager: EntityManager, reportId: string, accountId: string): Promise<void> {
  const [live]: { search: boolean; partners: boolean }[] = await manager.query(
    `select ${liveConsent('search', '$1::uuid')} as search, ${liveConsent('partners', '$1::uuid')} as partners`,
    [reportId],
  );
  if (live.search && live.partners) return;
  await manager.query('delete from match_profiles where record_id = $1 and ($2 or with_partners)', [
    reportId,
    !live.search,
  ]);
  await suppress(
    manager,
    { withheld: live.search ? [] : [reportId], withoutPartners: live.partners ? [] : [reportId] },
    accountId,
  );
}

/**
 * The same by the family itself (role intake), which sees no other relative's consent and nothing of what was found: the functions of the database do for
 * its report what the two above do for staff.
 */
export async function endOwnConsents(
  manager: EntityManager,
  purposes: readonly ConsentPurpose[],
  reason: EndReason,
): Promise<void> {
  await manager.query('select end_own_consents($1, $2)', [purposes, reason]);
}

export async function withholdOwnReport(manager: EntityManager): Promise<void> {
  await manager.query('select withhold_own_report()');
}
