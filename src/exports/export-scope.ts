import type { EntityManager } from 'typeorm';
import type { Export } from './export.entity.js';
import type { Expected } from './export-view.js';

type Scope = Pick<Export, 'organisationId' | 'recipientId' | 'kind' | 'listId' | 'changedSince'>;

/** Who is in an export if it is made now, as rows of one column `id`; parameters of `scopeParameters`. Of a special class: only what two people let leave (R23). */
export const membersOf: Readonly<Record<Export['kind'], string>> = {
  // Only what a family allows stands there; the consent itself is asked as well.
  reports: `select entry.report_id as id from feed_entries entry
    where entry.organisation_id = $1 and entry.content is not null and entry.expires_at > now() and may_go_to_partners(entry.report_id)
      and $2::uuid is null and not $4 and ($3::timestamptz is null or entry.source_date >= $3)`,
  detention_records: `select record.id from detention_records record
    where record.organisation_id = $1 and record.withdrawn_at is null and ($3::timestamptz is null or record.created_at >= $3)
      and ($2::uuid is null or exists (
        select 1 from list_rows where list_rows.detention_record_id = record.id and list_rows.list_id = $2))
      and ($4 or record_may_leave(record.id))`,
};

export const scopeParameters = ({ organisationId, recipientId, listId, changedSince }: Scope) => [
  organisationId,
  listId,
  changedSince,
  // An organisation takes its own records along, of whatever class.
  recipientId === organisationId,
];

/** Detention records are the organisation's own and need no family's consent; some of them go to nobody else. */
export async function expectedOf(manager: EntityManager, scope: Scope): Promise<Expected> {
  const [{ records }]: { records: number }[] = await manager.query(
    `select count(*)::int as records from (${membersOf[scope.kind]}) members`,
    scopeParameters(scope),
  );
  if (scope.kind === 'detention_records') return { records, without_consent: 0 };
  const [{ open }]: { open: number }[] = await manager.query(
    `select count(*)::int as open from reports
     where organisation_id = $1 and state = 'open' and ($2::timestamptz is null or updated_at >= $2)`,
    [scope.organisationId, scope.changedSince],
  );
  return { records, without_consent: Math.max(0, open - records) };
}
