import type { Column, Reading, Summary } from '../../partner-files/index.js';
import type { Mapping } from '../mapping/mapping.js';
import { makeRowReader, type RowContext, type RowReader } from '../rows/make-row-reader.js';
import { type RowIdentity, rowIdentities } from '../rows-identity.js';
import { type StagedRow, stagedRejection, stagedRow } from './staged-row.js';

/** What of a file is to be staged, reading for reading, and what is counted on the way. */
export class FileReader {
  columns: Column[] = [];
  /** Cells with text, by column. */
  readonly filled: number[] = [];
  end: Summary | undefined;
  private read: RowReader | undefined;
  private identify: ((cells: Parameters<ReturnType<typeof rowIdentities>>[0]) => RowIdentity) | undefined;

  /** @param last rows up to this one are staged already: they are counted and passed over */
  constructor(
    private readonly mapping: Mapping,
    private readonly context: RowContext,
    private readonly last: number,
  ) {}

  take(reading: Reading): StagedRow | null {
    switch (reading.kind) {
      case 'columns':
        this.columns = reading.columns;
        this.read = makeRowReader(reading.columns, this.mapping, this.context);
        this.identify = rowIdentities(reading.columns, this.mapping);
        return null;
      case 'end':
        this.end = reading;
        return null;
      case 'rejected':
        return reading.rowNumber > this.last ? stagedRejection(reading) : null;
      case 'row': {
        for (const [at, { raw }] of reading.cells.entries()) {
          if (raw.trim() !== '') this.filled[at] = (this.filled[at] ?? 0) + 1;
        }
        if (reading.rowNumber <= this.last) return null;
        if (!this.read || !this.identify) throw new Error('A row came before its columns.');
        return stagedRow(reading, this.read(reading), this.identify(reading.cells));
      }
    }
  }
}
