import type { EntityManager } from 'typeorm';
import { contentColumns, nameColumns, namesOf, recordOf } from './record-columns.js';

/** A record, and the row of a file that it says from now on. */
export interface Rewrite {
  recordId: string;
  importId: string;
  rowNumber: number;
}

/**
 * Makes records say what rows of files say, as a further revision of each: its columns and names are replaced, and so is the place that it is
 * quoted from. In the caller's transaction.
 */
export async function rewriteRecords(manager: EntityManager, rewrites: Rewrite[]): Promise<void> {
  if (rewrites.length === 0) return;
  const columns = await contentColumns(manager);
  const parameters = [
    rewrites.map(({ recordId }) => recordId),
    rewrites.map(({ importId }) => importId),
    rewrites.map(({ rowNumber }) => rowNumber),
  ];
  await manager.query(
    `update detention_records set revision = detention_records.revision + 1, source_id = i.source_id, row_number = said.row_number,
       withdrawn_at = null, ${columns.map((name) => `${name} = rec.${name}`).join(', ')}
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as said(id, import_id, row_number)
     join imports i on i.id = said.import_id
     join import_rows r on r.import_id = said.import_id and r.row_number = said.row_number
     cross join lateral ${recordOf('r.understood')} rec
     where detention_records.id = said.id`,
    parameters,
  );
  await manager.query('delete from person_names where detention_record_id = any($1::uuid[])', [parameters[0]]);
  await manager.query(
    `insert into person_names (id, organisation_id, detention_record_id, ${nameColumns})
     select gen_random_uuid(), r.organisation_id, said.id, n.*
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as said(id, import_id, row_number)
     join import_rows r on r.import_id = said.import_id and r.row_number = said.row_number
     cross join lateral ${namesOf('r.understood')} n`,
    parameters,
  );
}
