import { type EntityManager, In, IsNull } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { nameView } from '../person-names/name-view.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { type Case, CaseHold, CaseReport } from './case.entity.js';
import type { CaseSummary, CaseView } from './case-views.js';
import { staffNames } from './staff-names.js';
import { nextCaseState, staffActions, transitions } from './transitions.js';

/** What stands in a list of cases, in five queries whatever their number. */
export async function summaries(manager: EntityManager, actor: StaffActor, cases: Case[]): Promise<CaseSummary[]> {
  if (cases.length === 0) return [];
  const ids = cases.map(({ id }) => id);
  const links = await manager.findBy(CaseReport, { caseId: In(ids) });
  const names = await manager.find(PersonNameRow, {
    where: { reportId: In(links.map(({ reportId }) => reportId)), person: 'sought' },
    order: { position: 'ASC' },
  });
  const further: { id: string; frozen: boolean; flagged: boolean; tasks: number }[] = await manager.query(
    `select one.id, is_frozen(one.id) as frozen,
       exists (select 1 from case_reports x join reports r on r.id = x.report_id where x.case_id = one.id and r.intake_flag) as flagged,
       (select count(*)::int from case_tasks t where t.case_id = one.id and t.for_account = $2 and t.done_at is null) as tasks
     from unnest($1::uuid[]) as one(id)`,
    [ids, actor.id],
  );
  const named = await staffNames(
    manager,
    cases.map(({ assignedTo }) => assignedTo),
  );
  return cases.map((one) => {
    const { frozen, flagged, tasks } = further.find(({ id }) => id === one.id)!;
    const reportIds = links.filter(({ caseId }) => caseId === one.id).map(({ reportId }) => reportId);
    return {
      id: one.id,
      locator: one.locator,
      revision: one.revision,
      state: one.state,
      closing_reason: one.closingReason,
      contacts_hidden: one.contactsHidden,
      frozen,
      intake_flag: flagged,
      sought: names.filter(({ reportId }) => reportId !== null && reportIds.includes(reportId)).map(nameView),
      assigned_to: named(one.assignedTo),
      open_tasks: tasks,
      created_at: one.createdAt.toISOString(),
      updated_at: one.updatedAt.toISOString(),
    };
  });
}

export async function caseView(manager: EntityManager, actor: StaffActor, one: Case): Promise<CaseView> {
  const [summary] = await summaries(manager, actor, [one]);
  const links = await manager.find(CaseReport, {
    where: [{ caseId: one.id }, { ownCaseId: one.id }],
    order: { linkedAt: 'ASC', reportId: 'ASC' },
  });
  const hold = await manager.findOneBy(CaseHold, { caseId: one.id, liftedAt: IsNull() });
  const named = await staffNames(manager, [...links.map(({ linkedBy }) => linkedBy), hold?.setBy]);
  return {
    ...summary,
    opened_at: one.openedAt?.toISOString() ?? null,
    goes_back_to: one.stateBefore.at(-1) ?? null,
    possible_actions: possibleActions(actor, one, hold),
    reports_total: one.reports,
    reports: links
      .filter(({ caseId }) => caseId === one.id)
      .map((link) => ({
        report_id: link.reportId,
        own: link.ownCaseId === one.id,
        linked_by: named(link.linkedBy),
        linked_at: link.linkedAt.toISOString(),
        reason: link.reason,
      })),
    linked_to: links.find(({ caseId, ownCaseId }) => ownCaseId === one.id && caseId !== one.id)?.caseId ?? null,
    hold: hold && { set_by: named(hold.setBy), set_at: hold.setAt.toISOString(), reason: hold.reason },
  };
}

function possibleActions(actor: StaffActor, one: Case, hold: CaseHold | null): CaseView['possible_actions'] {
  if (one.reports === 0 || actor.role === 'disclosure_lead') return [];
  return staffActions.filter((action) => {
    if (!nextCaseState(one.state, action, one.stateBefore.at(-1))) return false;
    if (transitions[action].who !== 'supervisor') return true;
    return actor.role === 'supervisor' && hold?.setBy !== actor.id && !one.contactsHidden;
  });
}
