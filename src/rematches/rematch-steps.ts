import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { turnTo } from '../database/for-organisation.js';
import { markDue } from '../jobs/due-marks.js';
import type { RematchReason } from './rematch.entity.js';

/** What is due after the commit: the caller rings for it. */
export type OpenedChunks = string[];

/**
 * Begins a run in the caller's transaction, unless one is running or paused already; the caller rings `rematches.go-on` for it.
 * @param account who begins it, or null for a worker
 * @param organisation in whose name the mark stands; the run is for all
 * @returns its id, or null
 */
export async function beginRematch(
  manager: EntityManager,
  {
    why,
    matcherVersion,
    account,
    organisation,
    id = randomUUID(),
  }: {
    why: RematchReason;
    matcherVersion: number;
    account: string | null;
    organisation: string;
    id?: string;
  },
): Promise<string | null> {
  const begun: unknown[] = await manager.query(
    `insert into rematches (id, why, matcher_version, state, started_by) values ($1, $2, $3, 'running', $4)
     on conflict ((true)) where state in ('running', 'paused') do nothing returning id`,
    [id, why, matcherVersion, account],
  );
  if (begun.length === 0) return null;
  await markDue(manager, 'rematches.go-on', organisation, [{ id, revision: 1 }]);
  return id;
}

/**
 * Goes on with a run that was begun or resumed, in one transaction: cuts what there is into chunks if that was not done yet, and marks
 * the open ones of the present step. Records and reports that come later have their own marks.
 */
export async function goOn(manager: EntityManager, id: string, subjectsPerChunk: number): Promise<OpenedChunks> {
  const [run]: { step: string }[] = await manager.query(
    "select step from rematches where id = $1 and state = 'running' for update",
    [id],
  );
  if (!run) return [];
  if (run.step === 'planning') await plan(manager, id, subjectsPerChunk);
  return endStep(manager, id, await markOpenChunks(manager, id));
}

async function plan(manager: EntityManager, id: string, subjectsPerChunk: number): Promise<void> {
  const organisations: { id: string }[] = await manager.query('select id from organisations order by id');
  for (const organisation of organisations) {
    await turnTo(manager, organisation.id);
    for (const [side, table] of [
      ['record', 'detention_records'],
      ['report', 'reports'],
    ]) {
      await manager.query(
        `insert into rematch_chunks (id, rematch_id, organisation_id, side, first_id, last_id, subjects)
         select gen_random_uuid(), $1, $2, $3, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1], count(*)
         from (select id, (row_number() over (order by id) - 1) / $4::int as chunk from ${table} where organisation_id = $2) subject
         group by chunk`,
        [id, organisation.id, side, subjectsPerChunk],
      );
    }
  }
  await manager.query(
    `update rematches set step = 'records', going_since = now(), going_from = 0, chunks_total = planned.chunks,
       records_total = planned.records, reports_total = planned.reports
     from (select count(*) as chunks, coalesce(sum(subjects) filter (where side = 'record'), 0) as records,
             coalesce(sum(subjects) filter (where side = 'report'), 0) as reports
           from rematch_chunks where rematch_id = $1) planned
     where id = $1`,
    [id],
  );
}

async function markOpenChunks(manager: EntityManager, id: string): Promise<OpenedChunks> {
  const open: { id: string; organisation: string }[] = await manager.query(
    `select c.id, c.organisation_id as organisation from rematch_chunks c join rematches r on r.id = c.rematch_id
     where r.id = $1 and r.state = 'running' and c.done_at is null and r.step = c.side || 's'`,
    [id],
  );
  for (const organisation of new Set(open.map((chunk) => chunk.organisation))) {
    const due = open.filter((chunk) => chunk.organisation === organisation);
    await markDue(
      manager,
      'rematches.chunk',
      organisation,
      due.map((chunk) => ({ id: chunk.id, revision: 1 })),
    );
  }
  return open.map((chunk) => chunk.id);
}

/**
 * Counts a chunk whose work is stored in the same transaction; nothing if it was counted before. The last chunk of a step begins the next
 * one: whoever counts holds the row of the run until the commit, so exactly one is the last.
 */
export async function countChunk(
  manager: EntityManager,
  chunk: { id: string; rematchId: string },
  suggestionsWritten: number,
): Promise<OpenedChunks> {
  // The chunk before the run: of two workers that were at the same one, the second finds it done.
  // TypeORM answers an update with [rows, count].
  const [, counted]: [unknown, number] = await manager.query(
    'update rematch_chunks set done_at = now(), taken_until = null where id = $1 and done_at is null',
    [chunk.id],
  );
  if (counted === 0) return [];
  await manager.query(
    `update rematches set chunks_done = chunks_done + 1, suggestions_written = suggestions_written + $2,
       records_done = records_done + case side when 'record' then subjects else 0 end,
       reports_done = reports_done + case side when 'report' then subjects else 0 end
     from rematch_chunks where rematch_chunks.id = $1 and rematches.id = rematch_id`,
    [chunk.id, suggestionsWritten],
  );
  return endStep(manager, chunk.rematchId, []);
}

/** As long as a chunk of the present step is open nothing changes. */
async function endStep(manager: EntityManager, id: string, opened: OpenedChunks): Promise<OpenedChunks> {
  const [[ended]]: [{ step: string; state: string }[], number] = await manager.query(
    `update rematches r set
       step = 'reports',
       state = case step when 'reports' then 'done' else state end,
       finished_at = case step when 'reports' then now() end,
       going_since = now(), going_from = 0
     where id = $1 and state in ('running', 'paused') and step <> 'planning'
       and not exists (select 1 from rematch_chunks c where c.rematch_id = r.id and c.side || 's' = r.step and c.done_at is null)
     returning step, state`,
    [id],
  );
  if (!ended || ended.state === 'done') return opened;
  return endStep(manager, id, await markOpenChunks(manager, id));
}
