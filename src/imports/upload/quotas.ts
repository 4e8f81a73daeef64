import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Config } from '../../config.js';
import { Problem } from '../../errors.js';

type Limits = Pick<Config, 'importFilesPerDay' | 'importRowsPerDay'>;

/**
 * What one organisation may hand in within 24 hours (security.md C7): a stolen key must not fill the record before somebody sees it.
 * Rows count as soon as a check has counted them. Cancelled imports count too: they cost the same.
 * @throws Problem import.quota with the time until the oldest of them is a day old
 */
export async function requireQuota(manager: EntityManager, actor: Actor, limits: Limits): Promise<void> {
  const { files, rows, wait } = await handedInToday(manager, actor.organisationId);
  if (files >= limits.importFilesPerDay || rows >= limits.importRowsPerDay) {
    throw new Problem('import.quota', undefined, undefined, Math.max(1, wait));
  }
}

export async function handedInToday(
  manager: EntityManager,
  organisationId: string,
  /** An import that does not count. */
  but: string | null = null,
): Promise<{ files: number; rows: number; wait: number }> {
  const [today]: { files: number; rows: number; wait: number }[] = await manager.query(
    `select count(*)::int as files, coalesce(sum(greatest(rows_total, rows_staged)), 0)::float8 as rows,
       coalesce(ceil(extract(epoch from min(created_at) + interval '1 day' - now())), 0)::int as wait
     from imports where organisation_id = $1 and created_at > now() - interval '1 day' and id is distinct from $2`,
    [organisationId, but],
  );
  return today;
}
