import type { Warning } from './read-person.js';

/** The ids of the rows of one file, in their order, and which of them are there more than once. */
export class Ids {
  readonly all: string[] = [];
  /** Most rows that share an id. */
  mostOfOne = 1;
  private readonly firstRow = new Map<string, number>();
  private readonly again = new Map<string, number>();

  /** @returns a warning for an id that is missing (the row number stands in) or was there before */
  add(written: string, row: number): Warning | null {
    const id = written.trim() === '' ? `row-${row}` : written.trim();
    this.all.push(id);
    if (written.trim() === '') return { row, column: 'id', code: 'id.missing', value: '' };
    const first = this.firstRow.get(id);
    if (first === undefined) {
      this.firstRow.set(id, row);
      return null;
    }
    const times = (this.again.get(id) ?? 1) + 1;
    this.again.set(id, times);
    this.mostOfOne = Math.max(this.mostOfOne, times);
    return { row, column: 'id', code: 'id.duplicate', value: `${id} (first in row ${first})` };
  }

  /** The indexes of the rows of each id, in the order in which ids first appear. */
  groups(): number[][] {
    if (this.mostOfOne === 1) return this.all.map((_, at) => [at]);
    const rowsOf = new Map<string, number[]>();
    this.all.forEach((id, at) => {
      const rows = rowsOf.get(id);
      if (rows) rows.push(at);
      else rowsOf.set(id, [at]);
    });
    return [...rowsOf.values()];
  }
}
