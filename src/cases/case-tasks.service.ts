import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { CaseTask } from './case.entity.js';
import type { TaskBody, TaskPatch } from './case-bodies.js';
import type { TaskView } from './case-views.js';
import { lockCase, reachedCases } from './lock-case.js';
import { staffNames } from './staff-names.js';
import { writeEvent } from './write-event.js';

/** More than anybody has to do; a list is not cut into pages below that. */
const mostTasks = 500;

/** What has to be done for a case, by whom and until when. */
@Injectable()
export class CaseTasks {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Those of one case: first what is not done, by the day on which it is due. */
  list(actor: StaffActor, caseId: string): Promise<TaskView[]> {
    return this.acting.as(actor, async (manager) => {
      const tasks = await manager.find(CaseTask, {
        where: { caseId },
        order: { doneAt: { direction: 'DESC', nulls: 'FIRST' }, dueOn: 'ASC', id: 'ASC' },
        take: mostTasks,
      });
      const items = await views(manager, tasks);
      await this.audit.record(manager, actor, {
        action: 'case.tasks-listed',
        subjectKind: 'case',
        subjectId: caseId,
      });
      return items;
    });
  }

  /** One's own that are not done, and of supervisors those that any of them does, of all cases that one still reaches, by the day on which they are due. */
  own(actor: StaffActor): Promise<TaskView[]> {
    return this.acting.as(actor, async (manager) => {
      const tasks = await manager.find(CaseTask, {
        where: [
          { forAccount: actor.id, doneAt: IsNull() },
          ...(actor.role === 'supervisor' ? [{ forAccount: IsNull(), doneAt: IsNull() }] : []),
        ],
        order: { dueOn: 'ASC', id: 'ASC' },
        take: mostTasks,
      });
      const items = await views(manager, tasks);
      await this.audit.record(manager, actor, {
        action: 'tasks.listed',
        subjectKind: 'case',
        seen: [...new Set(tasks.map(({ caseId }) => caseId))],
      });
      return items;
    });
  }

  /** @throws Problem request.invalid when the account cannot have it, case.empty */
  add(actor: StaffActor, key: string, caseId: string, body: TaskBody): Promise<TaskView> {
    const entry = { action: 'case.task-added', subjectKind: 'case', subjectId: caseId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'addCaseTask', body: { caseId, ...body } };
      const { id } = await this.idempotency.once(manager, actor, request, async (taskId) => {
        await lockCase(manager, caseId, entry);
        await requireColleague(manager, actor, body.for_account_id, entry);
        await manager.insert(CaseTask, {
          id: taskId,
          caseId,
          organisationId: actor.organisationId,
          title: body.title,
          dueOn: body.due_on,
          forAccount: body.for_account_id,
          createdBy: actor.id,
        });
        await writeEvent(manager, actor, { caseId, kind: 'task_added', about: taskId });
        await this.audit.record(manager, actor, entry);
      });
      const [view] = await views(manager, [await manager.findOneByOrFail(CaseTask, { id })]);
      return view;
    });
  }

  /** @throws Problem precondition.failed, request.invalid */
  change(actor: StaffActor, caseId: string, id: string, seenRevision: number, patch: TaskPatch): Promise<TaskView> {
    const entry = { action: 'case.task-changed', subjectKind: 'case', subjectId: caseId };
    return this.acting.as(actor, async (manager) => {
      if (!(await reachedCases(manager).andWhere('sought_case.id = :caseId', { caseId }).getExists()))
        throw new Denied(entry);
      const task = await manager.findOne(CaseTask, { where: { id, caseId }, lock: { mode: 'pessimistic_write' } });
      if (!task) throw new Denied(entry);
      if (task.revision !== seenRevision) throw new Problem('precondition.failed');
      if (patch.for_account_id) await requireColleague(manager, actor, patch.for_account_id, entry);
      const changed = {
        revision: task.revision + 1,
        dueOn: patch.due_on ?? task.dueOn,
        forAccount: patch.for_account_id ?? task.forAccount,
        ...doneOrNot(actor, task, patch.done),
      };
      await manager.update(CaseTask, { id }, changed);
      await writeEvent(manager, actor, {
        caseId,
        kind: 'task_changed',
        about: id,
        reason: patch.done === undefined ? null : patch.done ? 'done' : 'not_done',
      });
      await this.audit.record(manager, actor, entry);
      const [view] = await views(manager, [{ ...task, ...changed }]);
      return view;
    });
  }
}

function doneOrNot(actor: StaffActor, task: CaseTask, done: boolean | undefined) {
  if (done === undefined || done === (task.doneAt !== null)) return {};
  return done ? { doneBy: actor.id, doneAt: new Date() } : { doneBy: null, doneAt: null };
}

/** A task lets nobody in: whoever is no member of the case sees it when he has become one. */
async function requireColleague(manager: EntityManager, actor: StaffActor, id: string, entry: AuditEntry) {
  const { organisationId } = actor;
  const role = In(['caseworker', 'supervisor', 'disclosure_lead']);
  if (await manager.existsBy(Account, { id, organisationId, role, disabledAt: IsNull() })) return;
  throw new Denied(entry, 'request.invalid', [
    {
      pointer: '/for_account_id',
      code: 'account.unknown',
      message: 'This is nobody of your organisation who works on cases.',
    },
  ]);
}

async function views(manager: EntityManager, tasks: CaseTask[]): Promise<TaskView[]> {
  const named = await staffNames(
    manager,
    tasks.flatMap(({ forAccount, createdBy, doneBy }) => [forAccount, createdBy, doneBy]),
  );
  return tasks.map((task) => ({
    id: task.id,
    case_id: task.caseId,
    revision: task.revision,
    kind: task.kind,
    about: task.about,
    title: task.title,
    due_on: task.dueOn,
    for: named(task.forAccount),
    created_by: named(task.createdBy),
    created_at: task.createdAt.toISOString(),
    done_by: named(task.doneBy),
    done_at: task.doneAt?.toISOString() ?? null,
  }));
}
