import type { Column, Format, Reading, Row, Summary } from '../../partner-files/index.js';
import { withoutGuard } from '../../workbooks/index.js';
import { isAddedColumn } from '../files/added-columns.js';
import type { Mapping } from '../mapping/mapping.js';
import { makeRowReader, type RowContext, type RowReader } from '../rows/make-row-reader.js';
import { type RowIdentity, rowIdentities } from '../rows-identity.js';
import { storableText } from '../storable-json.js';
import { type StagedRow, stagedRejection, stagedRow } from './staged-row.js';

/** What of a file is to be staged, reading for reading, and what is counted on the way. */
export class FileReader {
  columns: Column[] = [];
  /** Cells with text, by column. */
  readonly filled: number[] = [];
  end: Summary | undefined;
  /** We gave this file out ourselves, with apostrophes where a spreadsheet would have run something. */
  private givenBack = false;
  private read: RowReader | undefined;
  private identify: ((cells: Parameters<ReturnType<typeof rowIdentities>>[0]) => RowIdentity) | undefined;

  /** @param last rows up to this one are staged already: they are counted and passed over */
  constructor(
    private readonly mapping: Mapping,
    private readonly context: RowContext,
    private readonly format: Format,
    private readonly last: number,
  ) {}

  take(reading: Reading): StagedRow | null {
    switch (reading.kind) {
      case 'columns':
        // A person mapped the headings as they are stored.
        this.columns = reading.columns.map((column) => ({ ...column, heading: storableText(column.heading) }));
        this.givenBack = this.format === 'csv' && this.columns.some(({ heading }) => isAddedColumn(heading));
        this.read = makeRowReader(this.columns, this.mapping, this.context);
        this.identify = rowIdentities(this.columns, this.mapping);
        return null;
      case 'end':
        this.end = reading;
        return null;
      case 'rejected':
        return reading.rowNumber > this.last ? stagedRejection(reading) : null;
      case 'row': {
        const row = this.givenBack ? unguarded(reading) : reading;
        for (const [at, { raw }] of row.cells.entries()) {
          if (raw.trim() !== '') this.filled[at] = (this.filled[at] ?? 0) + 1;
        }
        if (row.rowNumber <= this.last) return null;
        if (!this.read || !this.identify) throw new Error('A row came before its columns.');
        return stagedRow(row, this.read(row), this.identify(row.cells));
      }
    }
  }
}

const unguarded = (row: Row): Row => ({
  ...row,
  cells: row.cells.map((cell) => ({ ...cell, raw: withoutGuard(cell.raw) })),
});
