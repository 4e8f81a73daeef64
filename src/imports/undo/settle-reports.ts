import type { EntityManager } from 'typeorm';

/** Reports are filed and taken back by functions of the database: the worker has no right on who reports (1763769600965-imported-reports). */
export async function settleReports(manager: EntityManager, importId: string, after: number, last: number) {
  const rows: { id: string; revision: number; what: 'withdrawn' | 'back' | 'rewritten' | 'left' }[] =
    await manager.query('select report_id as id, revision, what from settle_imported_reports($1, $2, $3)', [
      importId,
      after + 1,
      last,
    ]);
  const count = (...wanted: string[]) => rows.filter(({ what }) => wanted.includes(what)).length;
  return {
    moved: count('withdrawn', 'back'),
    put_back: count('rewritten'),
    left: count('left'),
    due: rows.filter(({ what }) => what !== 'left').map(({ id, revision }) => ({ id, revision })),
  };
}
