import type { EntityManager } from 'typeorm';

/** What is known of one record that an import touched, and what speaks for it once all imports are counted that stand. */
export interface Standing {
  recordId: string;
  withdrawn: boolean;
  /** The row that speaks for it; null when no import that stands has it. */
  speaks: {
    importId: string;
    rowNumber: number;
    rowKey: Buffer;
    digest: Buffer;
    versionAt: string;
    seenIn: string;
  } | null;
  /** The record says what that row says already; it may be quoted from another row with the same content. */
  saysIt: boolean;
  isQuotedFromIt: boolean;
  /** The number stands for another record in the list by now: two imports made one each. */
  keyIsTaken: boolean;
}

/**
 * Each record is what the newest version of its row says, out of all imports that were not taken back: of equal versions, the one that ran last.
 * That rule is the run's (decide-rows.ts), so an import that is taken back leaves what would stand there if it had never run, and one that is brought
 * back leaves what stood there before. Of several files in a row that say the same, the first one speaks.
 * Parameters: $1 list, $2 records.
 */
const standingSql = `with said as (
    select r.detention_record_id as record_id, r.import_id, r.row_number, r.row_key, r.content_digest || r.reading_digest as digest,
      coalesce(r.version_at, i.version_at) as version_at, i.started_at
    from import_rows r join imports i on i.id = r.import_id
    where r.detention_record_id = any($2::uuid[]) and r.outcome in ('created', 'new_revision', 'unchanged')
      and not (i.state in ('reverting', 'reverted') and i.revert_asked_at is not null)),
  in_order as (
    select *, row_number() over up as n, last_value(digest) over whole as last_digest, last_value(version_at) over whole as last_version,
      last_value(import_id) over whole as last_import
    from said
    window up as (partition by record_id order by version_at, started_at, import_id, row_number desc),
      whole as (partition by record_id order by version_at, started_at, import_id, row_number desc
        rows between unbounded preceding and unbounded following)),
  speaking as (
    select distinct on (record_id) * from (
      select *, max(n) filter (where digest <> last_digest) over (partition by record_id) as last_other from in_order) runs
    where n > coalesce(last_other, 0) order by record_id, n)
  select record.id as "recordId", record.withdrawn_at is not null as withdrawn, s.import_id as "importId", s.row_number as "rowNumber",
    s.row_key as "rowKey", s.digest, s.last_version::text as "versionAt", s.last_import as "seenIn",
    coalesce(held.content_digest || held.reading_digest = s.digest, false) as "saysIt",
    coalesce(held.import_id = s.import_id and held.row_number = s.row_number, false) as "isQuotedFromIt",
    coalesce(key.detention_record_id <> record.id, false) as "keyIsTaken"
  from detention_records record
  left join speaking s on s.record_id = record.id
  left join imports quoted on quoted.source_id = record.source_id
  left join import_rows held on held.import_id = quoted.id and held.row_number = record.row_number
  left join list_rows key on key.list_id = $1 and key.row_key = s.row_key
  where record.id = any($2::uuid[])
  order by record.id for no key update of record`;

type Row = Omit<Standing, 'speaks'> & {
  importId: string | null;
  rowNumber: number;
  rowKey: Buffer;
  digest: Buffer;
  versionAt: string;
  seenIn: string;
};

/** Locks the records. In the transaction that holds the list. */
export async function standingOf(manager: EntityManager, listId: string, recordIds: string[]): Promise<Standing[]> {
  const rows: Row[] = await manager.query(standingSql, [listId, recordIds]);
  return rows.map(({ recordId, withdrawn, saysIt, isQuotedFromIt, keyIsTaken, importId, ...row }) => ({
    recordId,
    withdrawn,
    saysIt,
    isQuotedFromIt,
    keyIsTaken,
    speaks: importId === null ? null : { importId, ...row },
  }));
}
