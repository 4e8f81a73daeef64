import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { type FieldError, Problem } from '../errors.js';
import { claimsOf, passClaim, releaseClaim } from './claims.js';
import { lockSuggestion } from './lock-suggestion.js';
import { type Suggestion, SuggestionEvent } from './suggestion.entity.js';

export interface Pass {
  ids: string[];
  /** Nobody: back to the queue. */
  to?: string;
  reason: string;
}

/** Somebody passes on what he holds, to a colleague or back to the queue. It decides nothing. */
@Injectable()
export class PassesService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /**
   * All of them or none.
   * @throws Problem suggestion.not_held naming those that the caller does not hold, request.invalid when the colleague does not reach one, access.not_found
   */
  async pass(actor: StaffActor, key: string, { ids, to, reason }: Pass): Promise<void> {
    const request = { key, operation: 'passSuggestions', body: { ids, to: to ?? null, reason } };
    await this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, request, async () => {
        if (to !== undefined) await requireColleague(manager, actor, to);
        // In one order, whoever passes what: two at a time would else wait for each other.
        for (const id of [...ids].sort()) {
          const suggestion = await lockSuggestion(manager, id, 'suggestion.passed');
          const claim = (await claimsOf(manager, actor.id, [suggestion])).get(id);
          if (!claim?.mine) throw new Problem('suggestion.not_held', undefined, [errorOf(ids, id)]);
          if (to === undefined) await releaseClaim(manager, actor.id, id);
          else if (!(await passClaim(manager, actor.id, suggestion, to, reason))) throw doesNotReach();
          await writeDown(manager, actor, suggestion, reason);
        }
        await this.audit.record(manager, actor, { action: 'suggestion.passed', subjectKind: 'suggestion', seen: ids });
      }),
    );
  }
}

const errorOf = (ids: string[], id: string): FieldError => ({
  pointer: `/ids/${ids.indexOf(id)}`,
  code: 'suggestion.not_held',
  message: 'You do not hold this one.',
});

const doesNotReach = () =>
  new Problem('request.invalid', undefined, [
    { pointer: '/to', code: 'account.unknown', message: 'This is nobody who reaches all of them.' },
  ]);

async function requireColleague(manager: EntityManager, actor: StaffActor, id: string): Promise<void> {
  const role = In(['caseworker', 'supervisor']);
  const { organisationId } = actor;
  const there = await manager.existsBy(Account, { id, organisationId, role, disabledAt: IsNull() });
  if (there && id !== actor.id) return;
  throw new Denied({ action: 'suggestion.passed', subjectKind: 'account', subjectId: id }, 'request.invalid', [
    {
      pointer: '/to',
      code: 'account.unknown',
      message: 'This is no other caseworker or supervisor of your organisation.',
    },
  ]);
}

/** It stays what it is, and its revision: whoever has it on the screen goes on. */
async function writeDown(manager: EntityManager, actor: StaffActor, suggestion: Suggestion, note: string) {
  const { id, organisationId, state, revision } = suggestion;
  await manager.insert(SuggestionEvent, {
    id: randomUUID(),
    suggestionId: id,
    organisationId,
    accountId: actor.id,
    kind: 'passed',
    fromState: state,
    toState: state,
    note,
    matchWeight: suggestion.matchWeight,
    matcherVersion: suggestion.matcherVersion,
    sizeClass: suggestion.sizeClass,
    suggestionRevision: revision,
  });
}
