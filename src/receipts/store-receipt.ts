import type { EntityManager } from 'typeorm';
import { newRequestNumber } from './receipt-digits.js';

export interface NewReceipt {
  id: string;
  reportId: string;
  reporterId: string;
  secretHash: string;
  /** Who gives it out; null for a family that files by itself. */
  createdBy: string | null;
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
  { organisationId }: { organisationId: string },
  receipt: NewReceipt,
  draw: () => string = newRequestNumber,
): Promise<string> {
  for (let draws = 1; draws <= mostDraws; draws++) {
    const number = draw();
    const stored: unknown[] = await manager.query(
      `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash, created_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (request_number) do nothing returning id`,
      [receipt.id, organisationId, receipt.reportId, receipt.reporterId, number, receipt.secretHash, receipt.createdBy],
    );
    if (stored.length > 0) return number;
  }
  throw new Error('No request number is free');
}
