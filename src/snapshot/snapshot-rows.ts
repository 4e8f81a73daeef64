import { matcherVersion, type RecordSide } from '../matching/index.js';
import { directoryOf } from './base.js';
import type { Measure } from './measure.js';
import type { RowDirectory } from './row-directory.js';
import type { SearchThreads } from './search-threads.js';
import type { Found, Question } from './side-search.js';
import { otherSide } from './side-searches.js';
import type { SnapshotData } from './snapshot-data.js';
import type { ChangedProfile } from './stored-profiles.js';

/** Somebody on the other side. */
export interface Hit {
  recordId: string;
  /** In bits, as compareRecords gives it. */
  matchWeight: number;
}

/** Which record each row of the snapshot is. Tells the search threads of whatever is added. */
export class SnapshotRows {
  private readonly organisations: Map<string, number>;
  private readonly sides: Record<RecordSide, RowDirectory>;

  constructor(
    { organisations, sides: { report, record } }: SnapshotData,
    private readonly threads: SearchThreads,
  ) {
    this.organisations = new Map(organisations.map((id, number) => [id, number]));
    this.sides = { report: directoryOf(report), record: directoryOf(record) };
    this.base = this.sides.report.count + this.sides.record.count;
    this.threads.tell({
      what: 'begin',
      sides: {
        report: { columns: report.columns, keys: report.keys, marks: this.sides.report.marks },
        record: { columns: record.columns, keys: record.keys, marks: this.sides.record.marks },
      },
    });
  }

  /** Rows of the base, and those that came since, also where they are no longer alive. */
  readonly base: number;
  get tail(): number {
    return this.sides.report.count + this.sides.record.count - this.base;
  }

  /** In the order of the changes of each record. A profile of another matcher is none: its record is due, and its own job makes and compares it anew. */
  take(changed: readonly ChangedProfile[]): void {
    const added: Record<RecordSide, string[]> = { report: [], record: [] };
    for (const profile of changed) {
      this.remove(profile.recordId);
      if (profile.side === null || profile.matcherVersion !== matcherVersion) continue;
      const { side, recordId, organisationId, withPartners, content } = profile;
      const grew = this.sides[side].add(recordId, this.organisation(organisationId), withPartners);
      if (grew) this.threads.tell({ what: 'marks', side, marks: this.sides[side].marks });
      added[side].push(content);
    }
    for (const side of ['report', 'record'] as const)
      if (added[side].length > 0) this.threads.tell({ what: 'add', side, rows: added[side] });
  }

  /** What every search from now on scores with. Told before, so that none has to wait for what the first one works out. */
  scoreWith(measure: Measure): void {
    this.threads.tell({ what: 'measure', measure });
  }

  /** Number of an organisation; one that was never met gets the next. */
  organisation(id: string): number {
    let number = this.organisations.get(id);
    if (number === undefined) {
      number = this.organisations.size;
      this.organisations.set(id, number);
    }
    return number;
  }

  /** To be called in the same turn of the event loop in which the snapshot was got: then no other has begun in the threads. */
  async search(question: Question): Promise<{ hits: Hit[]; found: Found }> {
    const found = await this.threads.ask(question);
    const directory = this.sides[otherSide(question.side)];
    const hits: Hit[] = [];
    found.rows.forEach((row, at) => {
      // It may have died meanwhile.
      if (directory.isAlive(row)) hits.push({ recordId: directory.id(row), matchWeight: found.weights[at] });
    });
    return { hits, found };
  }

  /** Rows that a search of one side goes through. */
  rowsOf(side: RecordSide): number {
    return this.sides[side].count;
  }

  /** Records of one side, taken by chance, each once. */
  sample(side: RecordSide, size: number, chance: (below: number) => number): { id: string; organisationId: string }[] {
    const directory = this.sides[side];
    const alive: number[] = [];
    for (let row = 0; row < directory.count; row++) if (directory.isAlive(row)) alive.push(row);
    const taken = Math.min(size, alive.length);
    for (let at = 0; at < taken; at++) {
      const other = at + chance(alive.length - at);
      [alive[at], alive[other]] = [alive[other], alive[at]];
    }
    const organisations = [...this.organisations.keys()];
    return alive
      .slice(0, taken)
      .map((row) => ({ id: directory.id(row), organisationId: organisations[directory.marks.organisations[row]] }));
  }

  private remove(recordId: string): void {
    for (const directory of Object.values(this.sides)) {
      const row = directory.rowOf(recordId);
      if (row >= 0) directory.kill(row);
    }
  }
}
