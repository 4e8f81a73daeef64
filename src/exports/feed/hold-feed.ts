import type { EntityManager } from 'typeorm';

/** Nobody else writes to the feed of this organisation until the caller's transaction ends. */
export async function holdFeed(manager: EntityManager, organisationId: string): Promise<void> {
  await manager.query('insert into feeds (organisation_id) values ($1) on conflict do nothing', [organisationId]);
  await manager.query('select 1 from feeds where organisation_id = $1 for update', [organisationId]);
}

/** The next so many positions, one after the other. Call `holdFeed` before. @returns the one before the first of them, and their time */
export async function nextPositions(
  manager: EntityManager,
  organisationId: string,
  count: number,
): Promise<{ before: number; at: Date }> {
  // TypeORM answers an update with [rows, count]. Times never go back, whatever the clock does.
  const [[{ position, at }]]: [{ position: string; at: Date }[], number] = await manager.query(
    `update feeds set position = position + $2, changed_at = greatest(changed_at, clock_timestamp())
     where organisation_id = $1 returning position, changed_at as at`,
    [organisationId, count],
  );
  return { before: Number(position) - count, at };
}
