import {
  blockingKeys,
  ColumnBuilder,
  type CompiledRecord,
  candidateBits,
  compileRecord,
  KeyIndex,
  type MatchRecord,
  type Model,
  PackedColumns,
  RecordSearch,
  type RecordSide,
} from '../matching/index.js';
import { GrowingKeys } from './growing-keys.js';
import { readContent, saysNothing, Unreadable } from './profile-content.js';
import { alive, type RowMarks, withPartners } from './row-directory.js';
import type { SnapshotSide } from './snapshot-data.js';

/** `exact`: everything on the other side is scored. `indexed`: what shares enough rare keys is. */
export type HowToSearch = 'exact' | 'indexed';

/** Who asks: what its record may be compared with follows from this. */
export interface Asker {
  /** Number of its organisation. */
  organisation: number;
  withPartners: boolean;
}

export interface Question extends Asker {
  /** On which side the record stands that asks; the other is searched. */
  side: RecordSide;
  record: MatchRecord;
  how: HowToSearch;
}

export interface Found {
  /** Rows that may be compared with the asker's record and reach a band, each once, and their match weights. */
  rows: Int32Array;
  weights: Float64Array;
  /** Keys that were left out because too many have them, with how many. */
  cut: { key: number; rows: number }[];
  /** How many rows there were, and how long the search took. */
  searched: number;
  ms: number;
}

/** Rows that keys may bring in one search; beyond it the commonest keys bring none, and that is told. */
const mostBrought = 2_000_000;
/** Far more than people could look at; what falls out is the weakest. */
const most = 5_000;

/** What scores with one model. */
interface Scorer {
  /** Lowest match weight of a suggestion. */
  least: number;
  base: RecordSearch;
  tail: RecordSearch;
}

/** The records of one side as one thread searches them: the base, and behind its rows those that came since. */
export class SideSearch {
  private readonly base: PackedColumns;
  private readonly baseKeys: KeyIndex;
  private readonly tail = new ColumnBuilder();
  private readonly tailKeys = new GrowingKeys();
  private scorer: Scorer | undefined;

  /** @param asks the side on which those stand who ask */
  constructor(
    { columns, keys }: Pick<SnapshotSide, 'columns' | 'keys'>,
    public marks: RowMarks,
    private readonly asks: RecordSide,
  ) {
    this.base = new PackedColumns(columns);
    this.baseKeys = new KeyIndex(keys, this.base.rows);
  }

  /**
   * @param content StoredProfile.content. Rows are numbered in the order added, behind those of the base. One that cannot be read is added as one that says
   * nothing: the numbers of later rows do not change.
   * @returns null, or the code of the error
   */
  add(content: string): string | null {
    try {
      const [coded, keys] = readContent(content);
      this.tailKeys.add(this.tail.add(coded), keys);
      return null;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.tail.add(saysNothing);
      return error.code;
    }
  }

  /** To be said before the first search. Another model comes once in months, and only its weights are worked out anew. */
  scoreWith(model: Model): void {
    this.scorer = {
      least: model.suggestAtMatchWeight.weak,
      base: new RecordSearch(this.base, this.asks, model),
      tail: new RecordSearch(this.tail.columns(), this.asks, model),
    };
  }

  find({ record, how, ...asker }: Question): Found {
    const began = performance.now();
    const compiled = compileRecord(record);
    if (!this.scorer) throw new Error('Nothing to score with yet');
    const { base, tail, cut } =
      how === 'exact' ? this.scan(this.scorer, compiled, asker) : this.lookUp(this.scorer, compiled, asker);
    const all = [...base, ...tail.map(({ row, weight }) => ({ row: this.base.rows + row, weight }))];
    return {
      rows: Int32Array.from(all, ({ row }) => row),
      weights: Float64Array.from(all, ({ weight }) => weight),
      cut,
      searched: this.base.rows + this.tail.columns().rows,
      ms: performance.now() - began,
    };
  }

  private scan({ least, base, tail }: Scorer, compiled: CompiledRecord, asker: Asker) {
    return {
      base: base.exact(compiled, { least, most, may: (row) => this.mayMeet(row, asker) }),
      tail: tail.exact(compiled, { least, most, may: (row) => this.mayMeet(this.base.rows + row, asker) }),
      cut: [],
    };
  }

  /** The same rule for the base and the tail, so that what is found does not depend on when a record came. */
  private lookUp({ least, base, tail }: Scorer, compiled: CompiledRecord, asker: Asker) {
    const keys = blockingKeys(compiled, this.asks);
    const { rows, count, cut } = this.baseKeys.candidates(keys, { candidateBits, mostBrought });
    const behind = this.tailKeys.sharing(keys, candidateBits);
    const ofBase = { least, most, may: (row: number) => this.mayMeet(row, asker) };
    const ofTail = { least, most, may: (row: number) => this.mayMeet(this.base.rows + row, asker) };
    return {
      base: base.among(compiled, rows, count, ofBase),
      tail: tail.among(compiled, behind, behind.length, ofTail),
      cut,
    };
  }

  /** Records of one organisation meet; others when both sides allow partners (R3). */
  private mayMeet(row: number, asker: Asker): boolean {
    const flags = this.marks.flags[row];
    if ((flags & alive) === 0) return false;
    if (this.marks.organisations[row] === asker.organisation) return true;
    return asker.withPartners && (flags & withPartners) !== 0;
  }
}
