import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Problem } from '../errors.js';
import type { Suggestion } from './suggestion.entity.js';

/** A record is confirmed to one report at most. The second try is a hard stop, and supervisors are told of both suggestions, by their ids alone. */
export class RecordConfirmedTwice extends Problem {
  constructor(private readonly suggestionIds: readonly string[]) {
    super('decision.record_already_confirmed');
  }

  /** Also what the database refused: the other report may be one that the caller does not reach, so that he could not be told before. */
  static from(error: unknown, suggestionId: string): RecordConfirmedTwice | null {
    if (error instanceof RecordConfirmedTwice) return error;
    const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
    return constraint === 'suggestions_one_confirmed_report' ? new RecordConfirmedTwice([suggestionId]) : null;
  }

  /** In a transaction of its own: the one that tried is taken back. */
  async ring(manager: EntityManager, actor: StaffActor): Promise<void> {
    for (const id of this.suggestionIds)
      await raiseAlarm(manager, actor, 'record_confirmed_twice', { kind: 'suggestion', id });
  }
}

/**
 * Another suggestion of the same record is confirmed, as far as the caller sees it. Two confirmations at one moment wait for each other here.
 * @throws RecordConfirmedTwice
 */
export async function refuseIfConfirmedElsewhere(
  manager: EntityManager,
  { id, detentionRecordId }: Suggestion,
): Promise<void> {
  await manager.query('select 1 from detention_records where id = $1 for no key update', [detentionRecordId]);
  const [other]: { id: string }[] = await manager.query(
    `select id from suggestions where detention_record_id = $1 and id <> $2 and state = 'confirmed'`,
    [detentionRecordId, id],
  );
  if (other) throw new RecordConfirmedTwice([id, other.id]);
}
