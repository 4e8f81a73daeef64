import type { EntityManager } from 'typeorm';

/** Why suggestions are withheld. Each reason comes and goes for itself; a suggestion is in sight when none is left. */
type Reason = 'consent' | 'quarantine';

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
  if (withheld.length + withoutPartners.length === 0) return;
  await withhold(
    manager,
    'consent',
    '(report_id = any($1::uuid[]) or report_id = any($2::uuid[]) and record_organisation_id <> organisation_id)',
    [withheld, withoutPartners, accountId],
  );
}

/**
 * Brings back what was suppressed of reports that may be compared again, as it was; their own job then scores them anew. A proposal comes back
 * returned, and so does a confirmation whose record was confirmed to another report meanwhile: two people have to look again. Whatever else people and
 * the machine made of them (waiting for information, rejected, revoked, resurfaced) they are again.
 */
export async function unsuppress(
  manager: EntityManager,
  { compared, withPartners }: { compared: string[]; withPartners: string[] },
): Promise<void> {
  if (compared.length + withPartners.length === 0) return;
  await bringBack(
    manager,
    'consent',
    '(report_id = any($1::uuid[]) and record_organisation_id = organisation_id or report_id = any($2::uuid[]))',
    [compared, withPartners, null],
  );
}

/** Takes the suggestions of records that are in quarantine out of sight. In the transaction that has turned to the organisation of the reports. */
export async function suppressRecords(manager: EntityManager, recordIds: string[]): Promise<void> {
  await withhold(manager, 'quarantine', 'detention_record_id = any($1::uuid[]) and $2::uuid is null', [
    recordIds,
    null,
    null,
  ]);
}

/** Brings back the suggestions of records that were let out of quarantine, as far as nothing else withholds them. */
export async function unsuppressRecords(manager: EntityManager, recordIds: string[]): Promise<void> {
  await bringBack(manager, 'quarantine', 'detention_record_id = any($1::uuid[]) and $2::uuid is null', [
    recordIds,
    null,
    null,
  ]);
}

type Parameters = [unknown, unknown, accountId: string | null];

const withhold = (manager: EntityManager, reason: Reason, which: string, parameters: Parameters) =>
  moveAll(
    manager,
    `not suppressed_for @> array['${reason}'] and ${which}`,
    {
      state: `'suppressed'`,
      from: 'coalesce(suggestions.suppressed_from, suggestions.state)',
      reasons: `suggestions.suppressed_for || '${reason}'::text`,
      kind: 'suppressed',
    },
    [...parameters, reason],
  );

/** Of two confirmations of one record that come back at one moment the one that was made first stands. */
const bringBack = (manager: EntityManager, reason: Reason, which: string, parameters: Parameters) => {
  const others = `suggestions.suppressed_for <> array['${reason}']`;
  return moveAll(
    manager,
    `suppressed_for @> array['${reason}'] and ${which}`,
    {
      state: `case when ${others} then 'suppressed'
        when suggestions.suppressed_from = 'proposed' or suggestions.suppressed_from = 'confirmed' and (
          record_is_confirmed(suggestions.detention_record_id) or exists (
            select 1 from chosen other
            where other.detention_record_id = suggestions.detention_record_id and other.suppressed_from = 'confirmed'
              and other.suppressed_for = array['${reason}'] and (other.decided_at, other.id) < (suggestions.decided_at, suggestions.id)))
        then 'returned'
        else suggestions.suppressed_from end`,
      from: `case when ${others} then suggestions.suppressed_from end`,
      reasons: `array_remove(suggestions.suppressed_for, '${reason}')`,
      kind: 'revived',
    },
    [...parameters, reason],
  );
};

interface Moved {
  id: string;
  report_id: string;
  organisation_id: string;
  actor: string;
  /** It was confirmed, and is not any more. */
  twice: boolean | null;
}

/** The parts of SQL are ours, never from outside. A suggestion that is withheld for another reason as well changes without an event. */
async function moveAll(
  manager: EntityManager,
  which: string,
  to: { state: string; from: string; reasons: string; kind: 'suppressed' | 'revived' },
  parameters: unknown[],
): Promise<void> {
  const moved: Moved[] = await manager.query(
    `with chosen as (
       select id, state, suppressed_from, suppressed_for, detention_record_id, decided_at from suggestions where ${which} order by id for no key update),
     moved as (
       update suggestions set state = ${to.state}, suppressed_from = ${to.from}, suppressed_for = ${to.reasons},
         revision = suggestions.revision + 1, updated_at = now()
       from chosen where suggestions.id = chosen.id
       returning suggestions.id, suggestions.report_id, suggestions.organisation_id, suggestions.decided_by, chosen.state as from_state,
         chosen.suppressed_from = 'confirmed' and suggestions.state = 'returned' as twice, suggestions.state, match_weight,
         matcher_version, suggestions.revision),
     written as (
       insert into suggestion_events (id, suggestion_id, organisation_id, account_id, kind, from_state, to_state, reasons, match_weight,
         matcher_version, suggestion_revision)
       select gen_random_uuid(), id, organisation_id, $3::uuid, '${to.kind}', from_state, state, array_remove(array[$4::text], 'consent'), match_weight,
         matcher_version, revision
       from moved where state <> from_state)
     select id, report_id, organisation_id, coalesce($3::uuid, decided_by) as actor, twice from moved`,
    parameters,
  );
  const reportIds = [...new Set(moved.map((row) => row.report_id))];
  if (reportIds.length === 0) return;
  // Its record was confirmed to another report meanwhile: a supervisor looks (domain.md 2.2).
  for (const { id, organisation_id, actor } of moved.filter(({ twice }) => twice))
    await manager.query(
      `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
       values (gen_random_uuid(), $1, 'record_confirmed_twice', $2, 'suggestion', $3) on conflict do nothing`,
      [organisation_id, actor, id],
    );
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
