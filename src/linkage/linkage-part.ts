import {
  builtInModel,
  type CompiledRecord,
  compareRecords,
  compileRecord,
  explain,
  type Gazetteer,
  type MatchRecord,
  type Model,
  type ModelFile,
  modelForSize,
} from '../matching/index.js';
import type { LinkageHeader } from './linkage-columns.js';
import { projectGazetteer } from './project-gazetteer.js';
import { readPerson, type Warning } from './read-person.js';
import { type HowToSearch, SearchedRecords } from './searched-records.js';

/** What every part of the work is told at its start. Plain data: it goes to threads. */
export interface PartSettings {
  reports: LinkageHeader;
  records: LinkageHeader;
  search: HowToSearch;
  /** Language of explanations; null when none are asked for. */
  language: 'en' | 'ar' | null;
}

/** Rows of a file as cells. */
export interface Rows {
  /** Row number of each, as a spreadsheet counts. */
  rowNumbers: number[];
  cells: string[][];
}

export interface ReadRows {
  usable: number;
  warnings: Warning[];
}

/** What was found for some reports, one after the other. */
export interface Found {
  /** How many records each report has, then their indexes among all records and their match weights. */
  counts: Int32Array;
  records: Int32Array;
  weights: Float64Array;
  read: ReadRows;
}

/** Cells of a report, and the index of a record among all records. */
export interface AskedPair {
  report: string[];
  record: number;
}

/** One part of the records and all that is done with them, in this thread or in one of its own. */
export interface Part {
  /** @param first index of the first of them among the records of all parts */
  add(rows: Rows, first: number): Promise<ReadRows>;
  /** To be called once, when all records of all parts are added. */
  seal(file: ModelFile, records: number, expected: number): Promise<void>;
  /** The `most` best records for each of some reports. */
  search(reports: Rows, most: number): Promise<Found>;
  /** One JSON text for each pair; the records are of this part. */
  explain(pairs: AskedPair[]): Promise<string[]>;
  end(): Promise<void>;
}

/** Keeps the cells of a row in one text: a fifth of the memory. Cells never hold it: it is a control character. */
const between = '\u001f';

/** The part that works in this thread. */
export class PartHere implements Part {
  private readonly gazetteer: Gazetteer = projectGazetteer();
  private readonly searched: SearchedRecords;
  /** Index among all records of each row added. */
  private readonly indexes: number[] = [];
  private readonly texts = new Map<number, string>();
  private model: Model = builtInModel;

  constructor(private readonly settings: PartSettings) {
    this.searched = new SearchedRecords(settings.search);
  }

  async add({ rowNumbers, cells }: Rows, first: number): Promise<ReadRows> {
    const read: ReadRows = { usable: 0, warnings: [] };
    cells.forEach((row, at) => {
      const { person, usable, warnings } = readPerson(row, rowNumbers[at]!, this.settings.records, this.gazetteer);
      read.warnings.push(...warnings);
      if (!usable) return;
      read.usable += 1;
      this.searched.add(person);
      this.indexes.push(first + at);
      if (this.settings.language !== null) this.texts.set(first + at, row.join(between));
    });
    return read;
  }

  async seal(file: ModelFile, records: number, expected: number): Promise<void> {
    this.model = modelForSize(file, records, expected);
    this.searched.seal(this.model);
  }

  async search({ rowNumbers, cells }: Rows, most: number): Promise<Found> {
    const read: ReadRows = { usable: 0, warnings: [] };
    const found = cells.map((row, at) => {
      const { person, usable, warnings } = readPerson(row, rowNumbers[at]!, this.settings.reports, this.gazetteer);
      read.warnings.push(...warnings);
      if (!usable) return [];
      read.usable += 1;
      return this.searched.search(compileRecord(person), most);
    });
    const all = found.flat();
    return {
      counts: Int32Array.from(found, ({ length }) => length),
      records: Int32Array.from(all, ({ row }) => this.indexes[row]!),
      weights: Float64Array.from(all, ({ weight }) => weight),
      read,
    };
  }

  async explain(pairs: AskedPair[]): Promise<string[]> {
    const { language, reports, records } = this.settings;
    return pairs.map(({ report, record }) => {
      const asked = this.compiled(report, reports);
      const score = compareRecords(asked, this.compiled(this.texts.get(record)!.split(between), records), this.model);
      const { probabilities, matcherVersion, modelVersion } = score;
      const words = explain(score, language ?? 'en', { placeName: this.gazetteer.nameOfCode });
      return JSON.stringify({ ...words, probabilities, matcherVersion, modelVersion });
    });
  }

  async end(): Promise<void> {}

  private compiled(cells: string[], header: LinkageHeader): CompiledRecord {
    const { person }: { person: MatchRecord } = readPerson(cells, 0, header, this.gazetteer);
    return compileRecord(person);
  }
}
