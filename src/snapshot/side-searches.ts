import type { RecordSide } from '../matching/index.js';
import type { RowMarks } from './row-directory.js';
import { type AddedRow, type Question, SideSearch } from './side-search.js';

export type ToSearch =
  /** A new snapshot: whatever was added before is forgotten. */
  | { what: 'begin'; marks: Record<RecordSide, RowMarks> }
  | { what: 'add'; side: RecordSide; rows: AddedRow[] }
  | { what: 'marks'; side: RecordSide; marks: RowMarks }
  | { what: 'ask'; number: number; question: Question };

export interface FromSearch {
  number: number;
  rows: Int32Array;
}

/** Both sides of the snapshot of one thread. */
export class SideSearches {
  private sides: Record<RecordSide, SideSearch> | undefined;

  /** @returns an answer to a question */
  take(message: ToSearch): FromSearch | null {
    if (message.what === 'begin') {
      const { report, record } = message.marks;
      this.sides = { report: new SideSearch(report), record: new SideSearch(record) };
      return null;
    }
    if (!this.sides) throw new Error('Nothing to search yet');
    if (message.what === 'ask')
      return { number: message.number, rows: this.sides[message.question.side].find(message.question) };
    const side = this.sides[message.side];
    if (message.what === 'marks') side.marks = message.marks;
    else for (const row of message.rows) side.add(row);
    return null;
  }
}
