import type { EntityManager } from 'typeorm';
import { rowPrefix } from '../rows-identity.js';

/**
 * Rows of one file that would be the same row of the list. Without a number of the source every one of them is a row of its own (two men of one
 * name who were taken on one day), and gets a key of its own, with a remark. With the same number: what says the same is stored once, what
 * says something else is held until a person says which is right.
 * Doing it again changes nothing.
 */
export async function markSameRows(manager: EntityManager, importId: string): Promise<void> {
  // Two statements: nothing is known yet of how rows that were just staged lie, and together they have been read once for each of a thousand keys.
  const [{ rows }]: { rows: number[] | null }[] = await manager.query(
    `select array_agg(row_number) as rows from (
       select unnest(array_agg(row_number)) as row_number from import_rows where import_id = $1 and plan = 'ready'
       group by row_key having count(*) > 1) as several`,
    [importId],
  );
  if (rows === null) return;
  await manager.query(
    `with again as (
       select row_number, row_key = sha256($2::bytea || content_digest) as by_content,
         content_digest = first_value(content_digest) over first as says_the_same,
         first_value(row_number) over first as first_row, row_number() over first - 1 as nth
       from import_rows where import_id = $1 and row_number = any($3::int[])
       window first as (partition by row_key order by row_number))
     update import_rows r set
       row_key = case when by_content then sha256($2::bytea || content_digest || '\\x00'::bytea || convert_to(nth::text, 'UTF8')) else row_key end,
       plan = case when by_content or says_the_same then plan else 'held' end,
       understood = case when by_content or says_the_same then understood end,
       problems = problems || jsonb_build_object('row', r.row_number,
         'code', case when by_content then 'row.same_as' when says_the_same then 'row.repeated' else 'row.same_id_differs' end,
         'message', case when by_content then 'Row ' || first_row || ' says the very same. Both are stored as two people; take one out if it is one.'
           when says_the_same then 'Row ' || first_row || ' has the same number and says the same. It is stored once.'
           else 'Row ' || first_row || ' has the same number and says something else. Say which one is right, or correct the number.' end)
     from again where r.import_id = $1 and r.row_number = again.row_number and nth > 0
       and not r.problems @> '[{"code": "row.repeated"}]'`,
    [importId, rowPrefix, rows],
  );
}
