import type { EntityManager } from 'typeorm';

/**
 * The size class that all scores are made for (size-classes.ts of the matcher) is one row of the database. A worker searches and scores with the class that it read
 * together with the changes of its snapshot, and stores only as long as that one still stands.
 */

/** For a statement of another query, so that both are of one view. */
export const sizeClassColumn = '(select size_class from match_size) as "sizeClass"';

/** Any number that nothing else locks: shared by those who store scores, held alone by who changes the class. */
const sizeClassLock = 71_204_116;

/** What was searched or scored was so with a size class that no longer stands. To be done again, with the new one. */
export class OtherSizeClass extends Error {
  readonly code = 'matcher.other_size_class';
}

/** The class that stands now; it may change right afterwards. */
export async function readSizeClass(manager: EntityManager): Promise<number> {
  const [{ sizeClass }]: { sizeClass: number }[] = await manager.query(`select ${sizeClassColumn}`);
  return sizeClass;
}

/** The class that stands, until the end of the transaction. */
export async function holdSizeClass(manager: EntityManager): Promise<number> {
  // Two statements: the second sees what was committed while the first waited.
  await manager.query('select pg_advisory_xact_lock_shared($1)', [sizeClassLock]);
  return readSizeClass(manager);
}

/** Waits for whoever is storing scores. Whoever stores later sees the new class. */
export async function changeSizeClass(manager: EntityManager, sizeClass: number): Promise<void> {
  await manager.query('select pg_advisory_xact_lock($1)', [sizeClassLock]);
  await manager.query('update match_size set size_class = $1', [sizeClass]);
}
