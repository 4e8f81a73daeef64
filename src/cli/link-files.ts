import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type FileSummary, type LinkedRecord, type LinkSummary, link } from '../linkage/link.js';
import { PairsFile } from '../linkage/pairs-file.js';
import { TableError } from '../linkage/read-table.js';
import { modelFile } from './model-files.js';
import { FailureError, printJson, progress, UsageError } from './output.js';
import { Interrupted, interruption } from './signals.js';

export interface LinkageOptions {
  top: number;
  search: 'exact' | 'indexed' | 'auto';
  threads?: number;
  warnings?: string;
  model?: string;
  expected?: number;
}

export interface LinkFilesOptions extends LinkageOptions {
  reports: string;
  records: string;
  out: string;
  explain?: boolean;
  language: 'en' | 'ar';
  json?: boolean;
}

export async function linkFiles(options: LinkFilesOptions): Promise<void> {
  for (const input of [options.reports, options.records]) {
    if ([options.out, options.warnings].some((output) => output !== undefined && resolve(output) === resolve(input)))
      throw new UsageError('What is written must not take the place of what is read.');
  }
  if (options.warnings !== undefined && resolve(options.warnings) === resolve(options.out))
    throw new UsageError('Pairs and warnings must be two files.');
  await requireFiles(options.reports, options.records);
  const pairs = await opened(PairsFile.create(options.out, options.explain === true));
  try {
    const explain = options.explain ? options.language : null;
    const summary = await linkQuietly(options, explain, (reportId, records) => pairs.add(reportId, records));
    await pairs.finish();
    sayWhatWasRead(summary);
    if (options.json) printJson(summary);
    else printSummary(summary);
    if (needsALook(summary)) process.exitCode = 3;
  } catch (error) {
    await pairs.discard();
    throw error;
  }
}

/** Links two files with progress on standard error; Ctrl-C ends it as a failure. */
export async function linkQuietly(
  options: LinkageOptions & { reports: string; records: string },
  explain: 'en' | 'ar' | null,
  linked: (reportId: string, records: LinkedRecord[]) => Promise<void>,
): Promise<LinkSummary> {
  const { asked, handOver } = interruption();
  try {
    return await link(
      {
        reports: options.reports,
        records: options.records,
        warnings: options.warnings ?? null,
        search: options.search,
        top: options.top,
        threads: options.threads ?? availableParallelism(),
        explain,
        model: modelFile(options.model),
        expected: options.expected ?? null,
      },
      { linked, progress: progressLines(), says: progress },
      asked,
    );
  } catch (error) {
    if (error instanceof Interrupted) throw new FailureError('Stopped. Nothing was written.');
    if (error instanceof TableError) throw new UsageError(error.message);
    throw error;
  } finally {
    handOver();
  }
}

/** Throws UsageError for what is no file that can be read. */
export async function requireFiles(...paths: string[]): Promise<void> {
  for (const path of paths) {
    // It is read twice, which a pipe cannot do.
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) throw new UsageError(`${path} is not a file that can be read.`);
  }
}

async function opened(file: Promise<PairsFile>): Promise<PairsFile> {
  return file.catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file of pairs cannot be written (${error.code}).`);
  });
}

/** A line every few seconds, with the time left. */
function progressLines(): (doing: 'reading' | 'searching', done: number, of: number) => void {
  let phase = '';
  let began = 0;
  let last = 0;
  return (doing, done, of) => {
    const now = Date.now();
    if (phase !== doing) [phase, began, last] = [doing, now, now];
    if (now - last < 2_000) return;
    last = now;
    const left = done > 0 ? Math.ceil((((now - began) / done) * Math.max(0, of - done)) / 1000) : null;
    const what = doing === 'reading' ? 'records read' : 'reports searched';
    progress(
      `${done} of ${doing === 'reading' ? 'about ' : ''}${of} ${what}${left === null ? '' : `, about ${left} s left`}`,
    );
  };
}

export function sayWhatWasRead({ reports, records }: LinkSummary): void {
  for (const [name, { rows, unusable, ignoredColumns, warnings }] of Object.entries({ reports, records }) as [
    string,
    FileSummary,
  ][]) {
    if (ignoredColumns.length > 0)
      progress(
        `${name}: ${ignoredColumns.length} columns mean nothing here and were not read: ${ignoredColumns.join(', ')}`,
      );
    if (unusable > 0)
      progress(`${name}: ${unusable} of ${rows} rows hold nothing that can be compared; they are kept, without pairs.`);
    const counts = Object.entries(warnings).sort();
    if (counts.length > 0) progress(`${name}: ${counts.map(([code, count]) => `${code} ${count}`).join(', ')}`);
  }
}

function printSummary({ reports, records, pairs, search, seconds, cpuSeconds, priorWeight }: LinkSummary): void {
  const perReport = reports.rows === 0 ? '-' : ((cpuSeconds.searching * 1000) / reports.rows).toFixed(2);
  console.log(
    [
      `${reports.rows} reports, ${records.rows} records: ${pairs} pairs (${search} search; before anything is compared ${priorWeight} bits)`,
      `reading ${seconds.reading.toFixed(1)} s, searching ${seconds.searching.toFixed(1)} s; CPU ${cpuSeconds.reading.toFixed(1)} s and ${cpuSeconds.searching.toFixed(1)} s, ${perReport} ms a report`,
    ].join('\n'),
  );
}

function needsALook({ reports, records }: LinkSummary): boolean {
  return [reports, records].some(({ unusable, warnings }) => unusable > 0 || warnings['id.duplicate'] !== undefined);
}
