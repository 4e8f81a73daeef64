import {
  blockingKeys,
  type CodedRecord,
  ColumnBuilder,
  type CompiledRecord,
  candidateBits,
  codeRecord,
  compileRecord,
  currentModel,
  KeyIndex,
  type MatchRecord,
  PackedColumns,
  RecordSearch,
  type RecordSide,
} from '../matching/index.js';
import { GrowingKeys } from './growing-keys.js';
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
const least = currentModel.suggestAtMatchWeight.weak;

/** The records of one side as one thread searches them: the base, and behind its rows those that came since. */
export class SideSearch {
  private readonly base: PackedColumns;
  private readonly baseKeys: KeyIndex;
  private readonly baseSearch: RecordSearch;
  private readonly tail = new ColumnBuilder();
  private readonly tailKeys = new GrowingKeys();
  private readonly tailSearch: RecordSearch;

  /** @param asks the side on which those stand who ask */
  constructor(
    { columns, keys }: Pick<SnapshotSide, 'columns' | 'keys'>,
    public marks: RowMarks,
    private readonly asks: RecordSide,
  ) {
    this.base = new PackedColumns(columns);
    this.baseKeys = new KeyIndex(keys, this.base.rows);
    this.baseSearch = new RecordSearch(this.base, asks);
    this.tailSearch = new RecordSearch(this.tail.columns(), asks);
  }

  /**
   * @param content StoredProfile.content. Rows are numbered in the order added, behind those of the base. One that cannot be read is added as one that says
   * nothing: the numbers of later rows do not change.
   * @returns null, or the code of the error
   */
  add(content: string): string | null {
    try {
      const [coded, keys] = read(content);
      this.tailKeys.add(this.tail.add(coded), keys);
      return null;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.tail.add(saysNothing);
      return error.code;
    }
  }

  find({ record, how, ...asker }: Question): Found {
    const began = performance.now();
    const compiled = compileRecord(record);
    const { base, tail, cut } = how === 'exact' ? this.scan(compiled, asker) : this.lookUp(compiled, asker);
    const all = [...base, ...tail.map(({ row, weight }) => ({ row: this.base.rows + row, weight }))];
    return {
      rows: Int32Array.from(all, ({ row }) => row),
      weights: Float64Array.from(all, ({ weight }) => weight),
      cut,
      searched: this.base.rows + this.tail.columns().rows,
      ms: performance.now() - began,
    };
  }

  private scan(compiled: CompiledRecord, asker: Asker) {
    return {
      base: this.baseSearch.exact(compiled, { least, most, may: (row) => this.mayMeet(row, asker) }),
      tail: this.tailSearch.exact(compiled, { least, most, may: (row) => this.mayMeet(this.base.rows + row, asker) }),
      cut: [],
    };
  }

  /** The same rule for the base and the tail, so that what is found does not depend on when a record came. */
  private lookUp(compiled: CompiledRecord, asker: Asker) {
    const keys = blockingKeys(compiled, this.asks);
    const { rows, count, cut } = this.baseKeys.candidates(keys, { candidateBits, mostBrought });
    const behind = this.tailKeys.sharing(keys, candidateBits);
    const ofBase = { least, most, may: (row: number) => this.mayMeet(row, asker) };
    const ofTail = { least, most, may: (row: number) => this.mayMeet(this.base.rows + row, asker) };
    return {
      base: this.baseSearch.among(compiled, rows, count, ofBase),
      tail: this.tailSearch.among(compiled, behind, behind.length, ofTail),
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

const saysNothing = codeRecord(
  compileRecord({
    names: [],
    motherName: null,
    sex: null,
    birth: null,
    event: null,
    places: { birth: null, home: null, taken: null, held: null },
    identifiers: [],
  }),
);

class Unreadable extends Error {
  readonly code = 'profile.unreadable';
}

/** What columns are laid out from is looked at before: an error in the middle of a row would leave half of it. @throws Unreadable */
function read(content: string): [CodedRecord, number[]] {
  try {
    const read: [CodedRecord, number[]] = JSON.parse(content);
    const [{ names, mother, fields }, keys] = read;
    const whole =
      [...names, ...(mother ? [mother] : [])].every(({ parts }) =>
        parts.every(([spelling]) => typeof spelling === 'string'),
      ) &&
      Object.keys(saysNothing.fields).every((field) => typeof fields[field as keyof typeof fields] === 'string') &&
      Array.isArray(keys);
    if (whole) return read;
  } catch {
    // It has not even the shape of a profile.
  }
  throw new Unreadable();
}
