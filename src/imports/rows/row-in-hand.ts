import type { FieldError } from '../../errors.js';
import type { Cell, Row } from '../../partner-files/index.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { RowPlan } from '../understood.js';
import { meansNothing } from './known-words.js';
import type { ColumnsByField, MappedColumn } from './mapped-columns.js';
import { type RowProblemCode, rowProblems } from './row-problems.js';
import { writtenIn } from './written-cell.js';

/** What was found about a value, before it is known in which row it stands. */
export interface Remark {
  code: string;
  message: string;
}

export const remarkOf = (code: RowProblemCode): Remark => ({ code, message: rowProblems[code].message });

const weight: Record<RowPlan, number> = { ready: 0, held: 1, rejected: 2 };

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

  /** Of a field that may repeat the first. */
  cell(field: ImportField): Cell | undefined {
    const column = this.columns.get(field)?.[0];
    return column && this.row.cells[column.index];
  }

  /** As written in each of its columns, without blank cells. */
  texts(field: ImportField): string[] {
    return (this.columns.get(field) ?? []).flatMap(({ index }) => writtenIn(this.row.cells[index]) ?? []);
  }

  /** As written, or null when the column is absent or the cell blank. Of several columns one below the other. */
  text(field: ImportField): string | null {
    const columns = this.columns.get(field);
    if (columns === undefined) return null;
    if (columns.length === 1) return writtenIn(this.row.cells[columns[0].index]);
    return this.texts(field).join('\n') || null;
  }

  /** As written, or null when the source says that it does not know. */
  known(field: ImportField): string | null {
    const text = this.text(field);
    if (text === null || meansNothing(text)) return null;
    return this.tooLong.size > 0 && this.tooLong.has(field) ? null : text;
  }

  /** @param at the field, or the very column of a field that may have several */
  say(at: ImportField | MappedColumn | null, code: RowProblemCode): void {
    const { plan } = rowProblems[code];
    if (weight[plan] > weight[this.plan]) this.plan = plan;
    this.remark(at, remarkOf(code));
  }

  /** A warning with words of its own. */
  remark(at: ImportField | MappedColumn | null, { code, message }: Remark): void {
    const problem: FieldError = { row: this.row.rowNumber, code, message };
    if (at !== null) problem.column = typeof at === 'string' ? (this.columns.get(at)?.[0].name ?? at) : at.name;
    this.problems.push(problem);
  }
}
