import {
  type BlockingKey,
  type CodedRecord,
  ColumnBuilder,
  candidateBits,
  KeyIndex,
  PackedColumns,
  type RecordSide,
} from '../matching/index.js';
import { GrowingKeys } from './growing-keys.js';
import { alive, type RowMarks, withPartners } from './row-directory.js';
import type { SnapshotSide } from './snapshot-data.js';

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

export interface Found {
  /** Rows that may be compared with the asker's record and share enough rare keys with it, each once. */
  rows: Int32Array;
  /** Keys that were left out because too many have them, with how many. */
  cut: { key: number; rows: number }[];
}

/** Rows that keys may bring in one search; beyond it the commonest keys bring none, and that is told. */
const mostBrought = 2_000_000;

/** The records of one side as one thread searches them: the base, and behind its rows those that came since. */
export class SideSearch {
  private readonly base: PackedColumns;
  private readonly baseKeys: KeyIndex;
  private readonly tail = new ColumnBuilder();
  private readonly tailKeys = new GrowingKeys();

  constructor(
    { columns, keys }: Pick<SnapshotSide, 'columns' | 'keys'>,
    public marks: RowMarks,
  ) {
    this.base = new PackedColumns(columns);
    this.baseKeys = new KeyIndex(keys, this.base.rows);
  }

  /** @param content StoredProfile.content. Rows are numbered in the order added, behind those of the base. */
  add(content: string): void {
    const [coded, keys] = JSON.parse(content) as [CodedRecord, number[]];
    this.tailKeys.add(this.tail.add(coded), keys);
  }

  find({ keys, ...asker }: Question): Found {
    const { rows, count, cut } = this.baseKeys.candidates(keys, { candidateBits, mostBrought });
    const behind = this.tailKeys.sharing(keys, candidateBits).map((row) => this.base.rows + row);
    const allowed = [...rows.subarray(0, count), ...behind].filter((row) => this.mayMeet(row, asker));
    return { rows: Int32Array.from(allowed), cut };
  }

  /** Records of one organisation meet; others when both sides allow partners (R3). */
  private mayMeet(row: number, asker: Asker): boolean {
    const flags = this.marks.flags[row];
    if ((flags & alive) === 0) return false;
    if (this.marks.organisations[row] === asker.organisation) return true;
    return asker.withPartners && (flags & withPartners) !== 0;
  }
}
