import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { Account } from '../access/account.entity.js';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor, pageSize } from '../views.js';
import { filterKindNames } from './filter-kinds.js';
import { NameSearch } from './name-search.entity.js';

export const PastSearchesQuery = z.strictObject({
  ...pageSize,
  account_id: z.uuid().optional().describe('Of this person only'),
  from: z.iso.datetime().optional().describe('At this moment or later'),
  to: z.iso.datetime().optional().describe('Before this moment'),
});
export type PastSearchesQuery = z.infer<typeof PastSearchesQuery>;

export const PastSearchesView = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          at: z.iso.datetime(),
          account_id: z.uuid(),
          account_name: z.string(),
          reason: z.string(),
          hits: z.int().describe('How many people were found'),
          filters: z.array(z.enum(filterKindNames)).describe('By what it was narrowed, never to what'),
        })
        .meta({
          id: 'PastNameSearch',
          description: 'Who searched by name and why. What was searched for is kept nowhere.',
        }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'PastNameSearchPage' });
export type PastSearchesView = z.infer<typeof PastSearchesView>;

/** Why people were searched for, for the supervisors of those who searched (R14). */
@Injectable()
export class PastSearches {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Of the own organisation, newest first. */
  list(actor: StaffActor, { limit, cursor, account_id, from, to }: PastSearchesQuery): Promise<PastSearchesView> {
    const after = decodeCursor(cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(NameSearch, 'search')
        .where('search.organisationId = :organisation', { organisation: actor.organisationId })
        .orderBy({ 'search.at': 'DESC', 'search.id': 'DESC' })
        .limit(limit + 1);
      if (account_id) query.andWhere('search.accountId = :account', { account: account_id });
      if (from) query.andWhere('search.at >= :from', { from });
      if (to) query.andWhere('search.at < :to', { to });
      if (after)
        query.andWhere('(search.at, search.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, limit);
      const names = await namesOf(manager, shown);
      await this.audit.record(manager, actor, {
        action: 'name-searches.listed',
        subjectKind: 'name_search',
        seen: shown.map(({ id }) => id),
      });
      const last = shown.at(-1);
      return {
        items: shown.map((search) => ({
          id: search.id,
          at: search.at.toISOString(),
          account_id: search.accountId,
          account_name: names.get(search.accountId) ?? '',
          reason: search.reason,
          hits: search.hits,
          filters: search.filters,
        })),
        next: found.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
      };
    });
  }
}

async function namesOf(manager: EntityManager, searches: NameSearch[]): Promise<Map<string, string>> {
  const accounts = await manager.find(Account, {
    select: { id: true, displayName: true },
    where: { id: In(searches.map(({ accountId }) => accountId)) },
  });
  return new Map(accounts.map(({ id, displayName }) => [id, displayName]));
}
