import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { newRequestNumber } from './receipt-digits.js';

export interface NewReceipt {
  id: string;
  reportId: string;
  reporterId: string;
  secretHash: string;
}

/** With half of all 900,000 numbers given out, one receipt in a million million needs more draws. */
const mostDraws = 40;

/**
 * Stores a receipt under a number that no receipt of any organisation has or had, drawing again as often as the number is taken.
 * @param draw where numbers come from; a test gives some that are taken
 * @returns the number
 */
export async function storeReceipt(
  manager: EntityManager,
  actor: StaffActor,
  receipt: NewReceipt,
  draw: () => string = newRequestNumber,
): Promise<string> {
  for (let draws = 1; draws <= mostDraws; draws++) {
    const number = draw();
    const stored: unknown[] = await manager.query(
      `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash, created_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (request_number) do nothing returning id`,
      [receipt.id, actor.organisationId, receipt.reportId, receipt.reporterId, number, receipt.secretHash, actor.id],
    );
    if (stored.length > 0) return number;
  }
  throw new Error('No request number is free');
}
