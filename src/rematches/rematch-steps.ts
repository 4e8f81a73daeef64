import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { turnTo } from '../database/for-organisation.js';
import { markDue } from '../jobs/due-marks.js';
import { matcherVersion, type RecordSide } from '../matching/index.js';
import type { RematchReason, RematchStep } from './rematch.entity.js';

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
 * Begins a run because scores are made with something else from now on, in the transaction that makes it so or that learns of it. In place of a run that has
 * begun to compare reports; one that has not will find what is new.
 */
export async function compareAgain(
  manager: EntityManager,
  { why, organisation, id }: { why: RematchReason; organisation: string; id?: string },
): Promise<string | null> {
  await manager.query(
    "update rematches set state = 'cancelled', finished_at = now() where state in ('running', 'paused') and step = 'reports'",
  );
  return beginRematch(manager, { why, matcherVersion, account: null, organisation, id });
}

/**
 * Goes on with a run that was begun or resumed, in one transaction: cuts the records there are into chunks if that was not done yet, and
 * marks the open chunks of the present step. Records that come later have their own marks.
 */
export async function goOn(manager: EntityManager, id: string, subjectsPerChunk: number): Promise<OpenedChunks> {
  const [run]: { step: string }[] = await manager.query(
    "select step from rematches where id = $1 and state = 'running' for update",
    [id],
  );
  if (!run) return [];
  if (run.step === 'planning') await plan(manager, id, subjectsPerChunk);
  return endStep(manager, id, subjectsPerChunk, await markOpenChunks(manager, id));
}

/** Of the reports, which are cut into chunks later, it is only counted how many there are, for the progress. */
async function plan(manager: EntityManager, id: string, subjectsPerChunk: number): Promise<void> {
  await cut(manager, id, 'record', subjectsPerChunk);
  let reports = 0;
  let chunks = 0;
  for (const organisation of await organisations(manager)) {
    await turnTo(manager, organisation);
    const [{ n }]: { n: number }[] = await manager.query(
      'select count(*)::int as n from reports where organisation_id = $1',
      [organisation],
    );
    reports += n;
    chunks += Math.ceil(n / subjectsPerChunk);
  }
  await manager.query(
    `update rematches set step = 'records', going_since = now(), going_from = 0, chunks_total = planned.chunks + $2,
       records_total = planned.records, reports_total = $3
     from (select count(*) as chunks, coalesce(sum(subjects), 0) as records from rematch_chunks where rematch_id = $1) planned
     where id = $1`,
    [id, chunks, reports],
  );
}

/**
 * Cuts the reports into chunks, when the profiles of all records are new. Earlier would be too early: a report that is filed while they are
 * made meets, in its own job, only those that are new by then. One that is filed from now on meets all of them.
 */
async function planReports(manager: EntityManager, id: string, subjectsPerChunk: number): Promise<void> {
  await cut(manager, id, 'report', subjectsPerChunk);
  await manager.query(
    `update rematches set step = 'reports', size_class = (select size_class from match_size),
       model_hash = model_in_use(matcher_version), going_since = now(), going_from = 0, chunks_total = planned.chunks,
       reports_total = planned.reports
     from (select count(*) as chunks, coalesce(sum(subjects) filter (where side = 'report'), 0) as reports
           from rematch_chunks where rematch_id = $1) planned
     where id = $1`,
    [id],
  );
}

async function cut(manager: EntityManager, id: string, side: RecordSide, subjectsPerChunk: number): Promise<void> {
  const table = side === 'report' ? 'reports' : 'detention_records';
  for (const organisation of await organisations(manager)) {
    await turnTo(manager, organisation);
    await manager.query(
      `insert into rematch_chunks (id, rematch_id, organisation_id, side, first_id, last_id, subjects)
       select gen_random_uuid(), $1, $2, $3, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1], count(*)
       from (select id, (row_number() over (order by id) - 1) / $4::int as chunk from ${table} where organisation_id = $2) subject
       group by chunk`,
      [id, organisation, side, subjectsPerChunk],
    );
  }
}

async function organisations(manager: EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await manager.query('select id from organisations order by id');
  return rows.map(({ id }) => id);
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
 * one: whoever counts holds the row of the run until the commit, so exactly one is the last. Afterwards the transaction may have turned to
 * another organisation.
 */
export async function countChunk(
  manager: EntityManager,
  chunk: { id: string; rematchId: string },
  suggestionsWritten: number,
  subjectsPerChunk: number,
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
  return endStep(manager, chunk.rematchId, subjectsPerChunk, []);
}

/** As long as a chunk of the present step is open nothing changes. The caller holds the row of the run. */
async function endStep(
  manager: EntityManager,
  id: string,
  subjectsPerChunk: number,
  opened: OpenedChunks,
): Promise<OpenedChunks> {
  const [ended]: { step: RematchStep }[] = await manager.query(
    `select step from rematches r
     where id = $1 and state in ('running', 'paused') and step <> 'planning'
       and not exists (select 1 from rematch_chunks c where c.rematch_id = r.id and c.side || 's' = r.step and c.done_at is null)`,
    [id],
  );
  if (!ended) return opened;
  if (ended.step === 'reports') {
    await manager.query("update rematches set state = 'done', finished_at = now() where id = $1", [id]);
    return opened;
  }
  await planReports(manager, id, subjectsPerChunk);
  return endStep(manager, id, subjectsPerChunk, await markOpenChunks(manager, id));
}
