import { evaluateLinkedPairs, formatLinkedPairs, type LinkedPair } from '../evaluation/index.js';
import type { LinkSummary } from '../linkage/link.js';
import { TableError } from '../linkage/read-table.js';
import { readPairs, readRowsById, readTruth } from '../linkage/read-truth.js';
import { groupsOfReport, groupsOfTruth, scriptOfName, traitsOfRecord } from '../linkage/report-groups.js';
import { type LinkageOptions, linkQuietly, requireFiles, sayWhatWasRead } from './link-files.js';
import { printJson, progress, UsageError } from './output.js';

export interface EvaluateFilesOptions extends LinkageOptions {
  truth: string;
  pairs?: string;
  reports?: string;
  records?: string;
  json?: boolean;
}

export async function evaluateFiles(options: EvaluateFilesOptions): Promise<void> {
  const { truth: truthPath, pairs: pairsPath, reports, records, json } = options;
  const paths = [truthPath, pairsPath, reports, records].filter((path) => path !== undefined);
  await requireFiles(...paths);
  try {
    const { truth, relatives } = await readTruth(truthPath);
    if (truth.length === 0) throw new TableError('The truth names no pair of one person.');
    const { pairs, summary } = await pairsOf(options);
    const groups = await groupsByReport(truth, reports, records);
    const figures = evaluateLinkedPairs({ truth, relatives, pairs, groupsOf: (report) => groups.get(report) ?? [] });
    const perReport = summary && (summary.cpuSeconds.searching * 1000) / Math.max(1, summary.reports.rows);
    if (json) {
      printJson({ ...figures, link: summary, cpu_ms_per_report: perReport });
      return;
    }
    console.log(formatLinkedPairs(figures));
    if (summary)
      console.log(
        `\n${summary.search} search: ${perReport!.toFixed(2)} ms CPU a report; reading took ${summary.cpuSeconds.reading.toFixed(1)} s CPU for ${summary.reports.rows + summary.records.rows} rows`,
      );
  } catch (error) {
    if (error instanceof TableError) throw new UsageError(error.message);
    throw error;
  }
}

async function pairsOf(options: EvaluateFilesOptions): Promise<{ pairs: LinkedPair[]; summary: LinkSummary | null }> {
  const { reports, records } = options;
  if (options.pairs !== undefined) return { pairs: await readPairs(options.pairs), summary: null };
  if (reports === undefined || records === undefined) throw new UsageError('Give --pairs, or --reports and --records.');
  const pairs: LinkedPair[] = [];
  const summary = await linkQuietly({ ...options, reports, records }, null, async (reportKey, linked) => {
    for (const { recordId, matchWeight: weight, probability } of linked)
      pairs.push({ reportKey, recordKey: recordId, weight, probability });
  });
  sayWhatWasRead(summary);
  return { pairs, summary };
}

/** What can be told of each report with a true record, from the files that are given. */
async function groupsByReport(
  truth: readonly { reportKey: string; recordKey: string }[],
  reportsPath: string | undefined,
  recordsPath: string | undefined,
): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>();
  if (reportsPath === undefined) return groups;
  const recordsOf = new Map<string, string[]>();
  for (const { reportKey, recordKey } of truth)
    recordsOf.set(reportKey, [...(recordsOf.get(reportKey) ?? []), recordKey]);
  const reports = await readRowsById(reportsPath, (id) => recordsOf.has(id));
  const strange = recordsOf.size - reports.rows.size;
  if (strange > 0) progress(`truth: ${strange} reports are not in the file of reports; they count as missed.`);
  const wanted = new Set(truth.map(({ recordKey }) => recordKey));
  const records = recordsPath === undefined ? null : await readRowsById(recordsPath, (id) => wanted.has(id));
  for (const [id, cells] of reports.rows) {
    const traits = recordsOf.get(id)!.flatMap((key) => {
      const record = records?.rows.get(key);
      return records && record ? [traitsOfRecord(record, records.header)] : [];
    });
    groups.set(id, [
      ...groupsOfReport(cells, reports.header),
      ...(traits.length > 0 ? groupsOfTruth(scriptOfName(cells, reports.header), traits) : []),
    ]);
  }
  return groups;
}
