import type { DataSource } from 'typeorm';
import { forOrganisation } from '../../database/for-organisation.js';

/** How long an import that was taken back can be brought back. */
export const daysToBringBack = 30;
const recordsAtOnce = 5000;

/**
 * Deletes, once it can no longer be brought back, what imports had stored that were taken back. A record beside which a suggestion stands keeps its
 * id and loses what it says, because what was decided about it is never deleted; and as long as a proposal or a link waits for a person who
 * looks again, it stays whole.
 * @returns how many records went
 */
export async function forgetWithdrawn(dataSource: DataSource): Promise<number> {
  const organisations: { id: string }[] = await dataSource.query('select id from organisations order by id');
  let forgotten = 0;
  for (const { id } of organisations) {
    for (let gone = recordsAtOnce; gone === recordsAtOnce; ) {
      gone = await forOrganisation(dataSource, id, async (manager) => {
        const due: { id: string; suggested: boolean }[] = await manager.query(
          `select d.id, exists (select 1 from suggestions s where s.detention_record_id = d.id) as suggested from detention_records d
           where withdrawn_at < now() - $1 * interval '1 day' and organisation_id = app_organisation()
             and (exists (select 1 from person_names n where n.detention_record_id = d.id)
               or not exists (select 1 from suggestions s where s.detention_record_id = d.id))
             -- Contested: nothing about it is deleted before people have decided (R15).
             and not is_frozen(d.id)
             and not exists (select 1 from suggestions s where s.detention_record_id = d.id
               and coalesce(s.suppressed_from, s.state) in ('proposed', 'returned', 'needs_info', 'resurfaced', 'confirmed'))
           limit $2 for update`,
          [daysToBringBack, recordsAtOnce],
        );
        const ids = (suggested: boolean) => due.filter((row) => row.suggested === suggested).map((row) => row.id);
        await manager.query('delete from person_names where detention_record_id = any($1::uuid[])', [
          due.map((row) => row.id),
        ]);
        await manager.query(
          'update import_rows set detention_record_id = null where detention_record_id = any($1::uuid[])',
          [ids(false)],
        );
        await manager.query('delete from detention_records where id = any($1::uuid[])', [ids(false)]);
        await manager.query(
          `update detention_records set source_record_id = null, sex = null, sex_raw = null, birth_raw = null, birth_earliest = null, birth_latest = null,
             birth_place_raw = null, home_raw = null, arrest_place_raw = null, event_raw = null, event_earliest = null, event_latest = null,
             governorate_raw = null, district_raw = null, community_raw = null, facility_raw = null, identifiers = '[]', fate_words = '{}',
             fate_claims = '[]', further = '{}', notes = null
           where id = any($1::uuid[])`,
          [ids(true)],
        );
        return due.length;
      });
      forgotten += gone;
    }
  }
  return forgotten;
}
