import type { EntityManager } from 'typeorm';
import type { Suggestion } from './suggestion.entity.js';
import type { Opinion } from './transitions.js';

/** What this person thinks of the proposals that wait now, by the id of the suggestion. Opinions of earlier proposals do not count. */
export async function ownOpinions(
  manager: EntityManager,
  accountId: string,
  suggestions: Pick<Suggestion, 'id' | 'state'>[],
): Promise<Map<string, Opinion>> {
  const proposed = suggestions.filter(({ state }) => state === 'proposed').map(({ id }) => id);
  if (proposed.length === 0) return new Map();
  const rows: { id: string; opinion: Opinion }[] = await manager.query(
    `select s.id, o.opinion from suggestions s
     join suggestion_opinions o on o.suggestion_id = s.id and o.proposed_revision = s.proposed_revision and o.account_id = $2
     where s.id = any($1::uuid[])`,
    [proposed, accountId],
  );
  return new Map(rows.map(({ id, opinion }) => [id, opinion]));
}
