import type { RecordSide } from '../matching/index.js';
import { type Measure, modelOf } from './measure.js';
import { nobody } from './profile-content.js';
import type { RowMarks } from './row-directory.js';
import { type Found, type Question, SideSearch } from './side-search.js';
import type { SnapshotSide } from './snapshot-data.js';

export type ToSearch =
  /** A new base: whatever was added before is forgotten. */
  | { what: 'begin'; sides: Record<RecordSide, Pick<SnapshotSide, 'columns' | 'keys'> & { marks: RowMarks }> }
  /** StoredProfile.content of each row. */
  | { what: 'add'; side: RecordSide; rows: string[] }
  | { what: 'marks'; side: RecordSide; marks: RowMarks }
  /** What is scored with from now on. Works out now what the first search would: tables of the rows that are there. */
  | { what: 'measure'; measure: Measure }
  | { what: 'ask'; number: number; question: Question };

export interface FromSearch {
  number: number;
  found: Found;
}

/** What a thread says: the answer to a question, the code of the error that it met instead, or that of a row that cannot be read. */
export type FromThread = FromSearch | { number: number; failed: string } | { broken: string };

export const otherSide = (side: RecordSide): RecordSide => (side === 'report' ? 'record' : 'report');

/** Both sides of the snapshot of one thread. */
export class SideSearches {
  private sides: Record<RecordSide, SideSearch> | undefined;

  /** @param onBroken is told the error code of each row that cannot be read */
  constructor(private readonly onBroken: (code: string) => void) {}

  /** @returns an answer to a question */
  take(message: ToSearch): FromSearch | null {
    if (message.what === 'begin') {
      const { report, record } = message.sides;
      this.sides = {
        report: new SideSearch(report, report.marks, 'record'),
        record: new SideSearch(record, record.marks, 'report'),
      };
      return null;
    }
    if (!this.sides) throw new Error('Nothing to search yet');
    if (message.what === 'measure') {
      const question = { record: nobody, how: 'exact', organisation: -1, withPartners: false } as const;
      for (const side of ['report', 'record'] as const) {
        const searched = this.sides[otherSide(side)];
        searched.scoreWith(modelOf(message.measure));
        searched.find({ ...question, side });
      }
      return null;
    }
    if (message.what === 'ask')
      return { number: message.number, found: this.sides[otherSide(message.question.side)].find(message.question) };
    const side = this.sides[message.side];
    if (message.what === 'marks') side.marks = message.marks;
    else
      for (const row of message.rows) {
        const broken = side.add(row);
        if (broken !== null) this.onBroken(broken);
      }
    return null;
  }
}
