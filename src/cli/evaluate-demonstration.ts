import type { DataSource } from 'typeorm';
import {
  type Evaluation,
  evaluateSuggestions,
  type RankedSuggestion,
  type ReportRecordPair,
} from '../demonstration/index.js';

/** Waits until nothing is due any more. @param look called about twice a second with what is left. */
export async function untilNothingIsDue(
  dataSource: DataSource,
  look: (left: number) => void,
  stop: () => boolean,
): Promise<boolean> {
  while (!stop()) {
    const [{ left }]: { left: number }[] = await dataSource.query('select count(*)::int as left from due_marks');
    look(left);
    if (left === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

/** Compares the stored suggestions of the demonstration with what is true of it. */
export async function evaluateDemonstration(dataSource: DataSource): Promise<Evaluation> {
  const pairs: (ReportRecordPair & { same: boolean })[] = await dataSource.query(
    'select report_key as "reportKey", record_key as "recordKey", same_person as same from demonstration.truth',
  );
  const rows: (RankedSuggestion & { reportKey: string })[] = await dataSource.query(
    `select r.report_key as "reportKey", d.source_record_id as "recordKey", s.match_weight as weight, s.band
     from suggestions s
     join demonstration.reports r on r.report_id = s.report_id
     join detention_records d on d.id = s.detention_record_id
     where s.band is not null and s.state <> 'stale'
     order by s.match_weight desc, d.source_record_id`,
  );
  const [{ records }]: { records: number }[] = await dataSource.query(
    'select count(*)::int as records from detention_records',
  );
  const [{ reports }]: { reports: number }[] = await dataSource.query(
    'select count(*)::int as reports from demonstration.reports',
  );
  const suggestions = new Map<string, RankedSuggestion[]>();
  for (const { reportKey, ...suggestion } of rows) {
    const list = suggestions.get(reportKey);
    if (list) list.push(suggestion);
    else suggestions.set(reportKey, [suggestion]);
  }
  return evaluateSuggestions({
    truth: pairs.filter((pair) => pair.same),
    relatives: pairs.filter((pair) => !pair.same),
    reports,
    records,
    suggestions,
  });
}
