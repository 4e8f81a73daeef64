import type { EntityManager } from 'typeorm';
import { reaches } from '../access/object-checks.js';
import { type MatchRecord, matcherVersion } from '../matching/index.js';
import { cannotTell } from '../suggestions/transitions.js';
import type { DecidedPair, PastDecisions } from './past-decisions.js';
import type { ReviewedBand } from './review-shares.js';

/** The newest decisions: more would take the processor of a service for long, and say nothing new. */
const mostDecisions = 4_000;
/** Reports whose confirmed record is looked for among the others that are stored beside it, and so many of those, the heaviest. */
const mostRanked = 200;
const mostBeside = 30;

/**
 * Whether people know that it is one person or two: confirmed, or rejected for at least one reason that says so. "Cannot tell" is neither and teaches nothing, nor does
 * what only one person said so far.
 */
export const isDecided =
  "(suggestion.state = 'confirmed' or suggestion.state = 'rejected' and not suggestion.decision_reasons <@ $1::text[])";
const ownBand = "case when suggestion.band is not null then suggestion.score->>'band' end";

/** What people decided of the pairs that the actor reaches, and what the matcher sees of them, in his transaction. */
export async function readPastDecisions(manager: EntityManager): Promise<PastDecisions> {
  const decided: DecidedPair[] = await manager.query(
    `select suggestion.report_id as "reportId", suggestion.detention_record_id as "recordId", suggestion.state = 'confirmed' as same,
       case suggestion.state when 'rejected' then suggestion.decision_reasons else '{}' end as reasons, ${ownBand} as band
     from suggestions suggestion where ${isDecided} and ${reaches.suggestion.condition}
     order by suggestion.decided_at desc, suggestion.id limit ${mostDecisions}`,
    [cannotTell],
  );
  const bands: ReviewedBand[] = await manager.query(
    `select ${ownBand} as band, count(*)::int as stored, count(*) filter (where ${isDecided})::int as decided
     from suggestions suggestion where ${reaches.suggestion.condition} group by 1 order by 1 nulls last`,
    [cannotTell],
  );
  const ranked = [...new Set(decided.filter(({ same }) => same).map(({ reportId }) => reportId))].slice(0, mostRanked);
  const beside: { id: string; records: string[] }[] = await manager.query(
    `select ranked.id, array(
       select suggestion.detention_record_id from suggestions suggestion
       where suggestion.report_id = ranked.id and ${reaches.suggestion.condition}
       order by suggestion.match_weight desc, suggestion.id limit ${mostBeside}) as records
     from unnest($1::uuid[]) as ranked(id)`,
    [ranked],
  );
  const ids = new Set([
    ...decided.flatMap(({ reportId, recordId }) => [reportId, recordId]),
    ...beside.flatMap(({ records }) => records),
  ]);
  const profiles: { id: string; features: MatchRecord }[] = await manager.query(
    'select record_id as id, features from match_profiles where record_id = any($1::uuid[]) and matcher_version = $2',
    [[...ids], matcherVersion],
  );
  return {
    decided,
    bands,
    beside: new Map(beside.map(({ id, records }) => [id, records])),
    records: new Map(profiles.map(({ id, features }) => [id, features])),
  };
}
