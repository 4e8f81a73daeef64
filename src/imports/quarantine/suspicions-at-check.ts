import type { EntityManager } from 'typeorm';
import type { Import, QuarantineReason } from '../import.entity.js';
import { otherPersons } from '../run/other-persons.js';
import { type CheckFigures, suspicionsAtCheck } from './rules.js';

/** Marks that people do not type. */
const hiddenMarks = ['text.bidi_control', 'text.bidi_control_in_name', 'text.zero_width'];

/** Changed rows whose names are compared with those of the last version; enough for a share. */
const rowsCompared = 2000;
const lastRow = 2 ** 31 - 1;

/**
 * What is suspicious about the staged rows of an import; empty when nothing is. Reads each row once: the worker calls it at the end of a check, in
 * the transaction that stores the summary.
 */
export async function findSuspicions(
  manager: EntityManager,
  { id, listId }: Pick<Import, 'id' | 'listId'>,
): Promise<QuarantineReason[]> {
  const [figures]: Omit<CheckFigures, 'changed' | 'moved'>[] = await manager.query(
    `with r as materialized (
       select plan, problems, understood -> 'record' ->> 'event_earliest' as event_day, understood -> 'record' ->> 'birth_earliest' as birth_day,
         understood -> 'record' ->> 'event_precision' = 'day' as is_event_day, understood -> 'record' ->> 'birth_precision' = 'day' as is_birth_day,
         understood -> 'record' -> 'fate_claims' @@ '$[*].claim == "died" || $[*].claim == "killed" || $[*].claim == "executed"' as says_death
       from import_rows where import_id = $1)
     select (select document_type from sources join imports on source_id = sources.id where imports.id = $1) as "documentType",
       count(*)::int as rows, count(*) filter (where plan = 'ready')::int as ready,
       count(*) filter (where plan = 'ready' and is_event_day)::int as "eventDays",
       (select coalesce(max(n), 0)::int from (select count(*) as n from r where plan = 'ready' and is_event_day group by event_day) days) as "sameEventDay",
       count(*) filter (where plan = 'ready' and is_birth_day)::int as "birthDays",
       (select coalesce(max(n), 0)::int from (select count(*) as n from r where plan = 'ready' and is_birth_day group by birth_day) days) as "sameBirthDay",
       count(*) filter (where plan = 'ready' and says_death)::int as deaths,
       count(*) filter (where problems <> '[]' and exists (
         select 1 from jsonb_array_elements(problems) problem where problem ->> 'code' = any($2::text[])))::int as "hiddenMarks"
     from r`,
    [id, hiddenMarks],
  );
  const { changed, rowNumbers } = await otherPersons(manager, id, listId, {
    after: 0,
    last: lastRow,
    most: rowsCompared,
  });
  return suspicionsAtCheck({ ...figures, changed, moved: rowNumbers.length });
}
