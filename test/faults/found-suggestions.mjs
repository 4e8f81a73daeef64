// Every suggestion of a run in terms of the documents, not of the random ids of this run.

/** @param ask puts one statement to the run's database @returns lines by report and record, and whose reports people decided about */
export async function foundSuggestions(ask) {
  return ask(`
    select k.key as report, src.file_name as file, d.row_number as row, s.match_weight as weight, s.band, s.runner_up_margin as margin,
      s.score::text as score,
      exists (select 1 from suggestions o join suggestion_events e on e.suggestion_id = o.id
              where o.report_id = s.report_id and e.account_id is not null) as touched
    from suggestions s
    join detention_records d on d.id = s.detention_record_id
    join sources src on src.id = d.source_id
    join idempotency_keys k on k.resource_id = s.report_id
    where s.state not in ('stale')
    order by 1, 2, 3`);
}

/**
 * What differs between a run and the undisturbed one. A report that a client gave up and that was never stored is not missed, nor are the records of a
 * file that was refused; then, and for a report that people decided about, margins and bands may be others.
 * @param stored the reports and files that are there: { reports, files, whole: all files are }
 */
export function compareSuggestions(found, reference, stored) {
  const differences = [];
  const key = ({ report, file, row }) => `${report} | ${file} ${row}`;
  const isThere = ({ report, file }) => stored.reports.has(report) && stored.files.has(file);
  const there = new Map(found.map((each) => [key(each), each]));
  const expected = new Map(reference.filter(isThere).map((each) => [key(each), each]));
  for (const [pair, one] of expected) {
    const other = there.get(pair);
    if (!other) differences.push(`${pair}: is missing`);
    else if (other.score !== one.score || other.weight !== one.weight)
      differences.push(`${pair}: was scored otherwise`);
    else if (stored.whole && !other.touched && (other.band !== one.band || other.margin !== one.margin))
      differences.push(
        `${pair}: band or margin differs (${other.band} ${other.margin}, undisturbed ${one.band} ${one.margin})`,
      );
  }
  for (const pair of there.keys()) if (!expected.has(pair)) differences.push(`${pair}: was not found undisturbed`);
  if (there.size !== found.length) differences.push('a pair is there twice');
  return differences;
}
