import type { EntityManager } from 'typeorm';
import { type CopyValue, copyRows } from '../database/copy-rows.js';
import type { PairScore } from '../matching/index.js';
import type { Measure } from '../snapshot/measure.js';
import type { EventKind, SuggestionState } from './transitions.js';

/** What scores depend on beside the two records: one of another matcher or measure is out of date. */
export interface ScoredBy {
  matcherVersion: number;
  measure: Measure;
}

/** What a suggestion becomes by being scored; without a score it keeps its last figures, and only the band goes. */
export interface SuggestionWrite {
  id: string;
  reportId: string;
  recordId: string;
  organisationId: string;
  recordOrganisationId: string;
  reportRevision: number;
  recordRevision: number;
  score: PairScore | null;
  state: SuggestionState;
  revision: number;
  event: { kind: EventKind; from: SuggestionState | null };
}

const columns = [
  'id uuid',
  'report_id uuid',
  'detention_record_id uuid',
  'organisation_id uuid',
  'record_organisation_id uuid',
  'report_revision int',
  'record_revision int',
  'matcher_version int',
  'model_version text',
  'size_class int',
  'match_weight float8',
  'band text',
  'score jsonb',
  'state text',
  'revision int',
  'kind text',
  'from_state text',
] as const;

/**
 * Writes suggestions with their events, in four statements whatever their number: they are copied into a table that only this connection
 * sees and that is empty after the transaction, and taken over from there. In the transaction of the organisation of the reports.
 */
export async function writeSuggestions(manager: EntityManager, writes: SuggestionWrite[], by: ScoredBy): Promise<void> {
  if (writes.length === 0) return;
  await manager.query(
    `create temporary table if not exists staged_suggestions (${columns.join(', ')}) on commit delete rows; truncate staged_suggestions`,
  );
  await copyRows(
    manager,
    'copy staged_suggestions from stdin',
    writes.map((write) => asRow(write, by)),
  );
  if (writes.some((write) => write.event.from === null))
    await insertNew(manager, [...new Set(writes.map((write) => write.reportId))]);
  if (writes.some((write) => write.event.from !== null)) await updateOld(manager);
  await manager.query(
    `insert into suggestion_events (id, suggestion_id, organisation_id, kind, from_state, to_state, match_weight, matcher_version, size_class, suggestion_revision)
     select gen_random_uuid(), id, organisation_id, kind, from_state, state, match_weight, matcher_version, size_class, revision from staged_suggestions`,
  );
}

/**
 * New ones with their margin at once: setting it afterwards would write each row, with all its indexes, twice. Those of records in quarantine are
 * out of sight from the beginning.
 */
const insertNew = (manager: EntityManager, reportIds: string[]) =>
  manager.query(
    `with running as (
       select id, report_id, match_weight from staged_suggestions
       where band is not null and state not in ('stale', 'rejected', 'revoked', 'suppressed')
       union all
       select id, report_id, match_weight from suggestions
       where report_id = any($1::uuid[]) and band is not null and state not in ('stale', 'rejected', 'revoked', 'suppressed')
         and id not in (select id from staged_suggestions)),
     best as (
       select report_id, (array_agg(id order by match_weight desc, id))[1] as id, max(match_weight) as first,
         (array_agg(match_weight order by match_weight desc, id))[2] as second
       from running group by report_id)
     insert into suggestions (id, report_id, detention_record_id, organisation_id, record_organisation_id, report_revision, record_revision,
       matcher_version, model_version, size_class, match_weight, band, score, runner_up_margin, state, suppressed_from, suppressed_for, revision)
     select s.id, s.report_id, detention_record_id, organisation_id, record_organisation_id, report_revision, record_revision,
       matcher_version, model_version, size_class, match_weight, band, score,
       case when state <> 'suppressed' then match_weight - case when s.id = best.id then best.second else best.first end end, state,
       case state when 'suppressed' then 'suggested' end, case state when 'suppressed' then array['quarantine'] else '{}' end, revision
     from staged_suggestions s left join best using (report_id)
     where from_state is null order by s.report_id, detention_record_id`,
    [reportIds],
  );

const updateOld = (manager: EntityManager) =>
  manager.query(
    `update suggestions set
       report_revision = staged.report_revision, record_revision = staged.record_revision, matcher_version = staged.matcher_version,
       model_version = staged.model_version, size_class = staged.size_class,
       match_weight = coalesce(staged.match_weight, suggestions.match_weight),
       band = staged.band, score = coalesce(staged.score, suggestions.score),
       state = staged.state, revision = staged.revision, updated_at = now()
     from staged_suggestions staged where staged.from_state is not null and suggestions.id = staged.id`,
  );

function asRow(write: SuggestionWrite, { matcherVersion, measure }: ScoredBy): CopyValue[] {
  const { score } = write;
  return [
    write.id,
    write.reportId,
    write.recordId,
    write.organisationId,
    write.recordOrganisationId,
    write.reportRevision,
    write.recordRevision,
    matcherVersion,
    measure.model.version,
    measure.sizeClass,
    score?.matchWeight ?? null,
    score?.band ?? null,
    score && JSON.stringify(score),
    write.state,
    write.revision,
    write.event.kind,
    write.event.from,
  ];
}
