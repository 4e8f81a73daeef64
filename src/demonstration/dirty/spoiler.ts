import type { Places } from '../places.js';
import type { Random } from '../random.js';
import { wordsOf } from '../words.js';
import type { DirtyColumn } from './columns.js';
import type { DirtyCell, Draft, OddityName } from './draft.js';

/** One way in which rows go wrong. */
export interface Spoiler {
  name: OddityName;
  /** Share of the rows. */
  share: number;
  /** Spoils the row, or says that this row gives no occasion. Marks every column that it changes. */
  spoil(row: Draft, desk: Desk): boolean;
}

/** What a spoiler has at hand. */
export class Desk {
  constructor(
    readonly random: Random,
    readonly columns: readonly DirtyColumn[],
    readonly places: Places,
    readonly workbook: boolean,
    /** Of the day 1970-01-01 in the workbook's system of dates. */
    readonly serialOfEpoch: number,
    /** All rows, in the order of the file. */
    readonly drafts: readonly Draft[],
  ) {}

  at(field: DirtyColumn['field']): number {
    return this.columns.findIndex((column) => column.field === field);
  }

  /** The column of the whole name, or of the given name. */
  get nameAt(): number {
    return Math.max(this.at('full_name'), this.at('given_name'));
  }

  get allNamesAt(): number[] {
    const names: DirtyColumn['field'][] = ['full_name', 'given_name', 'father_name', 'grandfather_name', 'family_name'];
    return names.map((field) => this.at(field)).filter((at) => at >= 0);
  }

  word(kind: string, row: Draft): string {
    return this.random.pick(wordsOf(kind, row.clerk.script));
  }

  /** Puts a cell where nothing was spoilt yet. */
  put(row: Draft, at: number, cell: DirtyCell): boolean {
    if (at < 0 || row.touched.has(at)) return false;
    row.cells[at] = cell;
    row.touched.add(at);
    return true;
  }

  /** Changes a text that is not empty and that nothing was done to. */
  change(row: Draft, at: number, how: (text: string) => string): boolean {
    const cell = row.cells[at];
    if (typeof cell !== 'string' || cell === '') return false;
    const changed = how(cell);
    return changed !== cell && this.put(row, at, changed);
  }
}
