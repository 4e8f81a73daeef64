import { openDataSource } from './data-source.js';
import { loadReferenceData } from './reference-data.js';
import { prepareRoles } from './roles.js';

/** Makes the roles, applies every pending migration, brings the gazetteer up to date. Safe to run again. @returns names of what was applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  await prepareRoles(databaseUrl);
  const dataSource = await openDataSource(databaseUrl);
  const turn = dataSource.createQueryRunner();
  try {
    // Two at once, as when several containers start together: the second waits and finds nothing left to do.
    await turn.query('select pg_advisory_lock(hashtext($1))', ['athar migrate']);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    await loadReferenceData(dataSource);
    return applied.map((migration) => migration.name);
  } finally {
    await turn.release();
    await dataSource.destroy();
  }
}

/** Undoes every migration, newest first. All data is lost: for tests and for a database that is to be given up. */
export async function revertAll(databaseUrl: string): Promise<number> {
  const dataSource = await openDataSource(databaseUrl);
  try {
    const applied = async () => {
      const rows = await dataSource.query('select count(*)::int as n from schema_migrations');
      return rows[0].n as number;
    };
    let reverted = 0;
    while ((await applied()) > 0) {
      await dataSource.undoLastMigration({ transaction: 'each' });
      reverted++;
    }
    return reverted;
  } finally {
    await dataSource.destroy();
  }
}
