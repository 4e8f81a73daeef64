import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Bases older than this are made anew. Half of what traces of removed profiles are kept for (tidySnapshotTables), so that none can be missed. */
const daysOfBase = 14;

/**
 * A mark in the database that is made after the moment of a base. A database that has it, written by the transaction that it names, has a history that the base
 * is part of:
 * - Restored to an earlier point, it has no such row. Restored to a later one, all that the base saw had been committed before the mark, and later transactions
 *   get numbers that the base did not see.
 * - Copied row by row into another database or cluster, the row was written by another transaction than it names (`xmin`).
 */
export async function leaveMark(dataSource: DataSource): Promise<string> {
  const id = randomUUID();
  await dataSource.query('insert into snapshot_marks (id, made_in) values ($1, this_transaction())', [id]);
  return id;
}

/** @returns when the mark was made, by the clock of the database; null if this database does not have it */
export async function markMadeAt(dataSource: DataSource, id: string): Promise<Date | null> {
  const [found]: { madeAt: Date }[] = await dataSource.query(
    `select made_at as "madeAt" from snapshot_marks where id = $1 and xmin = (made_in & 4294967295)::text::xid
       and made_at > now() - make_interval(days => $2)`,
    [id, daysOfBase],
  );
  return found?.madeAt ?? null;
}

/** Removes what no base needs any more. */
export async function tidySnapshotTables(dataSource: DataSource): Promise<void> {
  await dataSource.query('delete from snapshot_marks where made_at < now() - make_interval(days => $1)', [daysOfBase]);
  await dataSource.query('select forget_old_profiles(make_interval(days => $1))', [2 * daysOfBase]);
}
