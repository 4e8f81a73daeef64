import type { EntityManager } from 'typeorm';
import { type ShownCount, shownCount } from '../small-counts.js';
import { cannotTell, opinions } from '../suggestions/transitions.js';
import { cohensKappa } from './cohens-kappa.js';

export interface ReviewerAgreement {
  /** Suggestions that two people judged. */
  pairs: ShownCount;
  /** 0..1, to two places; null as long as a few people could be told from it. */
  agreed: number | null;
  kappa: number | null;
}

/** Fewer pairs say nothing about how people agree. */
const enough = 20;
const few = 5;

/**
 * What the first two people who judged a suggestion said of it: a proposal says "same", a rejection "not the same" or, where only too little was known or the
 * document doubtful, "cannot tell", as does waiting for information; a second reader says it himself, before he knows of the first. What was undone is no
 * judgement. Most second judgements are of proposals, so that the first mostly says "same": kappa is then near 0 however well they agree, and `agreed` says more.
 */
export async function reviewerAgreement(manager: EntityManager): Promise<ReviewerAgreement> {
  const cells: { first: number; second: number; count: number }[] = await manager.query(
    `with judgements as (
       select suggestion_id, account_id, at, case when kind = 'proposed' then 'same' when kind = 'needs_info' or reasons <@ $1::text[] then 'cannot_tell'
         else 'not_same' end as said
       from suggestion_events e
       where organisation_id = app_organisation() and kind in ('proposed', 'needs_info', 'rejected') and not exists (
         select 1 from suggestion_events undone where undone.suggestion_id = e.suggestion_id and undone.kind = 'undone'
           and undone.suggestion_revision = e.suggestion_revision + 1)
       union all
       select suggestion_id, account_id, at, opinion from suggestion_opinions where organisation_id = app_organisation()),
     of_each as (select distinct on (suggestion_id, account_id) * from judgements order by suggestion_id, account_id, at),
     of_two as (
       select (array_agg(said order by at))[1] as first, (array_agg(said order by at))[2] as second from of_each
       group by suggestion_id having count(*) > 1)
     select array_position($2::text[], first) - 1 as first, array_position($2::text[], second) - 1 as second, count(*)::int as count
     from of_two group by 1, 2`,
    [cannotTell, opinions],
  );
  const table = opinions.map(() => opinions.map(() => 0));
  for (const { first, second, count } of cells) table[first][second] = count;
  return shownAgreement(table);
}

/** Nothing from which one to four judgements could be worked out. */
export function shownAgreement(table: readonly (readonly number[])[]): ReviewerAgreement {
  const pairs = table.flat().reduce((sum, cell) => sum + cell, 0);
  const alike = table.reduce((sum, row, at) => sum + row[at], 0);
  const hidden = pairs < enough || [alike, pairs - alike].some((count) => count > 0 && count < few);
  const agreement = hidden ? null : cohensKappa(table);
  const rounded = (share: number) => Math.round(share * 100) / 100;
  return {
    pairs: shownCount(pairs),
    agreed: agreement && rounded(agreement.observed),
    kappa: agreement?.kappa == null ? null : rounded(agreement.kappa),
  };
}
