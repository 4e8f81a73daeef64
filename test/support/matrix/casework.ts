import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Case } from './world.js';

/**
 * What people did about the case of a report: each free text holds the word of the case. It is open: the hold was lifted, the extortion that was reported
 * found harmless, and the contest not upheld.
 */
export async function workOnCase(
  dataSource: DataSource,
  reportId: string,
  word: string,
): Promise<Pick<Case, 'caseId' | 'taskId' | 'extortionId' | 'contestId'>> {
  const [{ case_id: caseId, organisation_id: organisation, filer, supervisor }] = await dataSource.query(
    `select c.case_id, c.organisation_id, r.created_by as filer,
       (select a.id from accounts a where a.organisation_id = c.organisation_id and a.role = 'supervisor' limit 1) as supervisor
     from case_reports c join reports r on r.id = c.report_id where c.report_id = $1`,
    [reportId],
  );
  const [taskId, extortionId, contestId] = [randomUUID(), randomUUID(), randomUUID()];
  const ofCase = [caseId, organisation, filer];
  await dataSource.query(
    `insert into case_holds (id, case_id, organisation_id, set_by, reason, lifted_by, lifted_at, lift_reason)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, now(), $4)`,
    [...ofCase, word, supervisor],
  );
  for (const state of ['intake_check', 'open'])
    await dataSource.query('update cases set state = $2 where id = $1', [caseId, state]);
  await dataSource.query(
    `insert into case_events (id, case_id, organisation_id, account_id, kind, from_state, to_state, note)
     values (gen_random_uuid(), $1, $2, $3, 'hold', 'open', 'safety_hold', $4)`,
    [...ofCase, word],
  );
  await dataSource.query(
    'insert into case_notes (id, case_id, organisation_id, account_id, text) values (gen_random_uuid(), $1, $2, $3, $4)',
    [...ofCase, word],
  );
  await dataSource.query(
    `insert into case_tasks (id, case_id, organisation_id, for_account, created_by, title, due_on) values ($5, $1, $2, $3, $3, $4, '2030-01-01')`,
    [...ofCase, word, taskId],
  );
  await dataSource.query(
    `insert into extortion_reports (id, case_id, organisation_id, reported_by, asked_for, way, told) values ($5, $1, $2, $3, 'money', 'telephone', $4)`,
    [...ofCase, word, extortionId],
  );
  await dataSource.query(
    `insert into extortion_reviews (id, extortion_report_id, case_id, organisation_id, reported_by, outcome, note, reviewed_by)
     values (gen_random_uuid(), $5, $1, $2, $3, 'contacts_safe', $4, $6)`,
    [...ofCase, word, extortionId, supervisor],
  );
  await dataSource.query(
    `insert into contests (id, case_id, organisation_id, taken_by, claim, told, state, identity, identity_note, identity_checked_by,
       identity_checked_at, decision_note, decided_by, decided_at)
     values ($5, $1, $2, $3, 'this_is_false', $4, 'not_upheld', 'cannot_tell', $4, $3, now(), $4, $6, now())`,
    [...ofCase, word, contestId, supervisor],
  );
  await dataSource.query(
    `insert into contest_events (id, contest_id, organisation_id, account_id, kind, to_state) values (gen_random_uuid(), $1, $2, $3, 'take_down', 'taken_down')`,
    [contestId, organisation, filer],
  );
  return { caseId, taskId, extortionId, contestId };
}
