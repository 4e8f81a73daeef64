import type { EntityManager } from 'typeorm';
import type { DueSubject, DueTask } from './job-list.js';

/**
 * Notes, in the caller's transaction, that something is to be done. The caller rings the bell after its commit; if that is lost,
 * the sweeper rings. A mark for a newer revision replaces an older one.
 */
export async function markDue(manager: EntityManager, task: DueTask, due: DueSubject[]): Promise<void> {
  if (due.length === 0) return;
  await manager.query(
    `insert into due_marks (task, subject_id, revision, rung_at)
     select $1, id, revision, now() from unnest($2::uuid[], $3::int[]) as subject(id, revision) order by id
     on conflict (task, subject_id) do update set
       revision = greatest(due_marks.revision, excluded.revision), due_at = now(), rung_at = now(), attempts = 0, last_error = null`,
    [task, due.map((subject) => subject.id), due.map((subject) => subject.revision)],
  );
}

/** Removes the marks of work that is stored in the same transaction. A mark for a newer revision stays. */
export async function clearDue(manager: EntityManager, task: DueTask, done: DueSubject[]): Promise<void> {
  if (done.length === 0) return;
  await manager.query(
    `delete from due_marks using unnest($2::uuid[], $3::int[]) as subject(id, revision)
     where task = $1 and subject_id = subject.id and due_marks.revision <= subject.revision`,
    [task, done.map((subject) => subject.id), done.map((subject) => subject.revision)],
  );
}

export async function stillDue(manager: EntityManager, task: DueTask, ids: string[]): Promise<DueSubject[]> {
  return manager.query(
    'select subject_id as id, revision from due_marks where task = $1 and subject_id = any($2::uuid[]) order by subject_id',
    [task, ids],
  );
}

/** Long work says now and then that it goes on, so that the sweeper does not ring for it as if it were lost. */
export async function stillAtIt(manager: EntityManager, task: DueTask, id: string): Promise<void> {
  await manager.query('update due_marks set rung_at = now() where task = $1 and subject_id = $2', [task, id]);
}

/** Puts failed work off: 10 s, 20 s, 40 s … at most an hour. The error is a code, never a message: messages may quote values. */
export async function putOff(manager: EntityManager, task: DueTask, id: string, errorCode: string): Promise<void> {
  await manager.query(
    `update due_marks set attempts = attempts + 1, last_error = $3, rung_at = null,
       due_at = now() + least(3600, 10 * 2 ^ least(attempts, 10)) * interval '1 second'
     where task = $1 and subject_id = $2`,
    [task, id, errorCode],
  );
}
