import type { EntityManager } from 'typeorm';
import { reaches } from '../access/object-checks.js';
import type { Band } from '../matching/index.js';
import { child, takenByOneself } from './queue-filter.js';
import { Suggestion } from './suggestion.entity.js';

/** What somebody wants to go on with. */
export interface NextFilter {
  band?: Band;
  report_id?: string;
  /** Not these: the one on the screen, and those he passed over. */
  except: string[];
}

/** Somebody waits for a second look: returned, proposed by another, or rejected once and different now. */
const secondLook = `suggestion.state in ('returned', 'proposed', 'resurfaced')
  and (suggestion.state <> 'proposed' or suggestion.proposed_by <> :actor)`;
const neverSeen = `suggestion.state = 'suggested' and suggestion.source_withdrawn_at is null`;

/** The queue's order of precedence, and within each what has waited longest. Each is a look of its own, so that the long last one is read only as far as needed. */
const places: readonly { which: string; since: 'createdAt' | 'updatedAt' }[] = [
  { which: `${secondLook} and ${child}`, since: 'updatedAt' },
  { which: secondLook, since: 'updatedAt' },
  { which: `${neverSeen} and ${child}`, since: 'createdAt' },
  { which: neverSeen, since: 'createdAt' },
];

const ownClaim = `${takenByOneself} and (${secondLook} or ${neverSeen} or suggestion.state = 'needs_info')`;
const free =
  'not exists (select 1 from suggestion_claims c where c.suggestion_id = suggestion.id and c.expires_at > now() and c.account_id <> :actor)';

/** So many are tried: others may take the first ones at the same moment. */
const tries = 10;

/**
 * What this person should look at next, best first: what he has taken already and not decided; then what waits for a second look; then children; then what has
 * waited longest. What waits for information is nobody's next.
 */
export async function* waitingSuggestions(
  manager: EntityManager,
  actorId: string,
  filter: NextFilter,
): AsyncGenerator<Suggestion> {
  for (const { which, since } of [{ which: ownClaim, since: 'createdAt' as const }, ...places]) {
    const query = manager
      .createQueryBuilder(Suggestion, 'suggestion')
      .where(which, { actor: actorId })
      .andWhere(free)
      .andWhere(reaches.suggestion.condition)
      .orderBy({ [`suggestion.${since}`]: 'ASC', 'suggestion.id': 'ASC' })
      .limit(tries);
    if (filter.except.length > 0) query.andWhere('suggestion.id <> all(:except)', { except: filter.except });
    if (filter.band) query.andWhere('suggestion.band = :band', { band: filter.band });
    if (filter.report_id) query.andWhere('suggestion.reportId = :report', { report: filter.report_id });
    yield* await query.getMany();
  }
}
