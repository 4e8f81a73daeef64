import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { holdQuarantine, recordsInQuarantine } from '../imports/quarantine/records-in-quarantine.js';
import { type Band, bandBeside, closeMargin, type PairScore, type RecordSide } from '../matching/index.js';
import { type Measure, modelOf } from '../snapshot/measure.js';
import { isMaterialChange } from './material-change.js';
import { type ScoredBy, type SuggestionWrite, writeSuggestions } from './staged-suggestions.js';
import { openStates, type RejectionReason, type SuggestionState, scorings } from './transitions.js';

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
  model_version: string;
  size_class: number;
  state: SuggestionState;
  revision: number;
  organisation_id: string;
  record_organisation_id: string;
  /** Of a rejected pair: why, and the score that was on the screen then. */
  decision_reasons: RejectionReason[];
  decided_on: PairScore | null;
}

const pairKey = (reportId: string, recordId: string) => `${reportId} ${recordId}`;

/**
 * Stores what scoring found for the records `ids` of one side and the reports of one organisation, in the caller's transaction, which has
 * turned to that organisation. Writes nothing when nothing changed.
 * - A decision of a person is never touched: its pair only gets new figures. But a rejected pair whose records say something else now, in what it was
 *   rejected for, becomes `resurfaced` (see isMaterialChange): it keeps the old decision and waits for a person.
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
  by: ScoredBy,
): Promise<number> {
  const storedOfTheirs = async () =>
    (await readStored(manager, side, ids)).filter((pair) => pair.organisation_id === organisationId);
  await holdQuarantine(manager);
  const before = await storedOfTheirs();
  const reportIds = [
    ...new Set([...scored.map((pair) => pair.reportId), ...before.map((pair) => pair.report_id)]),
  ].sort();
  // One writer at a time for each report, so that its margins are computed from all of its suggestions.
  await manager.query('select 1 from reports where id = any($1::uuid[]) order by id for no key update', [reportIds]);
  const stored = await storedOfTheirs();
  const revisions = await profileRevisions(manager, scored, stored, by.matcherVersion);

  const found = new Map(scored.map((pair) => [pairKey(pair.reportId, pair.recordId), pair]));
  const writes: SuggestionWrite[] = [];
  for (const old of stored) {
    const key = pairKey(old.report_id, old.detention_record_id);
    const pair = found.get(key) ?? gone(old, revisions, seen);
    found.delete(key);
    // Only what withholds it brings it back: a consent, or two people who let its file out of quarantine.
    if (old.state === 'suppressed') continue;
    const write = pair && isCurrent(pair, revisions) ? change(old, pair, by) : null;
    if (write) writes.push(write);
  }
  const news = [...found.values()].filter((pair) => pair.score && isCurrent(pair, revisions));
  const inQuarantine = await recordsInQuarantine(
    manager,
    news.map((pair) => pair.recordId),
  );
  for (const pair of news) {
    writes.push({
      ...pair,
      id: randomUUID(),
      state: inQuarantine.has(pair.recordId) ? 'suppressed' : 'suggested',
      revision: 1,
      event: { kind: 'suggested', from: null },
    });
  }
  await writeSuggestions(manager, writes, by);
  // Also when nothing was written: a pair that was withheld since leaves another margin behind.
  await updateMargins(manager, reportIds, by.measure);
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
    `select id, report_id, detention_record_id, report_revision, record_revision, matcher_version, model_version, size_class, state, revision, organisation_id,
       record_organisation_id, case state when 'rejected' then decision_reasons else '{}' end as decision_reasons,
       case state when 'rejected' then decided_on end as decided_on
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

function change(old: StoredPair, pair: ScoredPair, { matcherVersion, measure }: ScoredBy): SuggestionWrite | null {
  const state = stateAfterScoring(old, pair.score);
  const sameInput =
    old.report_revision === pair.reportRevision &&
    old.record_revision === pair.recordRevision &&
    old.matcher_version === matcherVersion &&
    old.model_version === measure.model.version &&
    old.size_class === measure.sizeClass;
  if (sameInput && state === old.state) return null;
  const moved = scorings.find(({ from, to }) => from === old.state && to === state);
  return {
    ...pair,
    id: old.id,
    state,
    revision: old.revision + 1,
    event: { kind: moved?.event ?? 'rescored', from: old.state },
  };
}

function stateAfterScoring(old: StoredPair, score: PairScore | null): SuggestionState {
  if (openStates.includes(old.state)) return score ? 'suggested' : 'stale';
  const rejected = old.state === 'rejected' && old.decided_on;
  return rejected && score && isMaterialChange(rejected, score, old.decision_reasons) ? 'resurfaced' : old.state;
}

/** How far each suggestion stands above, or below, the best other one of its report, and its band beside them. A close second means: look at both. */
export async function updateMargins(manager: EntityManager, reportIds: string[], measure: Measure): Promise<void> {
  await manager.query(
    `update suggestions set runner_up_margin = fresh.margin
     from (
       select s.id, s.match_weight - case when s.id = best.id then best.second else best.first end as margin
       from suggestions s left join (
         select report_id, (array_agg(id order by match_weight desc, id))[1] as id, max(match_weight) as first,
           (array_agg(match_weight order by match_weight desc, id))[2] as second
         from suggestions
         where report_id = any($1::uuid[]) and band is not null and state not in ('stale', 'rejected', 'revoked', 'suppressed')
         group by report_id) best on best.report_id = s.report_id
       where s.report_id = any($1::uuid[])) as fresh
     where fresh.id = suggestions.id and suggestions.runner_up_margin is distinct from fresh.margin`,
    [reportIds],
  );
  await lowerRivals(manager, reportIds, measure);
}

const outOfTheRunning: readonly SuggestionState[] = ['stale', 'rejected', 'revoked', 'suppressed'];

/**
 * The band that is shown depends on the report's other suggestions: see `bandBeside`. Those that are out of the running have their own and lower no other.
 * A rival may itself be below strong, by less than the close margin. A report's only heavy one has its own band, and needs no look.
 */
async function lowerRivals(manager: EntityManager, reportIds: string[], measure: Measure): Promise<void> {
  const rows: { id: string; report_id: string; state: SuggestionState; band: Band; score: PairScore }[] =
    await manager.query(
      `select id, report_id, state, band, score from (
         select *, count(*) over (partition by report_id) as heavy from suggestions
         where report_id = any($1::uuid[]) and band is not null and match_weight > $2) pair
       where heavy > 1 or band is distinct from score->>'band'`,
      [reportIds, modelOf(measure).suggestAtMatchWeight.strong - closeMargin],
    );
  const ofReport = new Map<string, typeof rows>();
  for (const row of rows) ofReport.set(row.report_id, [...(ofReport.get(row.report_id) ?? []), row]);
  const changed = rows.flatMap((row) => {
    const others = ofReport
      .get(row.report_id)!
      .filter((other) => other.id !== row.id && !outOfTheRunning.includes(other.state));
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
