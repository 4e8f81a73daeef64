import type { EntityManager } from 'typeorm';
import { namesOf } from './record-columns.js';
import { isSamePerson, type RowPerson } from './same-person.js';

export interface OtherPersons {
  /** Rows that say something else than the row of the list that they would replace. */
  changed: number;
  /** Those of them that are about another person: their numbers have moved. */
  rowNumbers: number[];
}

/** Looks at the ready rows of an import between two row numbers, at most `most` changed ones. */
export async function otherPersons(
  manager: EntityManager,
  importId: string,
  listId: string,
  { after, last, most }: { after: number; last: number; most: number },
): Promise<OtherPersons> {
  const changed: { row_number: number; before: RowPerson; now: RowPerson }[] = await manager.query(
    `select r.row_number, ${personOf('old.understood')} as before, ${personOf('r.understood')} as now
     from import_rows r cross join lateral (select * from list_rows l where l.list_id = $2 and l.row_key = r.row_key offset 0) known
     join import_rows old on old.import_id = known.import_id and old.row_number = known.row_number
     where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4 and r.plan = 'ready' and known.content_digest <> r.content_digest
     order by r.row_number limit $5`,
    [importId, listId, after, last, most],
  );
  return {
    changed: changed.length,
    rowNumbers: changed.filter(({ before, now }) => !isSamePerson(before, now)).map((row) => row.row_number),
  };
}

/** SQL: the JSON in `understood` as a RowPerson. */
export const personOf = (understood: string) => `(select json_build_object(
    'names', coalesce(json_agg(n.raw), '[]'),
    'given', coalesce(json_agg(given) filter (where given is not null), '[]'),
    'dates', json_build_array(${dates.map((date) => dateOf(understood, date)).join(', ')}))
  from ${namesOf(understood)} n
  cross join lateral (select coalesce(n.given_raw, n.parses -> 0 -> 'parts' ->> 'given') as given) told
  where n.person = 'sought')`;

/** Of records and of reports. */
const dates = ['birth', 'event', 'disappeared'] as const;
const dateOf = (understood: string, date: (typeof dates)[number]) =>
  `json_build_object('earliest', ${understood} -> 'record' ->> '${date}_earliest', 'latest', ${understood} -> 'record' ->> '${date}_latest')`;
