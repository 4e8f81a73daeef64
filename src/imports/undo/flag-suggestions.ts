import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { inNameOfReports } from '../quarantine/withhold-records.js';

/**
 * Tells the suggestions of records that their file was taken back. What nobody decided about becomes stale by itself, when the record's job finds no
 * profile; what people decided stands, and a person has to look again: a proposal cannot be confirmed any more, a confirmed link can be
 * returned, and the supervisors are rung for. In the transaction of the organisation of the records; it has turned to another one afterwards.
 * @param askedBy who took the file back
 */
export async function flagWithdrawn(manager: EntityManager, recordIds: string[], askedBy: string): Promise<void> {
  if (recordIds.length === 0) return;
  await inNameOfReports(manager, recordIds, async (organisationId) => {
    const flagged = await flag(manager, recordIds, organisationId, 'source_withdrawn');
    for (const { id, state } of flagged) {
      if (state !== 'confirmed' && state !== 'proposed') continue;
      await manager.query(
        `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
         values ($1, $2, 'confirmed_source_withdrawn', $3, 'suggestion', $4) on conflict do nothing`,
        [randomUUID(), organisationId, askedBy, id],
      );
    }
  });
}

/** Takes the flag away when the file was brought back. */
export async function flagBack(manager: EntityManager, recordIds: string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await inNameOfReports(manager, recordIds, async (organisationId) => {
    await flag(manager, recordIds, organisationId, 'source_back');
  });
}

/** @returns those that a flag was set on or taken from, with what they are apart from being withheld */
function flag(
  manager: EntityManager,
  recordIds: string[],
  organisationId: string,
  kind: 'source_withdrawn' | 'source_back',
): Promise<{ id: string; state: string }[]> {
  return manager.query(
    `with flagged as (
       update suggestions set source_withdrawn_at = case $3 when 'source_withdrawn' then now() end, revision = revision + 1, updated_at = now()
       where detention_record_id = any($1::uuid[]) and organisation_id = $2 and (source_withdrawn_at is null) = ($3 = 'source_withdrawn')
       returning *),
     written as (
       insert into suggestion_events (id, suggestion_id, organisation_id, kind, from_state, to_state, match_weight, matcher_version,
         suggestion_revision)
       select gen_random_uuid(), id, organisation_id, $3, state, state, match_weight, matcher_version, revision from flagged)
     select id, coalesce(suppressed_from, state) as state from flagged order by id`,
    [recordIds, organisationId, kind],
  );
}
