import type { EntityManager } from 'typeorm';
import { copyRows } from '../../database/copy-rows.js';
import { errorCodeOf } from '../../errors.js';
import { ImportTakenOver } from '../fail-import.js';
import type { Import } from '../import.entity.js';
import { type StagedRow, stagedColumns, stagedRefusal } from './staged-row.js';

const columns = Object.keys(stagedColumns).join(', ');
const types = Object.entries(stagedColumns).map(([name, type]) => `${name} ${type}`);

/**
 * Adds rows to those that are staged, in one transaction with their count. Row-level security keeps COPY from import_rows itself: the rows go
 * through a table that only this connection sees.
 * @param inOne runs work in one transaction for the organisation of the import
 * @param before rows that were staged until now
 * @throws ImportTakenOver when another worker or another mapping came in between
 */
export async function stageRows(
  inOne: (work: (manager: EntityManager) => Promise<void>) => Promise<void>,
  row: Import,
  before: number,
  rows: readonly StagedRow[],
): Promise<void> {
  try {
    await inOne((manager) => stage(manager, row, before, rows));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // The one that the database refuses alone is given back, and no other with it.
    if (rows.length === 1) return inOne((manager) => stage(manager, row, before, rows.map(stagedRefusal)));
    const half = Math.ceil(rows.length / 2);
    await stageRows(inOne, row, before, rows.slice(0, half));
    await stageRows(inOne, row, before + half, rows.slice(half));
  }
}

async function stage(manager: EntityManager, row: Import, before: number, rows: readonly StagedRow[]): Promise<void> {
  // TypeORM answers an update with [rows, count].
  const [, counted]: [unknown, number] = await manager.query(
    `update imports set rows_staged = rows_staged + $4 where id = $1 and state = 'checking' and revision = $2 and rows_staged = $3`,
    [row.id, row.revision, before, rows.length],
  );
  if (counted === 0) throw new ImportTakenOver();
  await manager.query(
    `create temporary table if not exists staged_rows (${types.join(', ')}) on commit delete rows; truncate staged_rows`,
  );
  await copyRows(
    manager,
    `copy staged_rows (${columns}) from stdin`,
    rows.map(({ values }) => values),
  );
  await manager.query(
    `insert into import_rows (import_id, organisation_id, ${columns}) select $1, $2, ${columns} from staged_rows`,
    [row.id, row.organisationId],
  );
}

/** Classes 22 and 23: a value or a combination of values cannot be; 54: a row is too large for the database. */
const isRefusal = (error: unknown): boolean => /^(22|23|54)/.test(errorCodeOf(error));
