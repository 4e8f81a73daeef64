import type { EntityManager } from 'typeorm';
import type { DueSubject, DueTask, StartedSubject } from './job-list.js';

/**
 * Notes, in the caller's transaction, that something is to be done. The caller rings the bell after its commit; if that is lost,
 * the sweeper rings. A mark for a newer revision replaces an older one.
 */
export async function markDue(
  manager: EntityManager,
  task: DueTask,
  organisationId: string,
  due: Pick<DueSubject, 'id' | 'revision'>[],
): Promise<void> {
  if (due.length === 0) return;
  await manager.query(
    `insert into due_marks (task, organisation_id, subject_id, revision, rung_at)
     select $1, $4, id, revision, now() from unnest($2::uuid[], $3::int[]) as subject(id, revision) order by id
     on conflict (task, subject_id) do update set
       revision = greatest(due_marks.revision, excluded.revision), marks = due_marks.marks + 1, due_at = now(), rung_at = now(), attempts = 0, last_error = null`,
    [task, due.map((subject) => subject.id), due.map((subject) => subject.revision), organisationId],
  );
}

/**
 * Removes the marks of work that is stored in the same transaction. A mark for a newer revision stays, and so does one that was set again
 * since the work began: a consent can change without a new revision.
 */
export async function clearDue(manager: EntityManager, task: DueTask, done: DueSubject[]): Promise<void> {
  if (done.length === 0) return;
  await manager.query(
    `delete from due_marks using (
       select task, subject_id from due_marks join unnest($2::uuid[], $3::int[], $4::int[]) as subject(id, revision, marks)
         on subject_id = subject.id and due_marks.revision <= subject.revision and due_marks.marks = subject.marks
       where task = $1 order by subject_id for update of due_marks) as done
     where due_marks.task = done.task and due_marks.subject_id = done.subject_id`,
    [
      task,
      done.map((subject) => subject.id),
      done.map((subject) => subject.revision),
      done.map((subject) => subject.marks),
    ],
  );
}

/**
 * What is still to be done of these subjects. Counts the attempt before it is made, so that a subject that kills its worker is counted too.
 */
export async function startAttempt(manager: EntityManager, task: DueTask, ids: string[]): Promise<StartedSubject[]> {
  // TypeORM answers an update with [rows, count].
  const [due]: [StartedSubject[], number] = await manager.query(
    `update due_marks set attempts = attempts + 1
     from (select task, subject_id from due_marks where task = $1 and subject_id = any($2::uuid[]) order by subject_id for update) as mine
     where due_marks.task = mine.task and due_marks.subject_id = mine.subject_id
     returning due_marks.subject_id as id, revision, marks, attempts, organisation_id as "organisationId",
       greatest(0, extract(epoch from now() - due_at))::float8 as "waitedSeconds"`,
    [task, ids],
  );
  return due.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Long work says with every piece that it stores that it goes on, so that the sweeper does not ring for it as if it were lost. Attempts are counted anew:
 * work that is killed again and again and gets on each time is not put off for longer and longer.
 */
export async function stillAtIt(manager: EntityManager, task: DueTask, id: string): Promise<void> {
  await manager.query(
    'update due_marks set rung_at = now(), due_at = least(due_at, now()), attempts = 0 where task = $1 and subject_id = $2',
    [task, id],
  );
}

/** Puts failed work off: three times for 5 s, then 10 s, 20 s, 40 s … at most an hour. The error is a code, never a message: messages may quote values. */
export async function putOff(manager: EntityManager, task: DueTask, id: string, errorCode: string): Promise<void> {
  await manager.query(
    `update due_marks set last_error = $3, rung_at = null,
       due_at = now() + least(3600, 5 * 2 ^ greatest(least(attempts, 20) - 3, 0)) * interval '1 second'
     where task = $1 and subject_id = $2`,
    [task, id, errorCode],
  );
}
