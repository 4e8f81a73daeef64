import type { EntityManager } from 'typeorm';
import { candidateBits, type RecordSide } from '../matching/index.js';

export interface CandidatePair {
  reportId: string;
  recordId: string;
}

/**
 * In a transaction of the organisation of `ids`. Which records of the other side share enough rare keys with these to be worth scoring? Whether a pair is a candidate depends on the
 * two records alone, never on what else is stored, so that the set of suggestions is the same in whatever order records arrive.
 * Records of the same organisation meet, and a report whose family allows it meets the records of partners (R3): the flag stands beside
 * every key, so that a report without that consent is never even found.
 * The lateral with `offset 0` keeps the planner to one index look-up a key: while the tables fill up, their statistics are stale, and
 * a hash join by organisation took seconds.
 */
export async function findCandidatePairs(
  manager: EntityManager,
  side: RecordSide,
  ids: string[],
): Promise<CandidatePair[]> {
  const other = side === 'report' ? 'record' : 'report';
  const rows: { mine: string; theirs: string }[] = await manager.query(
    `select mine.record_id as mine, theirs.record_id as theirs
     from match_keys mine
     cross join lateral (
       select record_id, bits from match_keys
       where key = mine.key and side = $2
         and (organisation_id = mine.organisation_id or mine.with_partners and with_partners)
       offset 0) theirs
     where mine.record_id = any($1::uuid[])
     group by mine.record_id, theirs.record_id
     having sum(least(mine.bits, theirs.bits)) >= $3`,
    [ids, other, candidateBits],
  );
  return rows.map(({ mine, theirs }) =>
    side === 'report' ? { reportId: mine, recordId: theirs } : { reportId: theirs, recordId: mine },
  );
}
