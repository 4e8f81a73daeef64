import type { EntityManager } from 'typeorm';

/**
 * Takes suggestions out of sight because the consent that they rest on is gone, whatever was decided about them: `withheld` reports lose
 * all, `withoutPartners` those with a partner's records. What they were is kept, for the day the family allows it again.
 * In the caller's transaction, which has turned to the organisation of the reports.
 * @param accountId who took the consent back, or null when it ran out
 */
export async function suppress(
  manager: EntityManager,
  { withheld, withoutPartners }: { withheld: string[]; withoutPartners: string[] },
  accountId: string | null,
): Promise<void> {
  await moveAll(
    manager,
    `state <> 'suppressed' and (report_id = any($1::uuid[])
       or report_id = any($2::uuid[]) and record_organisation_id <> organisation_id)`,
    [withheld, withoutPartners],
    { state: `'suppressed'`, suppressedFrom: 'suggestions.state', kind: 'suppressed' },
    accountId,
  );
}

/**
 * Brings back what was suppressed of reports that may be compared again, as it was; their own job then scores them anew. A proposal comes back
 * returned, and a confirmation whose record was confirmed to another report meanwhile as a suggestion: two people have to look again.
 */
export async function unsuppress(
  manager: EntityManager,
  { compared, withPartners }: { compared: string[]; withPartners: string[] },
): Promise<void> {
  await moveAll(
    manager,
    `state = 'suppressed' and (report_id = any($1::uuid[]) and record_organisation_id = organisation_id
       or report_id = any($2::uuid[]))`,
    [compared, withPartners],
    {
      state: `case when suggestions.suppressed_from = 'confirmed' and exists (
          select 1 from suggestions other
          where other.detention_record_id = suggestions.detention_record_id and other.state = 'confirmed')
        then case when suggestions.band is null then 'stale' else 'suggested' end
        when suggestions.suppressed_from = 'proposed' then 'returned'
        else suggestions.suppressed_from end`,
      suppressedFrom: 'null',
      kind: 'revived',
    },
    null,
  );
}

/** The parts of SQL are ours, never from outside. */
async function moveAll(
  manager: EntityManager,
  which: string,
  parameters: [string[], string[]],
  to: { state: string; suppressedFrom: string; kind: 'suppressed' | 'revived' },
  accountId: string | null,
): Promise<void> {
  if (parameters.every((ids) => ids.length === 0)) return;
  await manager.query(
    `with chosen as (select id, state from suggestions where ${which} order by id for no key update),
     moved as (
       update suggestions set state = ${to.state}, suppressed_from = ${to.suppressedFrom}, revision = suggestions.revision + 1, updated_at = now()
       from chosen where suggestions.id = chosen.id
       returning suggestions.id, suggestions.organisation_id, chosen.state as from_state, suggestions.state, match_weight, matcher_version, suggestions.revision)
     insert into suggestion_events (id, suggestion_id, organisation_id, account_id, kind, from_state, to_state, match_weight, matcher_version, suggestion_revision)
     select gen_random_uuid(), id, organisation_id, $3::uuid, '${to.kind}', from_state, state, match_weight, matcher_version, revision from moved`,
    [...parameters, accountId],
  );
  const reportIds = parameters.flat();
  // Nothing that is in sight may tell of what is not. The report's next job works margins and bands out anew.
  await manager.query(
    `update suggestions set runner_up_margin = null, band = case when band is not null then score->>'band' end
     where report_id = any($1::uuid[]) and (runner_up_margin is not null or band <> score->>'band')`,
    [reportIds],
  );
  // No proposal waits any more: the report is open to its members alone again (R6).
  await manager.query(
    `delete from report_members where account_id is null and report_id = any($1::uuid[]) and not exists (
       select 1 from suggestions where suggestions.report_id = report_members.report_id and suggestions.state = 'proposed')`,
    [reportIds],
  );
}
