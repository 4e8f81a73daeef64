import type { EntityManager } from 'typeorm';
import type { Column } from '../../partner-files/index.js';
import type { CheckSummary, ProblemGroup } from '../check-summary.js';
import type { Import } from '../import.entity.js';
import type { Mapping } from '../mapping/mapping.js';

const firstRows = 10;
/** Kinds of problems that are told apart; a file with more has a wrong mapping. */
const mostGroups = 500;

/** What the check of a whole file found, counted over the rows that are staged. @param filled cells with text in each column */
export async function summarise(
  manager: EntityManager,
  row: Import,
  columns: readonly Column[],
  mapping: Mapping,
  filled: readonly number[],
  blank: number,
): Promise<CheckSummary> {
  const [rows]: CheckSummary['rows'][] = await manager.query(
    `select count(*)::int as total, count(*) filter (where plan = 'ready')::int as ready,
       count(*) filter (where plan = 'ready' and problems <> '[]')::int as with_warnings,
       count(*) filter (where plan = 'held')::int as held, count(*) filter (where plan = 'rejected')::int as rejected
     from import_rows where import_id = $1`,
    [row.id],
  );
  return {
    rows: { ...rows, blank },
    versions: await versionsOf(manager, row),
    problems: await problemsOf(manager, row.id),
    columns: await columnsOf(manager, row.id, columns, mapping, filled),
    same_file_as: await sameFile(manager, row),
  };
}

/** Beside what the list says now. The run decides again: the list may change until then. */
async function versionsOf(manager: EntityManager, row: Import): Promise<CheckSummary['versions']> {
  const [versions]: CheckSummary['versions'][] = await manager.query(
    `select count(*) filter (where what = 'new')::int as new, count(*) filter (where what = 'changed')::int as changed,
       count(*) filter (where what = 'unchanged')::int as unchanged, count(*) filter (where what = 'older')::int as older,
       (${gone('count(*)')})::int as gone
     from (select case when r.problems @> '[{"code": "row.repeated"}]' then 'unchanged' when l.row_key is null then 'new'
         when (l.content_digest, l.reading_digest) = (r.content_digest, r.reading_digest) then 'unchanged'
         when coalesce(r.version_at, $3) < l.version_at then 'older' else 'changed' end as what
       from import_rows r left join list_rows l on l.list_id = $2 and l.row_key = r.row_key
       where r.import_id = $1 and r.plan = 'ready') as compared`,
    [row.id, row.listId, row.versionAt],
  );
  return versions;
}

/**
 * Rows of the list that stood in its newest version and do not stand in this file: $1 the import, $2 its list.
 * A row that this file has and that is held or rejected is not gone.
 */
export const gone = (select: string) => `
  select ${select} from list_rows g where g.list_id = $2
    and g.seen_in = (select n.id from imports n where n.list_id = $2 and n.state = 'done' and n.id <> $1
      order by n.version_at desc, n.finished_at desc limit 1)
    and not exists (select 1 from import_rows h where h.import_id = $1 and h.row_key = g.row_key)`;

function problemsOf(manager: EntityManager, importId: string): Promise<ProblemGroup[]> {
  return manager.query(
    `select code, "column", effect, count(*)::int as rows, min(message) as message,
       array_agg(row_number order by row_number) filter (where nth <= ${firstRows}) as first_rows
     from (select *, row_number() over (partition by code, "column", effect order by row_number) as nth
       from (select distinct on (row_number, p.code, p."column") row_number, p.code, p."column", p.message,
           case plan when 'ready' then 'warning' else plan end as effect
         from import_rows, jsonb_to_recordset(problems) as p(code text, "column" text, message text)
         where import_id = $1 and problems <> '[]' order by row_number, p.code, p."column") as each) as counted
     group by code, "column", effect
     order by case effect when 'rejected' then 1 when 'held' then 2 else 3 end, count(*) desc, code limit ${mostGroups}`,
    [importId],
  );
}

/** A value counts as understood when nothing is said about it. */
async function columnsOf(
  manager: EntityManager,
  importId: string,
  columns: readonly Column[],
  mapping: Mapping,
  filled: readonly number[],
): Promise<CheckSummary['columns']> {
  const doubted: { column: string; rows: number }[] = await manager.query(
    `select p."column", count(distinct row_number)::int as rows
     from import_rows, jsonb_to_recordset(problems) as p("column" text)
     where import_id = $1 and problems <> '[]' and p."column" is not null group by 1`,
    [importId],
  );
  const doubts = new Map(doubted.map(({ column, rows }) => [column, rows]));
  const meanings = [...mapping.columns];
  return columns.map(({ heading }, at) => {
    const found = meanings.findIndex((meaning) => meaning.heading === heading);
    const field = found < 0 ? null : meanings.splice(found, 1)[0].field;
    const cells = filled[at] ?? 0;
    return { heading, field, filled: cells, understood: field ? Math.max(0, cells - (doubts.get(heading) ?? 0)) : 0 };
  });
}

async function sameFile(manager: EntityManager, row: Import): Promise<string | null> {
  const [same]: { id: string }[] = await manager.query(
    `select i.id from imports i join sources s on s.id = i.source_id
     where s.organisation_id = $1 and s.sha256 = (select sha256 from sources where id = $2) and i.id <> $3 and i.state = 'done'
     order by i.created_at desc limit 1`,
    [row.organisationId, row.sourceId, row.id],
  );
  return same?.id ?? null;
}
