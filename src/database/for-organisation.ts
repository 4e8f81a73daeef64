import type { DataSource, EntityManager } from 'typeorm';

/**
 * Runs the worker's work in one transaction for one organisation: row-level security shows it what belongs to that organisation, and of
 * others only the match profiles that may be compared with partners. The setting ends with the transaction.
 */
export function forOrganisation<T>(
  dataSource: DataSource,
  organisationId: string,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(async (manager) => {
    await turnTo(manager, organisationId);
    return work(manager);
  });
}

/** Goes on for another organisation in the same transaction: a pair is stored with the report's, whichever side's job found it. */
export async function turnTo(manager: EntityManager, organisationId: string): Promise<void> {
  await manager.query("select set_config('app.organisation', $1, true)", [organisationId]);
}
