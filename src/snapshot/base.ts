import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { errorCodeOf } from '../errors.js';
import {
  ColumnBuilder,
  KeyIndexBuilder,
  matcherVersion,
  PackedColumns,
  packColumns,
  sharedCopy,
} from '../matching/index.js';
import { loadSnapshot, type Refusal } from './load-snapshot.js';
import { readContent, Unreadable } from './profile-content.js';
import { RowDirectory, type RowMarks } from './row-directory.js';
import type { SnapshotData, SnapshotSide } from './snapshot-data.js';
import { leaveMark, markMadeAt } from './snapshot-marks.js';
import { readAllProfiles, thisDatabase, type View } from './stored-profiles.js';

/**
 * All profiles as one view of the database saw them, packed into shared memory. What changes later stands behind it, until a new base is made. The file of it is
 * its `SnapshotData`, where `horizon` is this as JSON.
 */
export const Horizon = z.strictObject({
  /** The transactions that are in it (stored-profiles.ts). */
  seen: z.string(),
  /** By this it knows its database again (snapshot-marks.ts). */
  mark: z.string(),
});

export interface Base {
  data: SnapshotData;
  view: View;
  /** By the clock of the database. */
  madeAt: Date;
  /** Profiles that could not be read: nobody finds them. */
  unreadable: number;
}

/**
 * @returns the base in a file, if this database is what became of the one that it was made of, else why it is not used; with the code of the error where the
 * file system does not give it
 * @throws what the database throws
 */
export async function openBase(
  dataSource: DataSource,
  path: string,
): Promise<
  Base | { refused: Refusal | 'its database has another history' } | { refused: 'it could not be read'; code: string }
> {
  const here = await thisDatabase(dataSource);
  let data: Awaited<ReturnType<typeof loadSnapshot>>;
  try {
    data = await loadSnapshot(path, here.table);
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    return { refused: 'it could not be read', code: errorCodeOf(error) };
  }
  if ('refused' in data) return data;
  const { seen, mark } = Horizon.parse(JSON.parse(data.horizon));
  const madeAt = await markMadeAt(dataSource, mark);
  if (!madeAt) return { refused: 'its database has another history' };
  // When the server was started does not matter to who has the mark.
  return { data, view: { ...here, seen }, madeAt, unreadable: 0 };
}

const isOfFileSystem = (error: unknown): boolean => typeof (error as NodeJS.ErrnoException).syscall === 'string';

/** Reads a base out of Postgres. */
export async function readBase(dataSource: DataSource): Promise<Base> {
  const organisations = new Map<string, number>();
  const sides = { report: new SideReader(), record: new SideReader() };
  const view = await readAllProfiles(dataSource, matcherVersion, (batch) => {
    for (const { side, recordId, organisationId, withPartners, content } of batch) {
      let organisation = organisations.get(organisationId);
      if (organisation === undefined) {
        organisation = organisations.size;
        organisations.set(organisationId, organisation);
      }
      sides[side].add(recordId, organisation, withPartners, content);
    }
  });
  // After the view was taken: a database that was restored to a point between them would be taken for this one.
  const mark = await leaveMark(dataSource);
  const record = sides.record.pack(null);
  // Families and lists write the same names: what was read for one side need not be read for the other.
  const report = sides.report.pack(new PackedColumns(record.columns));
  const data = {
    sides: { report, record },
    horizon: JSON.stringify({ seen: view.seen, mark } satisfies z.infer<typeof Horizon>),
    database: view.table,
    organisations: [...organisations.keys()],
  };
  return { data, view, madeAt: view.at, unreadable: sides.report.unreadable + sides.record.unreadable };
}

/** Which record each row of a base is. */
export function directoryOf({ rows }: SnapshotSide): RowDirectory {
  const { ids, organisations, flags } = rows as unknown as { ids: Uint8Array } & RowMarks;
  return new RowDirectory(ids, { organisations, flags }, flags.length);
}

class SideReader {
  private readonly rows = new RowDirectory();
  private readonly columns = new ColumnBuilder();
  private readonly keys = new KeyIndexBuilder();
  unreadable = 0;

  /** One that cannot be read gets no row, and keeps nobody else from being found. */
  add(recordId: string, organisation: number, withPartners: boolean, content: string): void {
    let read: ReturnType<typeof readContent>;
    try {
      read = readContent(content);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unreadable++;
      return;
    }
    const [coded, keys] = read;
    const row = this.columns.add(coded);
    this.keys.add(row, keys);
    this.rows.add(recordId, organisation, withPartners);
  }

  pack(known: PackedColumns | null): SnapshotSide {
    const { count, marks } = this.rows;
    return {
      columns: packColumns(this.columns.columns(), known?.spellings ?? null),
      keys: this.keys.pack(),
      rows: {
        ids: sharedCopy(this.rows.idBytes()),
        organisations: sharedCopy(marks.organisations, count),
        flags: sharedCopy(marks.flags, count),
      },
    };
  }
}
