import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { Problem } from '../errors.js';

/**
 * R13: from the moment extortion is reported until a second person reviewed it, how a family is reached is for supervisors and disclosure leads alone.
 * Row-level security shows nobody else a row of it; here the refusal gets its words.
 * @throws Problem contacts.hidden
 */
export async function refuseWhileHidden(manager: EntityManager, actor: StaffActor, reportId: string): Promise<void> {
  if (await contactsHidden(manager, actor, reportId)) throw new Problem('contacts.hidden');
}

export async function contactsHidden(manager: EntityManager, actor: StaffActor, reportId: string): Promise<boolean> {
  if (actor.role === 'supervisor' || actor.role === 'disclosure_lead') return false;
  const rows: unknown[] = await manager.query(
    'select 1 from case_reports r join cases c on c.id = r.case_id where r.report_id = $1 and c.contacts_hidden',
    [reportId],
  );
  return rows.length > 0;
}
