import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import { reaches } from '../access/object-checks.js';
import type { AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Case } from './case.entity.js';

/**
 * A case that the actor works on, held until the transaction ends. Its reports first, as whoever decides about suggestions or takes a file of reports
 * back locks them.
 * @param seenRevision of an If-Match; null where the route has none
 * @throws Denied, Problem precondition.failed, case.empty when its report is linked to another case
 */
export async function lockCase(
  manager: EntityManager,
  id: string,
  entry: AuditEntry,
  seenRevision: number | null = null,
): Promise<Case> {
  await manager.query(
    'select 1 from reports where id in (select report_id from case_reports where case_id = $1) order by id for no key update',
    [id],
  );
  const found = await reachedCases(manager)
    .andWhere('sought_case.id = :id', { id })
    .setLock('pessimistic_write')
    .getOne();
  if (!found) throw new Denied(entry);
  if (seenRevision !== null && found.revision !== seenRevision) throw new Problem('precondition.failed');
  if (found.reports === 0) throw new Problem('case.empty');
  return found;
}

/** The cases that the actor of this transaction reaches. */
export const reachedCases = (manager: EntityManager) =>
  manager.createQueryBuilder(Case, 'sought_case').where(reaches.case.condition);
