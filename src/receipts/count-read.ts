import type { EntityManager } from 'typeorm';
import type { FamilyActor } from '../access/actor.js';
import { Problem } from '../errors.js';

/** More than any person reads; a program that watches for a change is slowed down (domain.md R14). */
const mostReadsAMinute = 60;

/**
 * Counts one read of a receipt, whatever number of sessions were opened with it, in the family's own transaction. A refusal takes its own
 * count back with the transaction.
 * @throws Problem request.too_often
 */
export async function countRead(manager: EntityManager, actor: FamilyActor): Promise<void> {
  const [[{ reads }]]: [{ reads: number }[]] = await manager.query(
    `update receipts set reads_minute = date_trunc('minute', now()),
       reads = case when reads_minute = date_trunc('minute', now()) then reads + 1 else 1 end
     where id = $1 returning reads`,
    [actor.id],
  );
  if (reads > mostReadsAMinute) throw new Problem('request.too_often', undefined, undefined, 60);
}
