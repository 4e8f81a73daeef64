import type { EntityManager } from 'typeorm';
import { personOf } from './other-persons.js';
import { isToldAgain, type RowPerson } from './same-person.js';
import type { RunningImport } from './store-chunk.js';

/**
 * Rows that would file a report anew that was withdrawn: rows without a number of the source are known by what stands in them, so that one
 * corrected cell makes another row of the same person. What a family has stopped does not begin again because of it.
 */
export async function withdrawnBefore(
  manager: EntityManager,
  run: RunningImport,
  after: number,
  last: number,
): Promise<number[]> {
  const withdrawn: { person: RowPerson }[] = await manager.query(
    `select ${personOf('old.understood')} as person from withdrawn_imported_rows($1) w
     join import_rows old on old.import_id = w.import_id and old.row_number = w.row_number`,
    [run.listId],
  );
  if (withdrawn.length === 0) return [];
  const asked: { row_number: number; person: RowPerson }[] = await manager.query(
    `select r.row_number, ${personOf('r.understood')} as person from import_rows r
     where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4 and r.plan = 'ready'
       and not exists (select 1 from list_rows l where l.list_id = $2 and l.row_key = r.row_key)`,
    [run.id, run.listId, after, last],
  );
  return asked
    .filter(({ person }) => withdrawn.some((before) => isToldAgain(before.person, person)))
    .map((row) => row.row_number);
}
