import type { FieldError } from '../../errors.js';
import type { Cell, Row } from '../../partner-files/index.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { RowPlan } from '../understood.js';
import { meansNothing } from './known-words.js';
import type { MappedColumn } from './mapped-columns.js';
import { type RowProblemCode, rowProblems } from './row-problems.js';
import { writtenIn } from './written-cell.js';

/** What was found about a value, before it is known in which row it stands. */
export interface Remark {
  code: string;
  message: string;
}

export const remarkOf = (code: RowProblemCode): Remark => ({ code, message: rowProblems[code].message });

const weight: Record<RowPlan, number> = { ready: 0, held: 1, rejected: 2 };

/** The columns of an import by field. */
export type ColumnsByField = ReadonlyMap<ImportField, MappedColumn>;

/** One row while it is read: its cells by field, and what was said of it so far. */
export class RowInHand {
  readonly problems: FieldError[] = [];
  /** Fields whose value does not fit them. */
  readonly misfits: ImportField[] = [];
  /** Fields whose text is too long to be read. */
  readonly tooLong = new Set<ImportField>();
  plan: RowPlan = 'ready';

  constructor(
    readonly row: Row,
    readonly columns: ColumnsByField,
  ) {}

  cell(field: ImportField): Cell | undefined {
    const column = this.columns.get(field);
    return column && this.row.cells[column.index];
  }

  /** As written, or null when the column is absent or the cell blank. */
  text(field: ImportField): string | null {
    return writtenIn(this.cell(field));
  }

  /** As written, or null when the source says that it does not know. */
  known(field: ImportField): string | null {
    const text = this.text(field);
    if (text === null || meansNothing(text)) return null;
    return this.tooLong.size > 0 && this.tooLong.has(field) ? null : text;
  }

  say(field: ImportField | null, code: RowProblemCode): void {
    const { plan } = rowProblems[code];
    if (weight[plan] > weight[this.plan]) this.plan = plan;
    this.remark(field, remarkOf(code));
  }

  /** A warning with words of its own. */
  remark(field: ImportField | null, { code, message }: Remark): void {
    const problem: FieldError = { row: this.row.rowNumber, code, message };
    if (field !== null) problem.column = this.columns.get(field)?.name ?? field;
    this.problems.push(problem);
  }
}
