import { setImmediate } from 'node:timers/promises';

import {
  type Band,
  bandOf,
  calibratedProbability,
  type Model,
  type ModelFile,
  modelForSize,
  trueRecordsPerReport,
} from '../matching/index.js';
import { countLines } from './count-lines.js';
import { Ids } from './ids.js';
import { type LinkageHeader, linkageColumns } from './linkage-columns.js';
import { type Found, type Part, PartHere, type PartSettings, type ReadRows, type Rows } from './linkage-part.js';
import { bestOfParts, type FoundPair } from './merge-found.js';
import { PartInThread } from './part-in-thread.js';
import { openTable, type TableRow } from './read-table.js';
import type { HowToSearch } from './searched-records.js';
import { type InputFile, Warnings } from './warnings-file.js';

/** Pairs that the exact search may look at before `auto` takes the index: some minutes on one core. */
export const mostPairsExact = 2e7;
/** Rows that go to a part at a time, and reports that are searched at a time. */
const rowsAtOnce = 2_000;
const reportsAtOnce = 64;
/** Handed to each part before the answer to the first of them is waited for. */
const ahead = 2;
/** Of so many rows with one id the list of a report may hold all; of more the rest may push out others. */
const mostCopies = 8;

export interface LinkOptions {
  reports: string;
  records: string;
  /** Where warnings go with their values; null = they are only counted. */
  warnings: string | null;
  search: HowToSearch | 'auto';
  top: number;
  threads: number;
  explain: 'en' | 'ar' | null;
  model: ModelFile;
  /** True records that a report has on average; null = as where the model was estimated. */
  expected: number | null;
}

export interface LinkedRecord {
  recordId: string;
  matchWeight: number;
  probability: number;
  band: Band | null;
  explanation: string | null;
}

export interface LinkSummary {
  reports: FileSummary;
  records: FileSummary;
  search: HowToSearch;
  pairs: number;
  expected: number;
  priorWeight: number;
  modelVersion: string;
  seconds: { reading: number; searching: number };
  /** Of all threads. */
  cpuSeconds: { reading: number; searching: number };
}

export interface FileSummary {
  rows: number;
  /** Rows with nothing in them that could be compared. */
  unusable: number;
  ignoredColumns: string[];
  /** How many of each code. */
  warnings: Record<string, number>;
}

export interface Listener {
  /** The records of one report, the best first. Called once for each report id, in the order of the file. */
  linked(reportId: string, records: LinkedRecord[]): Promise<void>;
  progress(doing: 'reading' | 'searching', done: number, of: number): void;
  says(text: string): void;
}

/**
 * Compares every report of one file with the records of another. The records are divided among threads; every report goes to each of them, and the best of all are
 * put together, so the number of threads changes nothing in what is found.
 * @param asked ends the work between two steps
 * @throws TableError and Problem for files that cannot be read, the reason of `asked` when it is aborted
 */
export async function link(options: LinkOptions, listener: Listener, asked: AbortSignal): Promise<LinkSummary> {
  const warnings = await Warnings.to(options.warnings);
  const parts: Part[] = [];
  try {
    return await new Linkage(options, listener, asked, warnings, parts).run();
  } finally {
    await Promise.all(parts.map((part) => part.end()));
    await warnings.close();
  }
}

class Linkage {
  private readonly ids: Record<InputFile, Ids> = { reports: new Ids(), records: new Ids() };
  private readonly unusable: Record<InputFile, number> = { reports: 0, records: 0 };
  private readonly ignored: Record<InputFile, string[]> = { reports: [], records: [] };
  private readonly reports: Rows = { rowNumbers: [], cells: [] };

  constructor(
    private readonly options: LinkOptions,
    private readonly listener: Listener,
    private readonly asked: AbortSignal,
    private readonly warnings: Warnings,
    private readonly parts: Part[],
  ) {}

  async run(): Promise<LinkSummary> {
    const { options } = this;
    const started = now();
    const search = await this.readFiles();
    const records = Math.max(1, this.ids.records.all.length);
    const expected = options.expected ?? trueRecordsPerReport(options.model);
    const model = modelForSize(options.model, records, expected);
    await Promise.all(this.parts.map((part) => part.seal(options.model, records, expected)));
    const read = now();
    const pairs = await this.searchAll(model);
    const searched = now();
    return {
      reports: this.summaryOf('reports'),
      records: this.summaryOf('records'),
      search,
      pairs,
      expected,
      priorWeight: model.priorWeight,
      modelVersion: model.version,
      seconds: { reading: read.wall - started.wall, searching: searched.wall - read.wall },
      cpuSeconds: { reading: read.cpu - started.cpu, searching: searched.cpu - read.cpu },
    };
  }

  /** Reads the reports into memory and the records into the parts. */
  private async readFiles(): Promise<HowToSearch> {
    const { options, listener, ids } = this;
    const reports = await openTable(options.reports, linkageColumns);
    for await (const rows of inBatches(reports.rows, rowsAtOnce)) {
      await this.keepIds('reports', rows, reports.header);
      for (const number of rows.rowNumbers) this.reports.rowNumbers.push(number);
      for (const cells of rows.cells) this.reports.cells.push(cells);
    }
    const about = await countLines(options.records);
    const search = options.search === 'auto' ? this.chooseSearch(about) : options.search;
    const records = await openTable(options.records, linkageColumns);
    const settings = { reports: reports.header, records: records.header, search, language: options.explain };
    this.startParts(settings);
    const inHand = new InHand(ahead * this.parts.length);
    let batch = 0;
    for await (const rows of inBatches(records.rows, rowsAtOnce)) {
      const first = ids.records.all.length;
      await this.keepIds('records', rows, records.header);
      const part = this.parts[batch++ % this.parts.length]!;
      await inHand.add(part.add(rows, first).then((read) => this.keepReading('records', read, rows.cells.length)));
      listener.progress('reading', first, about);
      await breathe(this.asked);
    }
    await inHand.all();
    this.ignored.reports = reports.header.ignored;
    this.ignored.records = records.header.ignored;
    return search;
  }

  private startParts(settings: PartSettings): void {
    if (this.options.threads === 1) this.parts.push(new PartHere(settings));
    else for (let at = 0; at < this.options.threads; at++) this.parts.push(new PartInThread(settings));
  }

  private chooseSearch(records: number): HowToSearch {
    const pairs = this.reports.cells.length * records;
    const search = pairs <= mostPairsExact ? 'exact' : 'indexed';
    const why = {
      exact: 'every pair is looked at',
      indexed: 'pairs are found by keys that both share (--search exact looks at every pair)',
    };
    this.listener.says(`About ${pairs.toPrecision(2)} pairs: ${why[search]}.`);
    return search;
  }

  private async keepIds(file: InputFile, rows: Rows, header: LinkageHeader): Promise<void> {
    const place = header.places.id ?? -1;
    const found = rows.cells.flatMap((cells, at) => this.ids[file].add(cells[place] ?? '', rows.rowNumbers[at]!) ?? []);
    await this.warnings.add(file, found);
  }

  private async keepReading(file: InputFile, { usable, warnings }: ReadRows, rows: number): Promise<void> {
    this.unusable[file] += rows - usable;
    await this.warnings.add(file, warnings);
  }

  /** @returns number of pairs */
  private async searchAll(model: Model): Promise<number> {
    const groups = this.ids.reports.groups();
    // An id of several records is listed once, so that more are asked for.
    const most = this.options.top * Math.min(this.ids.records.mostOfOne, mostCopies);
    const inHand: { groups: number[][]; found: Promise<Found[]> }[] = [];
    let pairs = 0;
    let done = 0;
    const finish = async (): Promise<void> => {
      const { groups: these, found } = inHand.shift()!;
      pairs += await this.tell(these, await found, model);
      done += these.length;
      this.listener.progress('searching', done, groups.length);
      await breathe(this.asked);
    };
    for (let at = 0; at < groups.length; at += reportsAtOnce) {
      const these = groups.slice(at, at + reportsAtOnce);
      const rows = rowsAt(this.reports, these.flat());
      const found = Promise.all(this.parts.map((part) => part.search(rows, most)));
      // Waited for in turn; a failure meanwhile is met then.
      found.catch(() => undefined);
      inHand.push({ groups: these, found });
      if (inHand.length >= ahead) await finish();
    }
    while (inHand.length > 0) await finish();
    return pairs;
  }

  /** Puts together what the parts found for some reports (several rows where an id is there more than once). */
  private async tell(groups: number[][], found: Found[], model: Model): Promise<number> {
    await this.keepReading('reports', found[0]!.read, groups.flat().length);
    const { top, explain } = this.options;
    const ids = this.ids.records.all;
    let pairs = 0;
    for (const [at, best] of bestOfParts(groups, found, top, (record) => ids[record]!).entries()) {
      const explanations = explain === null ? null : await this.explain(best);
      const linked = best.map(({ record, weight }, rank) => ({
        recordId: ids[record]!,
        matchWeight: weight,
        probability: calibratedProbability(weight, model.calibration),
        band: bandOf(weight, model),
        explanation: explanations?.[rank] ?? null,
      }));
      await this.listener.linked(this.ids.reports.all[groups[at]![0]!]!, linked);
      pairs += linked.length;
    }
    return pairs;
  }

  private async explain(best: readonly FoundPair[]): Promise<string[]> {
    const explanations: string[] = [];
    const { parts } = this;
    const partOf = (record: number): Part => parts[Math.floor(record / rowsAtOnce) % parts.length]!;
    await Promise.all(
      parts.map(async (part) => {
        const places = [...best.keys()].filter((at) => partOf(best[at]!.record) === part);
        const asked = places.map((at) => [this.reports.cells[best[at]!.report]!, best[at]!.record] as const);
        const answers =
          asked.length === 0 ? [] : await part.explain(asked.map(([cells, record]) => ({ report: cells, record })));
        places.forEach((at, index) => {
          explanations[at] = answers[index]!;
        });
      }),
    );
    return explanations;
  }

  private summaryOf(file: InputFile): FileSummary {
    return {
      rows: this.ids[file].all.length,
      unusable: this.unusable[file],
      ignoredColumns: this.ignored[file],
      warnings: this.warnings.counts[file],
    };
  }
}

/** Promises that are waited for in turn when there are too many of them. */
class InHand {
  private readonly promises: Promise<void>[] = [];

  constructor(private readonly most: number) {}

  async add(promise: Promise<void>): Promise<void> {
    // Waited for in turn; a failure meanwhile is met then.
    promise.catch(() => undefined);
    this.promises.push(promise);
    if (this.promises.length >= this.most) await this.promises.shift();
  }

  async all(): Promise<void> {
    await Promise.all(this.promises);
  }
}

/** Lets signals and other work in, and ends here if the end was asked for. */
async function breathe(asked: AbortSignal): Promise<void> {
  await setImmediate();
  asked.throwIfAborted();
}

async function* inBatches(rows: AsyncIterable<TableRow>, size: number): AsyncGenerator<Rows> {
  let batch: Rows = { rowNumbers: [], cells: [] };
  for await (const { rowNumber, cells } of rows) {
    batch.rowNumbers.push(rowNumber);
    batch.cells.push(cells);
    if (batch.cells.length < size) continue;
    yield batch;
    batch = { rowNumbers: [], cells: [] };
  }
  if (batch.cells.length > 0) yield batch;
}

function rowsAt({ rowNumbers, cells }: Rows, indexes: number[]): Rows {
  return { rowNumbers: indexes.map((at) => rowNumbers[at]!), cells: indexes.map((at) => cells[at]!) };
}

function now(): { wall: number; cpu: number } {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}
