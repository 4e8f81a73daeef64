import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import { reaches } from '../access/object-checks.js';
import { Suggestion } from './suggestion.entity.js';

/**
 * A suggestion that the actor of this transaction reaches, held until its end, and before it its report: the same order as the worker's.
 * @param action what is written down when it is refused
 * @throws Denied for one that he does not reach
 */
export async function lockSuggestion(manager: EntityManager, id: string, action: string): Promise<Suggestion> {
  await manager.query(
    'select 1 from reports where id = (select report_id from suggestions where id = $1) for no key update',
    [id],
  );
  const suggestion = await manager
    .createQueryBuilder(Suggestion, 'suggestion')
    .where(reaches.suggestion.condition)
    .andWhere('suggestion.id = :id', { id })
    .setLock('pessimistic_write')
    .getOne();
  if (!suggestion) throw new Denied({ action, subjectKind: 'suggestion', subjectId: id });
  return suggestion;
}
