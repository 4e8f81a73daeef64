import type { EntityManager } from 'typeorm';
import { shownCount, suppressSmallCounts } from '../small-counts.js';
import { shareInterval } from '../suggestions/share-interval.js';
import { firstReading } from '../suggestions/transitions.js';
import { blindShift } from './blind-shift.js';
import { type FiguresView, waitingSince } from './figures-view.js';

/** Whatever waits for a first or a second person. */
const waits = [...firstReading, 'proposed'];
const decided = ['proposed', 'confirmed', 'rejected', 'returned', 'needs_info', 'revoked', 'reopened'];

export async function waiting(manager: EntityManager): Promise<FiguresView['waiting']> {
  const rows: { since: (typeof waitingSince)[number]; count: number }[] = await manager.query(
    `with last as (
       select (select max(event.at) from suggestion_events event where event.suggestion_id = suggestion.id and event.kind <> 'rescored') as at
       from suggestions suggestion where suggestion.organisation_id = app_organisation() and suggestion.state = any($1))
     select case when at > now() - interval '1 day' then 'day' when at > now() - interval '7 days' then 'week'
       when at > now() - interval '30 days' then 'month' else 'longer' end as since, count(*)::int as count
     from last group by 1`,
    [waits],
  );
  return suppressSmallCounts(
    waitingSince.map((since) => ({ since, count: rows.find((row) => row.since === since)?.count ?? 0 })),
  );
}

/** Days of the clock of the database, in UTC. */
export async function decisionsADay(manager: EntityManager): Promise<FiguresView['decisions']> {
  const rows: { day: string; count: number }[] = await manager.query(
    `select days.day::date::text as day, (
       select count(*)::int from suggestion_events event
       where event.organisation_id = app_organisation() and event.kind = any($1) and event.account_id is not null
         and event.at >= days.day and event.at < days.day + interval '1 day') as count
     from generate_series(date_trunc('day', now()) - interval '13 days', date_trunc('day', now()), interval '1 day') as days (day)
     order by 1`,
    [decided],
  );
  return rows.map(({ day, count }) => ({ day, count: shownCount(count) }));
}

/** What the first person who judged a suggestion said of it, with the weights in sight and without. */
export async function weightsShownAndHidden(manager: EntityManager): Promise<FiguresView['weights']> {
  // The band is that of the score on which was decided last, or of now where nothing stands decided.
  const bands: { hidden: number; hidden_same: number; shown: number; shown_same: number }[] = await manager.query(
    `with first as (
       select distinct on (suggestion_id) suggestion_id, blind, kind = 'proposed' as same from suggestion_events
       where organisation_id = app_organisation() and kind in ('proposed', 'rejected', 'needs_info') and blind is not null
       order by suggestion_id, at)
     select count(*) filter (where blind)::int as hidden, count(*) filter (where blind and same)::int as hidden_same,
       count(*) filter (where not blind)::int as shown, count(*) filter (where not blind and same)::int as shown_same
     from first join suggestions suggestion on suggestion.id = first.suggestion_id
     group by coalesce(suggestion.decided_on->>'band', suggestion.score->>'band')`,
  );
  const judged = bands.map(({ hidden, hidden_same, shown, shown_same }) => ({
    hidden: { judged: hidden, same: hidden_same },
    shown: { judged: shown, same: shown_same },
  }));
  const of = (which: 'shown' | 'hidden') => {
    const sum = (what: 'judged' | 'same') => judged.reduce((all, band) => all + band[which][what], 0);
    return { judged: shownCount(sum('judged')), same: shownShare(sum('same'), sum('judged')) };
  };
  return { shown: of('shown'), hidden: of('hidden'), shift: blindShift(judged) };
}

export async function importRows(manager: EntityManager): Promise<FiguresView['import_rows']> {
  const [{ rows, rejected }]: { rows: number; rejected: number }[] = await manager.query(
    `select coalesce(sum(rows_total), 0)::int as rows, coalesce(sum(rows_rejected), 0)::int as rejected from imports
     where organisation_id = app_organisation() and state = 'done' and finished_at > now() - interval '90 days'`,
  );
  return { rows: shownCount(rows), rejected: shownShare(rejected, rows) };
}

/** Fewer say nothing. */
const enough = 20;
const few = 5;

/** A share of which nobody can work out one to four. @param part 0..whole */
export function shownShare(part: number, whole: number) {
  const standsOut = [part, whole - part].some((count) => count > 0 && count < few);
  const interval = whole < enough || standsOut ? null : shareInterval(part, whole);
  const rounded = (share: number) => Math.round(share * 100) / 100;
  return interval && { share: rounded(interval.share), low: rounded(interval.low), high: rounded(interval.high) };
}
