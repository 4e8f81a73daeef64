import {
  type BlockingKey,
  type CodedRecord,
  ColumnBuilder,
  candidateBits,
  type RecordSide,
} from '../matching/index.js';
import { GrowingKeys } from './growing-keys.js';
import { alive, type RowMarks, withPartners } from './row-directory.js';

/** A record that is added: a CodedRecord as JSON, and its keys. Rows are numbered in the order added. */
export interface AddedRow {
  coded: string;
  keys: number[];
}

/** Who asks: what its record may be compared with follows from this. */
export interface Asker {
  /** Number of its organisation. */
  organisation: number;
  withPartners: boolean;
}

export interface Question extends Asker {
  /** The side that is searched. */
  side: RecordSide;
  keys: BlockingKey[];
}

/** The records of one side as one thread searches them. */
export class SideSearch {
  private readonly tail = new ColumnBuilder();
  private readonly tailKeys = new GrowingKeys();

  constructor(public marks: RowMarks) {}

  add({ coded, keys }: AddedRow): void {
    const row = this.tail.add(JSON.parse(coded) as CodedRecord);
    this.tailKeys.add(row, keys);
  }

  /** @returns rows that may be compared with the asker's record and share enough rare keys with it. */
  find({ keys, ...asker }: Question): Int32Array {
    return Int32Array.from(this.tailKeys.sharing(keys, candidateBits).filter((row) => this.mayMeet(row, asker)));
  }

  /** Records of one organisation meet; others when both sides allow partners (R3). */
  private mayMeet(row: number, asker: Asker): boolean {
    const flags = this.marks.flags[row];
    if ((flags & alive) === 0) return false;
    if (this.marks.organisations[row] === asker.organisation) return true;
    return asker.withPartners && (flags & withPartners) !== 0;
  }
}
