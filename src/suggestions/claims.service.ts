import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { HeldBySomebody, refuseIfHeld, releaseClaim, takeClaim, takenAheadMinutes } from './claims.js';
import { lockSuggestion } from './lock-suggestion.js';
import { type NextFilter, waitingSuggestions } from './waiting-suggestions.js';

/** Who looks at what, so that two people do not do the same work. Deciding needs no claim, but nobody decides on what another holds. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Takes a suggestion, or goes on with one's own. @throws HeldBySomebody, Problem access.not_found */
  async claim(actor: StaffActor, id: string): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      const suggestion = await lockSuggestion(manager, id, 'suggestion.claimed');
      await refuseIfHeld(manager, actor.id, suggestion);
      // Taken by somebody else in this very moment.
      if (!(await takeClaim(manager, actor.id, suggestion)))
        throw new HeldBySomebody({ mine: false, by: null, until: new Date().toISOString(), passed: null });
      await this.audit.record(manager, actor, entry('suggestion.claimed', id));
    });
  }

  /** What is not one's own stays where it is. */
  async release(actor: StaffActor, id: string): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await releaseClaim(manager, actor.id, id);
      await this.audit.record(manager, actor, entry('suggestion.released', id));
    });
  }

  /**
   * Takes what this person should look at next, for a few minutes: claiming it is to open it. Asked again without having decided, it answers the
   * same. @returns its id; null when nothing waits
   */
  async next(actor: StaffActor, filter: NextFilter): Promise<string | null> {
    return this.acting.as(actor, async (manager) => {
      for await (const suggestion of waitingSuggestions(manager, actor.id, filter)) {
        if (!(await takeClaim(manager, actor.id, suggestion, takenAheadMinutes))) continue;
        await this.audit.record(manager, actor, entry('suggestion.claimed', suggestion.id));
        return suggestion.id;
      }
      return null;
    });
  }
}

const entry = (action: string, subjectId: string) => ({ action, subjectKind: 'suggestion', subjectId });
