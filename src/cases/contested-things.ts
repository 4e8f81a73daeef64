import type { EntityManager } from 'typeorm';
import { type Contest } from './contest.entity.js';
import { freezingStates } from './contest-transitions.js';

/** What rests on a contested record or case, by ids. */
export interface Resting {
  to_revoke: string[];
  held_disclosures: string[];
}

/** What rests on each of these contests as long as it freezes, as far as the actor of this transaction sees it; by the id of the contest. */
export async function restingOn(manager: EntityManager, contests: Contest[]): Promise<Map<string, Resting>> {
  const ids = contests.filter(({ state }) => freezingStates.includes(state)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows: ({ id: string } & Resting)[] = await manager.query(
    `select c.id,
       array(
         select s.id from suggestions s join case_reports x on x.report_id = s.report_id
         where c.state = 'upheld' and s.state = 'confirmed' and (s.detention_record_id = c.detention_record_id or x.case_id = c.case_id)
         order by s.id) as to_revoke,
       array(
         select d.id from disclosures d
         where d.state in ('planned', 'approved', 'attempted', 'deferred', 'unreachable') and not (c.state = 'upheld' and d.kind = 'correction')
           and (d.case_id = c.case_id
             or c.detention_record_id in (select behind.id from records_behind(d.suggestion_id, d.fate_claim_id) as behind(id)))
         order by d.id) as held_disclosures
     from contests c where c.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...resting }) => [id, resting]));
}
