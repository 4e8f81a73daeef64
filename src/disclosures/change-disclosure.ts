import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { Disclosure, DisclosureEvent } from './disclosure.entity.js';
import type { DisclosureState } from './transitions.js';

interface Change {
  kind: string;
  from: DisclosureState | null;
  to: DisclosureState;
  fields?: readonly string[];
  reason?: string;
  note?: string;
}

/** Writes down what made a revision. The database refuses a revision without such a row. */
export async function writeEvent(
  manager: EntityManager,
  actor: StaffActor,
  { id, organisationId, revision }: Pick<Disclosure, 'id' | 'organisationId' | 'revision'>,
  change: Change,
): Promise<void> {
  await manager.insert(DisclosureEvent, {
    id: randomUUID(),
    disclosureId: id,
    organisationId,
    revision,
    accountId: actor.id,
    kind: change.kind,
    fromState: change.from,
    toState: change.to,
    fields: [...(change.fields ?? [])],
    reason: change.reason ?? null,
    note: change.note ?? null,
  });
}

/** One change and its event, in the caller's transaction, which holds the row. @returns the new revision */
export async function changeDisclosure(
  manager: EntityManager,
  actor: StaffActor,
  disclosure: Disclosure,
  { columns, ...change }: Omit<Change, 'from'> & { columns?: Partial<Disclosure> },
): Promise<number> {
  const revision = disclosure.revision + 1;
  await manager.update(
    Disclosure,
    { id: disclosure.id },
    { ...columns, state: change.to, revision, updatedAt: new Date() },
  );
  await writeEvent(manager, actor, { ...disclosure, revision }, { ...change, from: disclosure.state });
  return revision;
}
