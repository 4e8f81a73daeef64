import { type EntityManager, In } from 'typeorm';
import { Account } from '../access/account.entity.js';
import type { PersonView } from './case-views.js';

/** Names of people of the own organisation by their ids, as far as the caller may see them. */
export async function staffNames(
  manager: EntityManager,
  ids: (string | null | undefined)[],
): Promise<(id: string | null | undefined) => PersonView | null> {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
  const accounts = await manager.find(Account, { select: { id: true, displayName: true }, where: { id: In(wanted) } });
  const names = new Map(accounts.map(({ id, displayName }) => [id, displayName]));
  return (id) => (id ? { id, name: names.get(id) ?? '' } : null);
}
