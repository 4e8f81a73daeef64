import { FileProblem } from './file-problem.js';
import type { MergedCells } from './find-headings.js';
import { limits } from './limits.js';
import type { RowProblem } from './problem-codes.js';
import type { Cell } from './reading.js';
import { sheetCell } from './sheet-cell.js';
import { ItemText, unescaped } from './sheet-text.js';
import type { Workbook } from './workbook.js';
import type { XmlElement, XmlReader } from './xml-pieces.js';

export interface SheetRow {
  rowNumber: number;
  cells: Cell[];
  hidden: boolean;
  problem?: RowProblem;
}

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** Puts the rows of a sheet together from the marks of its XML. Finished rows wait in `finished` until they are fetched. */
export class SheetRows implements XmlReader {
  readonly finished: SheetRow[] = [];
  /** Known only when all rows were read: they stand at the end of the sheet. */
  readonly merged: MergedCells[] = [];
  mergedCount = 0;
  private row: SheetRow | null = null;
  private rowNumber = 0;
  private index = -1;
  private type = 'n';
  private style = 0;
  private value: string | null = null;
  private formula: string | null = null;
  private inside: 'value' | 'formula' | 'inline' | null = null;
  private readonly inline = new ItemText();

  constructor(private readonly workbook: Workbook) {}

  open(element: XmlElement): void {
    const { name } = element;
    if (this.inside === 'inline') this.inline.open(element);
    else if (name === 'row') this.openRow(element);
    else if (name === 'c' && this.row) this.openCell(element);
    else if (name === 'mergeCell') this.addMerged(element.attribute('ref') ?? '');
    else if (this.index >= 0 && name === 'v') this.inside = 'value';
    else if (this.index >= 0 && name === 'f') {
      this.inside = 'formula';
      this.formula = '';
    } else if (this.index >= 0 && name === 'is') this.inside = 'inline';
  }

  text(text: string): void {
    if (this.inside === 'value') this.value = (this.value ?? '') + text;
    else if (this.inside === 'formula') this.formula += text;
    else if (this.inside === 'inline') this.inline.add(text);
  }

  close(name: string): void {
    if (name === 'is' || name === 'v' || name === 'f') {
      if (name === 'is' && this.inside === 'inline') this.value = this.inline.take();
      this.inside = null;
    } else if (this.inside === 'inline') this.inline.close(name);
    else if (name === 'c' && this.row && this.index >= 0) this.closeCell(this.row);
    else if (name === 'row' && this.row) {
      this.finished.push(this.row);
      this.row = null;
    }
  }

  private openRow(element: XmlElement): void {
    const said = element.attribute('r');
    const rowNumber = said === undefined ? this.rowNumber + 1 : Number(said);
    if (!Number.isInteger(rowNumber) || rowNumber <= this.rowNumber || rowNumber > lastRow) {
      throw new FileProblem('file.sheet_damaged', { row: this.rowNumber + 1 });
    }
    this.rowNumber = rowNumber;
    this.row = { rowNumber, cells: [], hidden: /^(1|true)$/.test(element.attribute('hidden') ?? '') };
    this.index = -1;
    this.next = 0;
  }

  private next = 0;

  private openCell(element: XmlElement): void {
    const said = element.attribute('r');
    const index = said === undefined ? this.next : columnIndex(said);
    if (index < 0 || index >= lastColumn) throw new FileProblem('file.sheet_damaged', { row: this.rowNumber });
    this.index = index;
    this.next = index + 1;
    this.type = element.attribute('t') ?? 'n';
    this.style = Number(element.attribute('s') ?? 0);
    this.value = null;
    this.formula = null;
  }

  private closeCell(row: SheetRow): void {
    const { index } = this;
    this.index = -1;
    if (this.value === null && this.formula === null) return;
    if (index >= limits.columns) row.problem ??= 'row.too_many_columns';
    else {
      if (row.cells[index] !== undefined && row.cells[index] !== empty) row.problem ??= 'row.cell_twice';
      while (row.cells.length < index) row.cells.push(empty);
      row.cells[index] = this.cell();
    }
  }

  private cell(): Cell {
    const raw = this.value ?? '';
    const cell = sheetCell(raw, this.type, this.style, this.workbook);
    if (cell === null) throw new FileProblem('file.sheet_damaged', { row: this.rowNumber });
    if (this.formula === null) return cell;
    const flags = new Set(cell.flags).add('formula');
    if (this.value === null) flags.add('no_result');
    return { ...cell, formula: unescaped(this.formula), flags: [...flags] };
  }

  private addMerged(ref: string): void {
    const found = /^([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})$/.exec(ref);
    this.mergedCount++;
    if (!found || this.merged.length >= 1_000) return;
    const [top, bottom] = [found[1], found[2]].map((cell) => Number(cell.replace(/^[A-Z]+/, '')));
    this.merged.push({ top, bottom, left: columnIndex(found[1]), right: columnIndex(found[2]) });
  }
}

const empty: Cell = { raw: '' };
/** From a reference such as "AB12"; -1 if it is none. */
function columnIndex(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) return -1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
