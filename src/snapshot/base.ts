import type { DataSource } from 'typeorm';
import {
  type CodedRecord,
  type ColumnArrays,
  ColumnBuilder,
  type KeyIndexArrays,
  KeyIndexBuilder,
  matcherVersion,
  PackedColumns,
  packColumns,
  type RecordSide,
  sharedCopy,
} from '../matching/index.js';
import { RowDirectory, type RowMarks } from './row-directory.js';
import { leaveMark } from './snapshot-marks.js';
import { type Moment, readAllProfiles } from './stored-profiles.js';

/** One side of a base, in shared memory. */
export interface BaseSide {
  columns: ColumnArrays;
  keys: KeyIndexArrays;
  /** Sixteen bytes a row. */
  ids: Uint8Array;
  marks: RowMarks;
}

/** All profiles of one moment, packed. What changes later stands behind it, until a new base is made. */
export interface Base {
  matcherVersion: number;
  moment: Moment;
  /** By this the base knows its database again (snapshot-marks.ts). */
  mark: string;
  /** Organisations by the numbers that the rows give them. */
  organisations: string[];
  sides: Record<RecordSide, BaseSide>;
}

/** Reads a base out of Postgres. */
export async function readBase(dataSource: DataSource): Promise<Base> {
  const organisations = new Map<string, number>();
  const sides = { report: new SideReader(), record: new SideReader() };
  const moment = await readAllProfiles(dataSource, matcherVersion, (batch) => {
    for (const { side, recordId, organisationId, withPartners, content } of batch) {
      let organisation = organisations.get(organisationId);
      if (organisation === undefined) {
        organisation = organisations.size;
        organisations.set(organisationId, organisation);
      }
      sides[side].add(recordId, organisation, withPartners, content);
    }
  });
  // After the moment, or a database that was restored to a point between them would be taken for this one.
  const mark = await leaveMark(dataSource);
  const record = sides.record.pack(null);
  // Families and lists write the same names: what was read for one side need not be read for the other.
  const report = sides.report.pack(new PackedColumns(record.columns));
  return { matcherVersion, moment, mark, organisations: [...organisations.keys()], sides: { report, record } };
}

class SideReader {
  private readonly rows = new RowDirectory();
  private readonly columns = new ColumnBuilder();
  private readonly keys = new KeyIndexBuilder();

  add(recordId: string, organisation: number, withPartners: boolean, content: string): void {
    const [coded, keys] = JSON.parse(content) as [CodedRecord, number[]];
    const row = this.columns.add(coded);
    this.keys.add(row, keys);
    this.rows.add(recordId, organisation, withPartners);
  }

  pack(known: PackedColumns | null): BaseSide {
    const { count, marks } = this.rows;
    return {
      columns: packColumns(this.columns.columns(), known?.spellings ?? null),
      keys: this.keys.pack(),
      ids: sharedCopy(this.rows.idBytes()),
      marks: { organisations: sharedCopy(marks.organisations, count), flags: sharedCopy(marks.flags, count) },
    };
  }
}
