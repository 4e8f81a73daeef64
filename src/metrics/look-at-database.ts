import type { DataSource } from 'typeorm';
import { poolOf } from '../database/connection-pool.js';
import { dueTasks } from '../jobs/job-list.js';
import { databaseConnections, databaseUp, dueFailing, dueOldest, dueRows } from './metric-list.js';

/** A watcher's look must not wait for a database that is away: it is told that it is. */
export const withinMs = 2_000;

/** How the connections of this process do, and whether the database answers. @param due also how old the oldest due work is: for roles that may read it */
export async function lookAtDatabase(dataSource: DataSource, due: boolean): Promise<void> {
  // Read before asking: the look itself takes a connection.
  const { totalCount, idleCount, waitingCount } = poolOf(dataSource);
  databaseConnections.set({ state: 'idle' }, idleCount);
  databaseConnections.set({ state: 'busy' }, totalCount - idleCount);
  databaseConnections.set({ state: 'waiting' }, waitingCount);
  const answered = await answersInTime(due ? lookAtDueWork(dataSource) : dataSource.query('select 1'));
  databaseUp.set(answered ? 1 : 0);
}

async function lookAtDueWork(dataSource: DataSource): Promise<void> {
  const rows: { task: string; rows: number; failing: number; oldest: number }[] = await dataSource.query(
    `select task, count(*)::int as rows, count(last_error)::int as failing,
       greatest(0, extract(epoch from now() - min(due_at)))::float8 as oldest from due_marks group by task`,
  );
  for (const task of dueTasks) {
    const row = rows.find((each) => each.task === task);
    dueRows.set({ task }, row?.rows ?? 0);
    dueFailing.set({ task }, row?.failing ?? 0);
    dueOldest.set({ task }, row?.oldest ?? 0);
  }
}

/** @returns false when it failed or was not there in time; then what was told before stands. */
export async function answersInTime(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  try {
    return await Promise.race([
      asked.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
