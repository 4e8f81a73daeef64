/**
 * What becomes of each of some rows, as SQL: they are compared with what speaks for them in their list now, under the list's lock, whatever
 * the check foretold. Parameters: $1 import, $2 list, $3 the row number after which to go on, $4 the last one, $5 version of the
 * file (timestamptz), $6 the reason why a row is held, by row number: it is about another person than the row that it would replace,
 * or about a report that was changed since.
 * `nth`: a row that stands in the file twice is one row of the list. `offset 0`: each row of the list is looked up by its key; the planner may
 * else read the whole list, however long, for every chunk.
 */
export const decidedRows = `chunk as materialized (
    select r.row_number, r.plan, r.row_key, r.content_digest, r.reading_digest, coalesce(r.version_at, $5::timestamptz) as version_at, r.understood,
      r.problems <> '[]' as warned, r.organisation_id, known.row_key is not null as is_known, known.content_digest as known_digest,
      known.content_digest = r.content_digest and known.reading_digest = r.reading_digest as is_as_known,
      known.version_at as known_version, known.import_id as known_import, known.row_number as known_row,
      known.detention_record_id as known_record, known.report_id as known_report, gen_random_uuid() as new_id,
      row_number() over same as nth, first_value(r.content_digest) over same as first_digest
    from import_rows r
    left join lateral (select * from list_rows l where r.plan = 'ready' and l.list_id = $2 and l.row_key = r.row_key offset 0) known on true
    where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4
    window same as (partition by r.plan, r.row_key order by r.row_number)),
  judged as (
    select *, case
      when plan <> 'ready' then plan
      when nth > 1 and content_digest <> first_digest then 'held'
      when $6::jsonb ? row_number::text then 'held'
      when not is_known then 'created'
      when is_as_known then 'unchanged'
      when known_import = $1 then 'held'
      when version_at < known_version then 'unchanged'
      else 'new_revision' end as first_outcome
    from chunk),
  decided as materialized (
    select *, case when nth > 1 and first_outcome in ('created', 'new_revision') then 'unchanged' else first_outcome end as outcome,
      coalesce(known_record, known_report, first_value(new_id) over (partition by plan, row_key order by row_number)) as subject_id,
      case when plan <> 'ready' then null
        when first_outcome = 'held' and not (nth > 1 and content_digest <> first_digest) and $6::jsonb ? row_number::text
          then $6::jsonb ->> row_number::text
        when first_outcome = 'held' then 'row.same_id_differs'
        when first_outcome = 'unchanged' and not is_as_known then 'row.older_version' end as remark
    from judged)`;

/**
 * SQL: each row says what became of it, and of which row it took the place.
 * @param subject assignment of the record or report that it is about
 * @param remarksParameter the parameter that holds `remarks` as JSON, for example "$8"
 */
export const accountFor = (subject: string, remarksParameter: string) => `accounted as (
    update import_rows r set outcome = d.outcome, ${subject},
      replaced_import_id = case when d.outcome = 'new_revision' then d.known_import end,
      replaced_row = case when d.outcome = 'new_revision' then d.known_row end,
      problems = case when d.remark is null then r.problems else r.problems || jsonb_build_array(jsonb_build_object(
        'row', d.row_number, 'code', d.remark, 'message', ${remarksParameter}::jsonb ->> d.remark)) end
    from decided d where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4 and r.row_number = d.row_number)`;

/** SQL: the import counts what became of its rows. */
export const countRows = `counted as (
    update imports set rows_done = rows_done + n.rows, rows_created = rows_created + n.created, rows_new_revision = rows_new_revision + n.renewed,
      rows_unchanged = rows_unchanged + n.unchanged, rows_held = rows_held + n.held, rows_rejected = rows_rejected + n.rejected,
      rows_with_warnings = rows_with_warnings + n.warned
    from (select count(*) as rows, count(*) filter (where outcome = 'created') as created,
        count(*) filter (where outcome = 'new_revision') as renewed, count(*) filter (where outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome = 'held') as held, count(*) filter (where outcome = 'rejected') as rejected,
        count(*) filter (where warned and outcome in ('created', 'new_revision', 'unchanged')) as warned
      from decided) n
    where imports.id = $1)`;

/** SQL, behind an insert into list_rows as l: where the content and its reading are the same, the row that spoke before goes on speaking. */
export const speakFromNowOn = `on conflict (list_id, row_key) do update set
    import_id = case when (l.content_digest, l.reading_digest) = (excluded.content_digest, excluded.reading_digest) then l.import_id else excluded.import_id end,
    row_number = case when (l.content_digest, l.reading_digest) = (excluded.content_digest, excluded.reading_digest) then l.row_number else excluded.row_number end,
    content_digest = excluded.content_digest, reading_digest = excluded.reading_digest, version_at = excluded.version_at, seen_in = excluded.seen_in`;

/** What is said of a row that the run decides otherwise than the check could know. Shape: FieldError. */
export const remarks = {
  'row.same_id_other_person':
    'Another person stood under this number in the list before. Was the list numbered anew? Check the number; the row is kept and not stored.',
  'row.same_id_differs': 'The same number stands in this file twice with different content. Keep one of the two.',
  'row.older_version': 'The list has a newer version of this row already; that one stays.',
  'row.refused': 'The row could not be stored as it is. Its cells are kept.',
  'report.changed_since':
    'The family withdrew or changed this report after it was handed in. What the family says stays; nothing was overwritten.',
  'report.withdrawn_before':
    'A report of this list about a person of this name was withdrawn. The row is kept and not filed; if it is another person, file the report by hand.',
} as const;
