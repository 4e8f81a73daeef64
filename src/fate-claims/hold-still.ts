import type { EntityManager } from 'typeorm';

/**
 * Locks the reports of a case until the end of the transaction, always in one order. Whatever changes a consent, a link, a claim, a wish or a
 * disclosure of the case locks them first, so that what is read afterwards is what is decided on.
 */
export async function holdStill(manager: EntityManager, caseId: string): Promise<void> {
  await manager.query(
    `select 1 from reports where id in (select report_id from case_reports where case_id = $1) order by id for no key update`,
    [caseId],
  );
}
