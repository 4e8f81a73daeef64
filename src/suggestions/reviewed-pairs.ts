import type { EntityManager } from 'typeorm';
import type { MatchRecord, RecordSide } from '../matching/index.js';
import { cannotTell } from './transitions.js';

/** What the matcher was shown of the reports and records that the actor reaches, and what people decided about pairs of them. */
export interface ReviewedRecords {
  reports: { id: string; features: MatchRecord }[];
  records: { id: string; features: MatchRecord }[];
  /** By `<report id> <record id>`. */
  decided: Map<string, 'same' | 'not_same'>;
}

/** In the actor's transaction. Sorted by id, so that an estimate from the same records is the same. */
export async function readReviewedRecords(manager: EntityManager): Promise<ReviewedRecords> {
  const profiles: { id: string; side: RecordSide; features: MatchRecord }[] = await manager.query(
    'select record_id as id, side, features from match_profiles order by record_id',
  );
  const decisions: { pair: string; state: 'confirmed' | 'rejected' }[] = await manager.query(
    `select s.report_id || ' ' || s.detention_record_id as pair, s.state
     from suggestions s
     where s.state = 'confirmed' or s.state = 'rejected' and not s.decision_reasons <@ $1::text[]`,
    [cannotTell],
  );
  const of = (side: RecordSide) => profiles.filter((profile) => profile.side === side);
  return {
    reports: of('report'),
    records: of('record'),
    decided: new Map(decisions.map(({ pair, state }) => [pair, state === 'confirmed' ? 'same' : 'not_same'])),
  };
}
