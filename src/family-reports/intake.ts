import type { EntityManager } from 'typeorm';
import type { Acting } from '../access/acting.js';
import type { FamilyActor, IntakeActor } from '../access/actor.js';
import { Problem } from '../errors.js';

/** The same family, to write: its receipt says who of the report it is. @throws Problem access.sign_in when the receipt was revoked meanwhile */
export async function intakeOf(acting: Acting, actor: FamilyActor): Promise<IntakeActor> {
  const [receipt]: { reporter_id: string }[] = await acting.as(actor, (manager) =>
    manager.query('select reporter_id from receipts where id = $1 and report_id = $2 and revoked_at is null', [
      actor.id,
      actor.reportId,
    ]),
  );
  if (!receipt) throw new Problem('access.sign_in');
  const { id, organisationId, reportId } = actor;
  return { kind: 'intake', role: 'intake', id, organisationId, reportId, reporterId: receipt.reporter_id };
}

/** What the database refuses because the report is not in a state for it. */
const wrongState: ReadonlySet<string> = new Set(['family_pauses_what_goes_on', 'family_reopens_what_is_closed']);

/** Runs a step of the case that the database does in the family's name. @throws Problem case.wrong_state */
export async function stepOfCase<T>(manager: EntityManager, sql: string, parameters: unknown[] = []): Promise<T> {
  try {
    return await manager.query(sql, parameters);
  } catch (error) {
    if (wrongState.has((error as { driverError?: { constraint?: string } }).driverError?.constraint ?? ''))
      throw new Problem('case.wrong_state');
    throw error;
  }
}
