import type { DataSource, EntityManager } from 'typeorm';
import { turnTo } from '../database/for-organisation.js';
import { nextSizeClass } from '../matching/index.js';
import { changeSizeClass, readMeasure } from '../snapshot/measure.js';
import { compareAgain } from './rematch-steps.js';

/** Any number that nothing else locks: one worker of all counts. */
const countingLock = 71_204_117;

export interface ChangedSize {
  from: number;
  to: number;
  records: number;
  /** The run that was begun for it; null when one was under way that had compared no report yet. */
  rematch: string | null;
}

/**
 * Counts the detention records of all organisations, once in a while whatever the number of workers, and changes the size class when they have outgrown it, or fell
 * far below it. In the same transaction everything is begun to be compared again, so that no score of another class is left. Safe to run at any time and twice.
 * @param mayCountEvery milliseconds since somebody counted last
 * @returns what changed, or null; the caller rings for the run
 */
export function followSize(dataSource: DataSource, mayCountEvery: number): Promise<ChangedSize | null> {
  return dataSource.transaction(async (manager) => {
    const [{ mine }] = await manager.query('select pg_try_advisory_xact_lock($1) as mine', [countingLock]);
    if (!mine) return null;
    const due: unknown[] = await manager.query(
      "select 1 from match_size where counted_at is null or counted_at <= now() - $1 * interval '1 millisecond'",
      [mayCountEvery],
    );
    if (due.length === 0) return null;
    const { organisations, records } = await countRecords(manager);
    await manager.query('update match_size set records = $1, counted_at = now()', [records]);
    const { sizeClass: from } = await readMeasure(manager);
    const to = nextSizeClass(records, from);
    if (to === from) return null;
    await changeSizeClass(manager, to);
    const rematch = await compareAgain(manager, { why: 'size_class', organisation: organisations[0] });
    return { from, to, records, rematch };
  });
}

async function countRecords(manager: EntityManager): Promise<{ organisations: string[]; records: number }> {
  const rows: { id: string }[] = await manager.query('select id from organisations order by id');
  const organisations = rows.map(({ id }) => id);
  let records = 0;
  for (const id of organisations) {
    await turnTo(manager, id);
    const [{ n }]: { n: number }[] = await manager.query(
      'select count(*)::int as n from detention_records where organisation_id = $1',
      [id],
    );
    records += n;
  }
  return { organisations, records };
}
