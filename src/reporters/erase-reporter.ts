import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Denied } from '../access/acting.js';
import type { Actor, IntakeActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { consentPurposes } from '../consents/consent.entity.js';
import { endConsents, endOwnConsents, withholdNow, withholdOwnReport } from '../consents/end-consents.js';
import { markDue } from '../jobs/due-marks.js';
import { CaseKeys } from '../keys/case-keys.js';
import type { RemovalReason } from './reporter.entity.js';

/** Removes one person from a report, and nothing else: what other relatives filed stands untouched (R5). */
@Injectable()
export class ReporterErasure {
  constructor(
    private readonly audit: Audit,
    private readonly caseKeys: CaseKeys,
  ) {}

  /**
   * Deletes name, contacts and messages and empties the reveals; ends the person's receipts and consents, so that the report is looked at again; leaves
   * a tombstone of ids, dates and a reason code (R21). With the last person gone the key of the case is destroyed: what a backup still holds
   * can be read by nobody who has not also an older key-encryption key (R28, docs/keys.md). Writes the audit entry, so it comes last in its
   * transaction.
   * @returns false when the person was removed before: then nothing is done
   * @throws Denied when the report has no such person
   */
  async erase(
    manager: EntityManager,
    actor: Actor | IntakeActor,
    { reportId, reporterId }: { reportId: string; reporterId: string },
    reason: RemovalReason,
  ): Promise<boolean> {
    const entry = { action: 'reporter.erased', subjectKind: 'reporter', subjectId: reporterId };
    const revision = await lockReport(manager, reportId);
    const [reporter]: { removed: boolean }[] = await manager.query(
      'select removed_at is not null as removed from reporters where id = $1 and report_id = $2 for update',
      [reporterId, reportId],
    );
    if (revision === null || !reporter) throw new Denied(entry);
    if (reporter.removed) return false;
    const asFamily = actor.kind === 'intake';
    if (asFamily) await leaveByOneself(manager);
    else {
      await endConsents(manager, { reportId, reporterId }, consentPurposes, 'reporter_removed');
      await withholdNow(manager, reportId, actor.id);
    }
    for (const statement of emptying) await manager.query(statement, [reporterId]);
    await manager.query(
      `update reporters set relationship = null, is_closest_relative = null, language = null, country = null, under_threat = null,
         informs_others_himself = null, filing_mode = null, helper_typed = null,
         paused_at = null, person_digest = null, suppression_digests = '{}', removed_at = now(), removed_reason = $2, revision = revision + 1
       where id = $1`,
      [reporterId, reason],
    );
    if (!(await othersReport(manager, reportId, asFamily))) await this.caseKeys.destroy(manager, reportId);
    if (asFamily) await manager.query('select family_leaves_case()');
    await markDue(manager, 'reports.match', actor.organisationId, [{ id: reportId, revision }]);
    await this.audit.record(manager, actor, { ...entry, reason });
    return true;
  }
}

const emptying = [
  'delete from reporter_identities where reporter_id = $1',
  'delete from reporter_contacts where reporter_id = $1',
  'delete from family_messages where reporter_id = $1',
  "update reveals set report_id = null, reporter_id = null, reason = null, fields = '{}' where reporter_id = $1",
  'update receipts set revoked_at = now() where reporter_id = $1 and revoked_at is null',
];

/** Who removes himself sees nobody else's consent, and nobody who was shown his name: the database does it in his name. */
async function leaveByOneself(manager: EntityManager): Promise<void> {
  await endOwnConsents(manager, consentPurposes, 'reporter_removed');
  await withholdOwnReport(manager);
  await manager.query('select empty_own_reveals()');
}

async function othersReport(manager: EntityManager, reportId: string, asFamily: boolean): Promise<boolean> {
  const [{ others }]: { others: boolean }[] = asFamily
    ? await manager.query('select others_report_too() as others')
    : await manager.query(
        'select exists (select 1 from reporters where report_id = $1 and removed_at is null) as others',
        [reportId],
      );
  return others;
}

/** A person who joins and the last one who goes take turns: otherwise the key that the new one is sealed under would be destroyed. */
export async function lockReport(manager: EntityManager, reportId: string): Promise<number | null> {
  const [report]: { revision: number }[] = await manager.query(
    'select revision from reports where id = $1 for update',
    [reportId],
  );
  return report?.revision ?? null;
}
