import { comparedFields } from '../compare-records.js';
import { byField } from './by-field.js';
import type { CodedName, CodedRecord } from './coded-record.js';
import type { Columns, ValueColumn } from './column-data.js';
import { GrowingNames } from './growing-names.js';
import { GrowingNumbers } from './growing-numbers.js';
import { GrowingParts } from './growing-parts.js';
import { GrowingRowsOfParts } from './rows-of-parts.js';
import { GrowingSpellings } from './spelling-dictionary.js';
import { GrowingTexts } from './value-dictionary.js';

/** Lays records out as columns, one behind the other. Nothing is read anew: spellings and values are only given their ids. */
export class ColumnBuilder {
  private count = 0;
  private readonly names = new GrowingNames();
  private readonly mothers = new GrowingNames();
  private readonly rowsOfParts = { names: new GrowingRowsOfParts(), mothers: new GrowingRowsOfParts() };
  private readonly parts = new GrowingParts();
  private readonly spellings = new GrowingSpellings();
  private readonly fields = byField(() => new GrowingColumn());
  private readonly view: Columns;

  constructor() {
    const { names, mothers, rowsOfParts, parts, spellings, fields } = this;
    const rows = (): number => this.count;
    this.view = {
      get rows() {
        return rows();
      },
      names,
      mothers,
      rowsOfParts,
      together: null,
      parts,
      spellings,
      fields,
    };
  }

  /** Adds a record behind the others. @returns its row */
  add({ names, mother, fields }: CodedRecord): number {
    for (const name of names) this.addName('names', name);
    this.names.endRow();
    if (mother) this.addName('mothers', mother);
    this.mothers.endRow();
    for (const field of comparedFields) this.fields[field].add(fields[field]);
    this.count += 1;
    return this.count - 1;
  }

  /** A live view: it has every row that was added, also later. Its arrays are replaced as they grow: take them from it anew after adding. */
  columns(): Columns {
    return this.view;
  }

  private addName(whose: 'names' | 'mothers', { told, sure, parts }: CodedName): void {
    for (let at = 0; at < parts.length; at++) {
      const [spelling, role] = parts[at]!;
      const part = this.parts.idOf(this.spellings.idOf(spelling), role);
      this[whose].addPart(part);
      this.rowsOfParts[whose].add(this.count, part);
    }
    this[whose].endName(told, sure);
  }
}

/** One field of a column that grows by rows. */
class GrowingColumn implements ValueColumn {
  private readonly idsOf = new GrowingNumbers(new Int32Array(0));
  readonly values = new GrowingTexts();

  constructor() {
    this.values.idOf('');
  }

  get ids(): Int32Array {
    return this.idsOf.values;
  }

  add(text: string): void {
    this.idsOf.push(text === '' ? 0 : this.values.idOf(text));
  }
}
