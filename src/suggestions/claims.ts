import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';
import { awaitsOwnOpinion } from './blind.js';
import { ownOpinions } from './own-opinions.js';
import type { Suggestion } from './suggestion.entity.js';

/** How long somebody may leave a suggestion alone that he took before it is anybody's again. */
export const claimMinutes = 15;
/** How long what was passed to somebody waits for him before it is anybody's: a working day. His first look makes it a claim like any other. */
export const passedHours = 8;
/** And one that was only taken for later: whoever leaves before he opens it holds up nobody. */
export const takenAheadMinutes = 3;

export interface ClaimView {
  mine: boolean;
  /** Null for whoever may not learn yet who works on it. */
  by: string | null;
  until: string;
  /** Somebody passed it on to the reader. Null as long as he has to give an opinion of his own first. */
  passed: { by: string | null; reason: string } | null;
}

/** Somebody else is at it. The answer says who and until when, as far as the caller may know. */
export class HeldBySomebody extends Problem {
  constructor(readonly claim: ClaimView) {
    super('suggestion.claimed');
  }

  override toJSON(instance: string) {
    return { ...super.toJSON(instance), claim: this.claim };
  }
}

/** Who is at these suggestions now, by their ids. A second reader of a proposal does not learn whose hands it is in: they may be the proposer's. */
export async function claimsOf(
  manager: EntityManager,
  readerId: string,
  suggestions: Suggestion[],
): Promise<Map<string, ClaimView>> {
  const rows: {
    id: string;
    accountId: string;
    name: string | null;
    until: Date;
    passedBy: string | null;
    reason: string | null;
  }[] = await manager.query(
    `select c.suggestion_id as id, c.account_id as "accountId", a.display_name as name, c.expires_at as until,
       p.display_name as "passedBy", c.reason
     from suggestion_claims c left join accounts a on a.id = c.account_id left join accounts p on p.id = c.passed_by
     where c.suggestion_id = any($1::uuid[]) and c.expires_at > now()`,
    [suggestions.map(({ id }) => id)],
  );
  if (rows.length === 0) return new Map();
  const opinions = await ownOpinions(manager, readerId, suggestions);
  const blind = new Set(
    suggestions.filter((one) => awaitsOwnOpinion(one, readerId, opinions.has(one.id))).map(({ id }) => id),
  );
  return new Map(
    rows.map(({ id, accountId, name, until, passedBy, reason }) => {
      const mine = accountId === readerId;
      const passed = mine && reason !== null && !blind.has(id) ? { by: passedBy, reason } : null;
      return [id, { mine, by: blind.has(id) ? null : name, until: until.toISOString(), passed }];
    }),
  );
}

/**
 * Takes a suggestion or goes on with it. Doing it twice is the same as once, but for the time.
 * @param minutes for how long from now on; what is one's own for longer stays so
 * @returns whether it is the caller's now; false when somebody else is at it
 */
export async function takeClaim(
  manager: EntityManager,
  accountId: string,
  { id, organisationId }: Pick<Suggestion, 'id' | 'organisationId'>,
  minutes = claimMinutes,
): Promise<boolean> {
  const taken: unknown[] = await manager.query(
    `insert into suggestion_claims (suggestion_id, organisation_id, account_id, expires_at)
     values ($1, $2, $3, now() + $4 * interval '1 minute')
     on conflict (suggestion_id) do update set account_id = excluded.account_id,
       -- Looking again, or taking ahead what one holds, shortens nothing; the first look at what was passed on makes it a claim like any other.
       expires_at = case when suggestion_claims.account_id = excluded.account_id and (suggestion_claims.reason is null or $4 < $5)
         then greatest(suggestion_claims.expires_at, excluded.expires_at) else excluded.expires_at end,
       claimed_at = case when suggestion_claims.account_id = excluded.account_id then suggestion_claims.claimed_at else now() end,
       passed_by = case when suggestion_claims.account_id = excluded.account_id then suggestion_claims.passed_by end,
       reason = case when suggestion_claims.account_id = excluded.account_id then suggestion_claims.reason end
     where suggestion_claims.account_id = excluded.account_id or suggestion_claims.expires_at <= now()
     returning suggestion_id`,
    [id, organisationId, accountId, minutes, claimMinutes],
  );
  return taken.length > 0;
}

/**
 * Gives what the actor holds to a colleague of his organisation.
 * @returns false when the colleague does not reach the report
 */
export async function passClaim(
  manager: EntityManager,
  actorId: string,
  { id, reportId }: Pick<Suggestion, 'id' | 'reportId'>,
  to: string,
  reason: string,
): Promise<boolean> {
  // TypeORM answers an update with [rows, count].
  const [, passed]: [unknown[], number] = await manager.query(
    `update suggestion_claims set account_id = $3, claimed_at = now(), expires_at = now() + $6 * interval '1 hour', passed_by = $2, reason = $5
     where suggestion_id = $1 and account_id = $2 and exists (
       select 1 from accounts a where a.id = $3 and (a.role = 'supervisor' or exists (
         select 1 from report_members m
         where m.report_id = $4 and (m.account_id = a.id or m.account_id is null) and (m.expires_at is null or m.expires_at > now()))))`,
    [id, actorId, to, reportId, reason, passedHours],
  );
  return passed > 0;
}

/** @throws HeldBySomebody */
export async function refuseIfHeld(manager: EntityManager, actorId: string, suggestion: Suggestion): Promise<void> {
  const claim = (await claimsOf(manager, actorId, [suggestion])).get(suggestion.id);
  if (claim && !claim.mine) throw new HeldBySomebody(claim);
}

/** One's own, or one that ran out. */
export async function releaseClaim(manager: EntityManager, actorId: string, suggestionId: string): Promise<void> {
  await manager.query(
    'delete from suggestion_claims where suggestion_id = $1 and (account_id = $2 or expires_at <= now())',
    [suggestionId, actorId],
  );
}
