import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  type Band,
  bandBeside,
  closeMargin,
  currentModel,
  type PairScore,
  type RecordSide,
} from '../matching/index.js';
import { type EventKind, openStates, type SuggestionState } from './transitions.js';

/** A pair as it was scored: at these two revisions, with this result. Null = not worth a person's look. */
export interface ScoredPair {
  reportId: string;
  recordId: string;
  /** Whose report it is, and so whose suggestion. */
  organisationId: string;
  recordOrganisationId: string;
  reportRevision: number;
  recordRevision: number;
  score: PairScore | null;
}

interface StoredPair {
  id: string;
  report_id: string;
  detention_record_id: string;
  report_revision: number;
  record_revision: number;
  matcher_version: number;
  state: SuggestionState;
  revision: number;
  organisation_id: string;
  record_organisation_id: string;
}

interface Write {
  id: string;
  pair: ScoredPair;
  score: PairScore | null;
  state: SuggestionState;
  revision: number;
  event: { kind: EventKind; from: SuggestionState | null };
}

const pairKey = (reportId: string, recordId: string) => `${reportId} ${recordId}`;

/**
 * Stores what scoring found for the records `ids` of one side and the reports of one organisation, in the caller's transaction, which has
 * turned to that organisation. Writes nothing when nothing changed.
 * - A decision of a person is never touched: its pair only gets new figures.
 * - A pair nobody decided on that is no longer worth a look becomes `stale`, and comes back if it is again.
 * - A score made from a profile that has changed since is dropped: the change has its own due mark and will score the pair anew.
 * @returns how many suggestions were written
 */
export async function storeSuggestions(
  manager: EntityManager,
  organisationId: string,
  side: RecordSide,
  ids: string[],
  scored: ScoredPair[],
  seen: ReadonlyMap<string, number>,
  matcherVersion: number,
): Promise<number> {
  const storedOfTheirs = async () =>
    (await readStored(manager, side, ids)).filter((pair) => pair.organisation_id === organisationId);
  const before = await storedOfTheirs();
  const reportIds = [
    ...new Set([...scored.map((pair) => pair.reportId), ...before.map((pair) => pair.report_id)]),
  ].sort();
  // One writer at a time for each report, so that its margins are computed from all of its suggestions.
  await manager.query('select 1 from reports where id = any($1::uuid[]) order by id for no key update', [reportIds]);
  const stored = await storedOfTheirs();
  const revisions = await profileRevisions(manager, scored, stored, matcherVersion);

  const found = new Map(scored.map((pair) => [pairKey(pair.reportId, pair.recordId), pair]));
  const writes: Write[] = [];
  for (const old of stored) {
    const key = pairKey(old.report_id, old.detention_record_id);
    const pair = found.get(key) ?? gone(old, revisions, seen);
    found.delete(key);
    // Only a consent brings it back.
    if (old.state === 'suppressed') continue;
    const write = pair && isCurrent(pair, revisions) ? change(old, pair, matcherVersion) : null;
    if (write) writes.push(write);
  }
  for (const pair of found.values()) {
    if (pair.score && isCurrent(pair, revisions)) {
      writes.push({
        id: randomUUID(),
        pair,
        score: pair.score,
        state: 'suggested',
        revision: 1,
        event: { kind: 'suggested', from: null },
      });
    }
  }
  if (writes.length > 0) {
    writes.sort((a, b) =>
      pairKey(a.pair.reportId, a.pair.recordId) < pairKey(b.pair.reportId, b.pair.recordId) ? -1 : 1,
    );
    await insertNew(
      manager,
      writes.filter((write) => write.event.from === null),
    );
    await updateOld(
      manager,
      writes.filter((write) => write.event.from !== null),
      matcherVersion,
    );
    await writeEvents(manager, writes, matcherVersion);
  }
  // Also when nothing was written: a pair that was withheld since leaves another margin behind.
  await updateMargins(manager, reportIds);
  return writes.length;
}

/** Whose reports the stored pairs of these records belong to. */
export async function organisationsOfStoredPairs(
  manager: EntityManager,
  side: RecordSide,
  ids: string[],
): Promise<string[]> {
  return (await readStored(manager, side, ids)).map((pair) => pair.organisation_id);
}

/** Profiles of the pairs that are stored for these records. To be read before the search, for `storeSuggestions` to know what that saw. */
export async function profilesOfStoredPairs(
  manager: EntityManager,
  side: RecordSide,
  ids: string[],
  matcherVersion: number,
): Promise<Map<string, number>> {
  return profileRevisions(manager, [], await readStored(manager, side, ids), matcherVersion);
}

function readStored(manager: EntityManager, side: RecordSide, ids: string[]): Promise<StoredPair[]> {
  const column = side === 'report' ? 'report_id' : 'detention_record_id';
  return manager.query(
    `select id, report_id, detention_record_id, report_revision, record_revision, matcher_version, state, revision, organisation_id,
       record_organisation_id
     from suggestions where ${column} = any($1::uuid[])`,
    [ids],
  );
}

/**
 * Revisions of the profiles that this matcher made, held until the commit: a report that is being withdrawn or edited waits, and then finds
 * what was stored here. NaN, which equals nothing, stands for a profile of an older matcher: its record is
 * due, and its own job will score the pair.
 */
async function profileRevisions(
  manager: EntityManager,
  scored: ScoredPair[],
  stored: StoredPair[],
  matcherVersion: number,
): Promise<Map<string, number>> {
  const ids = new Set([
    ...scored.flatMap((pair) => [pair.reportId, pair.recordId]),
    ...stored.flatMap((pair) => [pair.report_id, pair.detention_record_id]),
  ]);
  const rows: { id: string; revision: number; matcher_version: number }[] = await manager.query(
    'select record_id as id, revision, matcher_version from match_profiles where record_id = any($1::uuid[]) order by record_id for share',
    [[...ids]],
  );
  return new Map(rows.map((row) => [row.id, row.matcher_version === matcherVersion ? row.revision : Number.NaN]));
}

/**
 * A stored pair that scoring did not find again: its keys no longer meet, or one side may no longer be compared. Only if the search saw
 * both profiles as they are now: a side that has changed since, or whose pair was stored since, is dealt with by its own job.
 */
function gone(old: StoredPair, revisions: Map<string, number>, seen: ReadonlyMap<string, number>): ScoredPair | null {
  const searchSaw = (id: string) => !revisions.has(id) || revisions.get(id) === seen.get(id);
  if (!searchSaw(old.report_id) || !searchSaw(old.detention_record_id)) return null;
  return {
    reportId: old.report_id,
    recordId: old.detention_record_id,
    organisationId: old.organisation_id,
    recordOrganisationId: old.record_organisation_id,
    reportRevision: revisions.get(old.report_id) ?? old.report_revision,
    recordRevision: revisions.get(old.detention_record_id) ?? old.record_revision,
    score: null,
  };
}

/** A side without a profile cannot be newer than what was scored: it may only have been withdrawn, and then there is no score. */
function isCurrent(pair: ScoredPair, revisions: Map<string, number>): boolean {
  const report = revisions.get(pair.reportId);
  const record = revisions.get(pair.recordId);
  if (pair.score) return report === pair.reportRevision && record === pair.recordRevision;
  return (
    (report ?? pair.reportRevision) === pair.reportRevision && (record ?? pair.recordRevision) === pair.recordRevision
  );
}

function change(old: StoredPair, pair: ScoredPair, matcherVersion: number): Write | null {
  const state = stateAfterScoring(old.state, pair.score !== null);
  const sameInput =
    old.report_revision === pair.reportRevision &&
    old.record_revision === pair.recordRevision &&
    old.matcher_version === matcherVersion;
  if (sameInput && state === old.state) return null;
  const kind: EventKind = state === old.state ? 'rescored' : state === 'stale' ? 'stale' : 'revived';
  return { id: old.id, pair, score: pair.score, state, revision: old.revision + 1, event: { kind, from: old.state } };
}

function stateAfterScoring(state: SuggestionState, worthALook: boolean): SuggestionState {
  if (!openStates.includes(state)) return state;
  return worthALook ? 'suggested' : 'stale';
}

async function insertNew(manager: EntityManager, writes: Write[]): Promise<void> {
  if (writes.length === 0) return;
  await manager.query(
    `insert into suggestions (id, report_id, detention_record_id, organisation_id, record_organisation_id, report_revision, record_revision,
       matcher_version, model_version, match_weight, band, score, state, revision)
     select id, report_id, detention_record_id, organisation_id, record_organisation_id, report_revision, record_revision,
       (score->>'matcherVersion')::int, score->>'modelVersion', (score->>'matchWeight')::float8, score->>'band', score, 'suggested', 1
     from jsonb_to_recordset($1::jsonb) as row(id uuid, report_id uuid, detention_record_id uuid, organisation_id uuid,
       record_organisation_id uuid, report_revision int, record_revision int, score jsonb)`,
    [JSON.stringify(writes.map(asRow))],
  );
}

/** Without a score the last figures are kept for the history; only the band goes. */
async function updateOld(manager: EntityManager, writes: Write[], matcherVersion: number): Promise<void> {
  if (writes.length === 0) return;
  await manager.query(
    `update suggestions set
       report_revision = row.report_revision, record_revision = row.record_revision, matcher_version = $2,
       model_version = coalesce(row.score->>'modelVersion', suggestions.model_version),
       match_weight = coalesce((row.score->>'matchWeight')::float8, suggestions.match_weight),
       band = row.score->>'band',
       score = coalesce(row.score, suggestions.score),
       state = row.state, revision = row.revision, updated_at = now()
     from jsonb_to_recordset($1::jsonb) as row(id uuid, report_revision int, record_revision int, state text, revision int, score jsonb)
     where suggestions.id = row.id`,
    [JSON.stringify(writes.map(asRow)), matcherVersion],
  );
}

function asRow(write: Write) {
  return {
    id: write.id,
    report_id: write.pair.reportId,
    detention_record_id: write.pair.recordId,
    organisation_id: write.pair.organisationId,
    record_organisation_id: write.pair.recordOrganisationId,
    report_revision: write.pair.reportRevision,
    record_revision: write.pair.recordRevision,
    state: write.state,
    revision: write.revision,
    score: write.score,
  };
}

async function writeEvents(manager: EntityManager, writes: Write[], matcherVersion: number): Promise<void> {
  await manager.query(
    `insert into suggestion_events (id, suggestion_id, organisation_id, kind, from_state, to_state, match_weight, matcher_version, suggestion_revision)
     select gen_random_uuid(), suggestion_id, organisation_id, kind, from_state, to_state, match_weight, $2, revision
     from jsonb_to_recordset($1::jsonb) as row(suggestion_id uuid, organisation_id uuid, kind text, from_state text, to_state text, match_weight float8, revision int)`,
    [
      JSON.stringify(
        writes.map((write) => ({
          suggestion_id: write.id,
          organisation_id: write.pair.organisationId,
          kind: write.event.kind,
          from_state: write.event.from,
          to_state: write.state,
          match_weight: write.score?.matchWeight ?? null,
          revision: write.revision,
        })),
      ),
      matcherVersion,
    ],
  );
}

/** How far each suggestion stands above, or below, the best other one of its report, and its band beside them. A close second means: look at both. */
export async function updateMargins(manager: EntityManager, reportIds: string[]): Promise<void> {
  await manager.query(
    `update suggestions set runner_up_margin = fresh.margin
     from (
       select s.id, s.match_weight - (
         select max(o.match_weight) from suggestions o
         where o.report_id = s.report_id and o.id <> s.id and o.band is not null and o.state not in ('stale', 'rejected', 'suppressed')) as margin
       from suggestions s where s.report_id = any($1::uuid[])) as fresh
     where fresh.id = suggestions.id and suggestions.runner_up_margin is distinct from fresh.margin`,
    [reportIds],
  );
  await lowerRivals(manager, reportIds);
}

const outOfTheRunning: readonly SuggestionState[] = ['stale', 'rejected', 'suppressed'];

/**
 * The band that is shown depends on the report's other suggestions: see `bandBeside`. Those that are out of the running have their own and lower no other.
 * A rival may itself be below strong, by less than the close margin.
 */
async function lowerRivals(manager: EntityManager, reportIds: string[]): Promise<void> {
  const rows: { id: string; report_id: string; state: SuggestionState; band: Band; score: PairScore }[] =
    await manager.query(
      `select id, report_id, state, band, score from suggestions
       where report_id = any($1::uuid[]) and band is not null and match_weight > $2`,
      [reportIds, currentModel.suggestAtMatchWeight.strong - closeMargin],
    );
  const changed = rows.flatMap((row) => {
    const others = rows.filter(
      (other) => other.report_id === row.report_id && other.id !== row.id && !outOfTheRunning.includes(other.state),
    );
    const runs = !outOfTheRunning.includes(row.state);
    const band = runs
      ? bandBeside(
          row.score,
          others.map(({ score }) => score),
        )
      : row.score.band;
    return band === row.band ? [] : [{ id: row.id, band }];
  });
  if (changed.length === 0) return;
  await manager.query(
    `update suggestions set band = row.band from jsonb_to_recordset($1::jsonb) as row(id uuid, band text) where suggestions.id = row.id`,
    [JSON.stringify(changed)],
  );
}
