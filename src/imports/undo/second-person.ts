import type { EntityManager } from 'typeorm';

/**
 * An import of the organisation that runs the service waits for a second person when people have proposed or confirmed something about one of its
 * records. A partner's never does: whether it waited would tell the partner that a row of his resembles somebody (security.md C7). What people
 * decided stands in either case, until one of them decides again.
 */
export async function waitsForSecondPerson(
  manager: EntityManager,
  { id, askedBy, confirmedBy }: { id: string; askedBy: string | null; confirmedBy: string | null },
): Promise<boolean> {
  if (askedBy === null || confirmedBy !== null) return false;
  const rows: unknown[] = await manager.query(
    `select 1 from organisations
     where id = app_organisation() and kind = 'operator' and exists (
       select 1 from suggestions s join import_rows r on r.detention_record_id = s.detention_record_id
       where r.import_id = $1 and r.outcome in ('created', 'new_revision') and coalesce(s.suppressed_from, s.state) in ('proposed', 'confirmed'))`,
    [id],
  );
  return rows.length > 0;
}
