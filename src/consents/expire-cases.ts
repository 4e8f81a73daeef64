import type { DataSource } from 'typeorm';
import { forOrganisation } from '../database/for-organisation.js';

/** As the database's function does in one go. */
const atOnce = 1000;

/**
 * Expires the cases that are over and about which nobody who reports allows anything any more (the function `expire_cases` of the database says when).
 * The worker reaches no case itself: it only says that it is time. Twice is the same as once.
 * @returns how many expired
 */
export async function expireCases(dataSource: DataSource): Promise<number> {
  const organisations: { id: string }[] = await dataSource.query('select id from organisations order by id');
  let expired = 0;
  for (const { id } of organisations) {
    for (let count = atOnce; count === atOnce; expired += count) {
      count = await forOrganisation(dataSource, id, async (manager) => {
        const [{ n }]: { n: number }[] = await manager.query('select expire_cases() as n');
        return n;
      });
    }
  }
  return expired;
}
