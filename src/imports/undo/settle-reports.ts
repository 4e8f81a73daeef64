import type { EntityManager } from 'typeorm';

/** Reports are filed and taken back by functions of the database: the worker has no right on who reports (migrations, 230). */
export async function settleReports(manager: EntityManager, importId: string, after: number, last: number) {
  const [{ moved, left }]: { moved: number; left: number }[] = await manager.query(
    'select moved, left_alone as left from settle_imported_reports($1, $2, $3)',
    [importId, after + 1, last],
  );
  return { moved, put_back: 0, left, due: [] as { id: string; revision: number }[] };
}
