import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Problem } from '../errors.js';
import { Import } from './import.entity.js';
import { type ImportState, mayBecome } from './import-states.js';

/**
 * An import of the actor's own organisation only, although the database also shows the files that stand behind a suggestion.
 * @param lock holds it still until the end of the transaction
 * @throws Denied when there is none
 */
export async function findImport(
  manager: EntityManager,
  actor: Actor,
  id: string,
  { lock = false, action = 'import.viewed' } = {},
): Promise<Import> {
  const row = await manager.findOne(Import, {
    where: { id, organisationId: actor.organisationId },
    ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
  if (!row) throw new Denied({ action, subjectKind: 'import', subjectId: id });
  return row;
}

/** @throws Problem import.wrong_state, which says in which state it is */
export function requireStep(row: Import, to: ImportState): void {
  if (!mayBecome(row.state, to)) throw wrongState(row);
}

export const wrongState = ({ state }: Import) =>
  new Problem('import.wrong_state', `The import is in the state ${state}.`);

/** @throws Problem precondition.failed when it was changed since the caller saw it */
export function requireSeen(row: Import, revision: number): void {
  if (row.revision !== revision) throw new Problem('precondition.failed');
}
