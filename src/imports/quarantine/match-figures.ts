import type { EntityManager } from 'typeorm';
import type { MatchFigures, MatchRate } from './rules.js';

/** Records that an import made or changed, as SQL; $1 is the import. */
const itsRecords = `select detention_record_id as id from import_rows where import_id = $1 and outcome in ('created', 'new_revision')`;

/** In the transaction of the organisation that sent the file, which sees the suggestions of its records whosever the reports are. */
export async function matchFigures(manager: EntityManager, importId: string): Promise<MatchFigures> {
  const [figures]: MatchFigures[] = await manager.query(
    `with records as materialized (${itsRecords}),
     pairs as materialized (
       select s.report_id, s.detention_record_id from suggestions s join records on records.id = s.detention_record_id
       where s.band in ('strong', 'worth_a_look') and coalesce(s.suppressed_from, s.state) <> 'stale')
     select (select count(*)::int from records) as records, (select count(distinct detention_record_id)::int from pairs) as hits,
       (select coalesce(max(n), 0)::int from (select count(*) as n from pairs group by report_id) reports) as "mostForOneReport"`,
    [importId],
  );
  return figures;
}

/** How many of its records are still to be compared. */
export async function recordsToCompare(manager: EntityManager, importId: string): Promise<number> {
  const [{ left }]: { left: number }[] = await manager.query(
    `select count(*)::int as left from due_marks m join import_rows r on r.detention_record_id = m.subject_id and r.import_id = $1
     where m.task = 'detention-records.match'`,
    [importId],
  );
  return left;
}

/** Of earlier imports of the organisation; those that were in quarantine for it are no measure. */
export function earlierRates(manager: EntityManager, organisationId: string, importId: string): Promise<MatchRate[]> {
  return manager.query(
    `select rate.records, rate.hits from import_match_rates rate join imports i on i.id = rate.import_id
     where rate.organisation_id = $1 and rate.import_id <> $2 and i.state in ('done', 'cancelled')
       and not coalesce(i.quarantine, '[]') @> '[{"code": "matches.rate"}]'
     order by rate.judged_at desc limit 50`,
    [organisationId, importId],
  );
}

export async function keepRate(
  manager: EntityManager,
  organisationId: string,
  importId: string,
  figures: MatchFigures,
) {
  await manager.query(
    `insert into import_match_rates (import_id, organisation_id, records, hits) values ($1, $2, $3, $4) on conflict (import_id) do nothing`,
    [importId, organisationId, figures.records, figures.hits],
  );
}
