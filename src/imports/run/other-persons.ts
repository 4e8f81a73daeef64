import type { EntityManager } from 'typeorm';
import { namesOf } from './record-columns.js';
import { mayBeSamePerson } from './same-person.js';

export interface OtherPersons {
  /** Rows that say something else than the row of the list that they would replace. */
  changed: number;
  /** Those of them that are about another person: their numbers have moved. */
  rowNumbers: number[];
}

/** Looks at the ready rows of an import between two row numbers, at most `most` changed ones. */
export async function otherPersons(
  manager: EntityManager,
  importId: string,
  listId: string,
  { after, last, most }: { after: number; last: number; most: number },
): Promise<OtherPersons> {
  const changed: { row_number: number; before: string[]; now: string[] }[] = await manager.query(
    `select r.row_number,
       array(select n.raw from import_rows old cross join lateral ${namesOf('old.understood')} n
         where old.import_id = known.import_id and old.row_number = known.row_number and n.person = 'sought') as before,
       array(select n.raw from ${namesOf('r.understood')} n where n.person = 'sought') as now
     from import_rows r cross join lateral (select * from list_rows l where l.list_id = $2 and l.row_key = r.row_key offset 0) known
     where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4 and r.plan = 'ready' and known.content_digest <> r.content_digest
     order by r.row_number limit $5`,
    [importId, listId, after, last, most],
  );
  return {
    changed: changed.length,
    rowNumbers: changed.filter(({ before, now }) => !mayBeSamePerson(before, now)).map((row) => row.row_number),
  };
}
