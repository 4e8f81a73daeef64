import { openDataSource } from '../database/data-source.js';
import { UsageError } from './output.js';

/**
 * Invented people must never stand among real ones. Asked before anything is changed, the shape of the database too.
 * @throws UsageError
 */
export async function refuseRealData(databaseUrl: string): Promise<void> {
  const dataSource = await openDataSource(databaseUrl, [], 1);
  try {
    const [{ prepared }]: { prepared: boolean }[] = await dataSource.query(
      `select to_regclass('accounts') is not null and to_regclass('reports') is not null as prepared`,
    );
    if (!prepared) return;
    const [{ real }]: { real: boolean }[] = await dataSource.query(
      `select exists (select 1 from accounts where not demonstration)
         or (to_regclass('demonstration.population') is null and exists (select 1 from reports)) as real`,
    );
    if (real)
      throw new UsageError('This database is in use: it has accounts or reports that are not of the demonstration.');
  } finally {
    await dataSource.destroy();
  }
}
