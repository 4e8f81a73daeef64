import type { EntityManager } from 'typeorm';

/** Any number that nothing else locks. */
const quarantineLock = 71_204_116;

/**
 * Whoever stores pairs holds this until its commit, so that a file that goes into quarantine meanwhile waits for it and then finds what it stored;
 * and whoever comes later finds the records in quarantine.
 */
export const holdQuarantine = (manager: EntityManager): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock_shared($1)', [quarantineLock]);

/** To be taken first in the transaction that puts records in. Waits for everybody who stores pairs. */
export const changeQuarantine = (manager: EntityManager): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock($1)', [quarantineLock]);

/** Which of these records came with a file that is in quarantine, of whatever organisation. */
export async function recordsInQuarantine(manager: EntityManager, recordIds: string[]): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set();
  const rows: { id: string }[] = await manager.query(
    'select detention_record_id as id from quarantined_records where detention_record_id = any($1::uuid[])',
    [recordIds],
  );
  return new Set(rows.map(({ id }) => id));
}
