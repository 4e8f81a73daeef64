import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { countFacets, type FacetsView, type Waiting } from './facets.js';
import {
  child,
  governorate,
  narrow,
  partConditions,
  type QueueFilter,
  queueParts,
  sourceType,
} from './queue-filter.js';
import { Suggestion } from './suggestion.entity.js';

/** So many are counted at most, the heaviest ones: a count that takes seconds is asked for by nobody twice. */
const mostCounted = 5_000;

const own = `exists (select 1 from report_members m where m.report_id = suggestion.report_id and m.account_id = app_actor()
  and (m.expires_at is null or m.expires_at > now()) offset 0)`;

/** How many suggestions wait for whoever asks. */
@Injectable()
export class FacetsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  count(actor: StaffActor, filter: QueueFilter): Promise<FacetsView> {
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Suggestion, 'suggestion')
        .select('suggestion.band', 'band')
        .addSelect(own, 'own')
        .addSelect(sourceType, 'source_type')
        .addSelect(governorate, 'governorate')
        .addSelect(child, 'child')
        .where(reaches.suggestion.condition)
        .andWhere(`suggestion.state in ('suggested', 'resurfaced', 'needs_info', 'returned', 'proposed')`)
        .orderBy({ 'suggestion.matchWeight': 'DESC', 'suggestion.id': 'DESC' })
        .limit(mostCounted + 1);
      for (const part of queueParts) query.addSelect(partConditions[part], part);
      narrow(query, filter);
      const waiting = await query.getRawMany<Waiting>();
      await this.audit.record(manager, actor, { action: 'suggestions.counted', subjectKind: 'suggestion' });
      return { complete: waiting.length <= mostCounted, facets: countFacets(waiting.slice(0, mostCounted)) };
    });
  }
}
