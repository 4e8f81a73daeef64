import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Denied } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Problem } from '../../errors.js';
import { List } from '../import.entity.js';
import type { ImportBody } from '../import-body.js';

/** A list of the actor's own organisation. @throws Denied when there is none */
export async function findList(
  manager: EntityManager,
  actor: Actor,
  id: string,
  { lock = false, action = 'list.viewed' } = {},
): Promise<List> {
  const list = await manager.findOne(List, {
    where: { id, organisationId: actor.organisationId },
    ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
  if (!list) throw new Denied({ action, subjectKind: 'list', subjectId: id });
  return list;
}

/** The list that a file is a version of. A name that the organisation has no list of yet begins one. @throws Problem list.other_kind */
export async function listOf(manager: EntityManager, actor: Actor, { list, kind }: ImportBody): Promise<List> {
  const found = 'id' in list ? await findList(manager, actor, list.id) : await byName(manager, actor, list.name, kind);
  if (found.kind !== kind) throw new Problem('list.other_kind');
  return found;
}

async function byName(manager: EntityManager, actor: Actor, name: string, kind: List['kind']): Promise<List> {
  // Two files that begin the same list at once make one: the second waits here for the first.
  await manager
    .createQueryBuilder()
    .insert()
    .into(List)
    .values({ id: randomUUID(), organisationId: actor.organisationId, kind, name, createdBy: actor.id })
    .orIgnore()
    .execute();
  return manager.findOneByOrFail(List, { organisationId: actor.organisationId, name });
}
