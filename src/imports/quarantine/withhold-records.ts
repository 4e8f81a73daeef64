import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { suppressRecords, unsuppressRecords } from '../../consents/suppress.js';
import { forOrganisation, turnTo } from '../../database/for-organisation.js';
import { markDue } from '../../jobs/due-marks.js';
import { changeQuarantine, recordsInQuarantine } from './records-in-quarantine.js';

/**
 * Puts the records of an import into quarantine, unless it was released meanwhile: from now on their suggestions are born out of sight, and those that there are go. Doing it
 * twice is the same as once, and a worker that is killed between the two steps does them again.
 */
export async function putIntoQuarantine(
  dataSource: DataSource,
  organisationId: string,
  importId: string,
): Promise<void> {
  await forOrganisation(dataSource, organisationId, async (manager) => {
    await changeQuarantine(manager);
    await manager.query(
      `insert into quarantined_records (detention_record_id, organisation_id, import_id)
       select detention_record_id, organisation_id, import_id from import_rows
       where import_id = $1 and outcome in ('created', 'new_revision')
         and exists (select 1 from imports where id = $1 and released_at is null) on conflict do nothing`,
      [importId],
    );
  });
  await forOrganisation(dataSource, organisationId, async (manager) => {
    const ids = await idsOf(manager, importId);
    await inNameOfReports(manager, ids, () => suppressRecords(manager, ids));
  });
}

/**
 * What a run stores of a file that is in quarantine already is so from its first moment, in the same transaction, which holds the import: no pair
 * of a new record can have been stored before. The pairs that older records have go with the next judgement.
 */
export async function storeInQuarantine(manager: EntityManager, importId: string, recordIds: string[]): Promise<void> {
  await manager.query(
    `insert into quarantined_records (detention_record_id, organisation_id, import_id)
     select record.id, i.organisation_id, i.id from unnest($2::uuid[]) as record(id)
     join imports i on i.id = $1 and jsonb_array_length(coalesce(i.quarantine, '[]')) > 0 and i.released_at is null
     on conflict do nothing`,
    [importId, recordIds],
  );
}

/**
 * Lets them out again: what is withheld for nothing else comes back, and is compared anew. Records that were withdrawn meanwhile stay in, and so
 * do those that another file in quarantine changed.
 * @returns the records to compare
 */
export async function letOutOfQuarantine(
  dataSource: DataSource,
  organisationId: string,
  importId: string,
): Promise<string[]> {
  return forOrganisation(dataSource, organisationId, async (manager) => {
    // Whoever stores a pair meanwhile would else store it withheld, and nobody would bring it back.
    await changeQuarantine(manager);
    // TypeORM answers a delete with [rows, count].
    const [letOut]: [{ id: string }[], number] = await manager.query(
      `delete from quarantined_records using detention_records record
       where import_id = $1 and record.id = detention_record_id and record.withdrawn_at is null returning record.id`,
      [importId],
    );
    const inAnother = await recordsInQuarantine(
      manager,
      letOut.map(({ id }) => id),
    );
    const ids = letOut.map(({ id }) => id).filter((id) => !inAnother.has(id));
    if (ids.length === 0) return [];
    await inNameOfReports(manager, ids, () => unsuppressRecords(manager, ids));
    await turnTo(manager, organisationId);
    const due: { id: string; revision: number }[] = await manager.query(
      `select id, revision from detention_records
       where id = any($1::uuid[]) and exists (select 1 from suggestions where detention_record_id = detention_records.id)`,
      [ids],
    );
    await markDue(manager, 'detention-records.match', organisationId, due);
    return due.map(({ id }) => id);
  });
}

async function idsOf(manager: EntityManager, importId: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    'select detention_record_id as id from quarantined_records where import_id = $1 order by 1',
    [importId],
  );
  return rows.map(({ id }) => id);
}

/** Suggestions belong to the organisations of the reports: each is turned to, always in the same order. Reports are locked before suggestions. */
export async function inNameOfReports(
  manager: EntityManager,
  recordIds: string[],
  work: (organisationId: string) => Promise<void>,
): Promise<void> {
  const owners: { id: string }[] = await manager.query(
    'select distinct organisation_id as id from suggestions where detention_record_id = any($1::uuid[]) order by 1',
    [recordIds],
  );
  for (const { id } of owners) {
    await turnTo(manager, id);
    await manager.query(
      `select 1 from reports where id in (select report_id from suggestions where detention_record_id = any($1::uuid[]))
       order by id for no key update`,
      [recordIds],
    );
    await work(id);
  }
}

/** Rings in the organisations that run the service. The alarm names the import and whoever sent it, and no reason. */
export async function ringForOperators(manager: EntityManager, importId: string, sentBy: string): Promise<void> {
  const operators: { id: string }[] = await manager.query(
    "select id from organisations where kind = 'operator' order by id",
  );
  for (const { id } of operators) {
    await turnTo(manager, id);
    await manager.query(
      `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
       values ($1, $2, 'import_quarantined', $3, 'import', $4) on conflict do nothing`,
      [randomUUID(), id, sentBy, importId],
    );
  }
}
