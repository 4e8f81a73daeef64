import type { CopyValue } from '../../database/copy-rows.js';
import type { FieldError } from '../../errors.js';
import type { Cell, RejectedRow, Row } from '../../partner-files/index.js';
import { rejectedRow } from '../rows/rejected-row.js';
import { type RowIdentity, readingDigest } from '../rows-identity.js';
import { storableJson } from '../storable-json.js';
import type { ReadRow } from '../understood.js';

/** One row of the file as it is staged: values of `stagedColumns`, ready for COPY. */
export interface StagedRow {
  rowNumber: number;
  values: CopyValue[];
  /** Characters of all values, by which batches are kept small. */
  size: number;
}

/** Columns of import_rows that the check fills in, with their types. */
export const stagedColumns = {
  row_number: 'integer',
  cells: 'jsonb',
  plan: 'text',
  problems: 'jsonb',
  understood: 'jsonb',
  row_key: 'bytea',
  content_digest: 'bytea',
  reading_digest: 'bytea',
  version_at: 'timestamptz',
} as const;

export const stagedRow = (row: Row, read: ReadRow, identity: RowIdentity): StagedRow =>
  staged(
    row.rowNumber,
    row.cells.map(({ raw }: Cell) => raw),
    read,
    identity,
  );

/** A row that could not be read: what was there of it, as its only cell. */
export const stagedRejection = (row: RejectedRow): StagedRow =>
  staged(row.rowNumber, [row.text], rejectedRow(row), null);

/** A row that the database will not hold as it is, by itself. The file still has it. */
export const stagedRefusal = ({ rowNumber }: StagedRow): StagedRow =>
  staged(rowNumber, [], { plan: 'rejected', problems: [refused(rowNumber)], understood: null, versionAt: null }, null);

function staged(rowNumber: number, cells: string[], read: ReadRow, identity: RowIdentity | null): StagedRow {
  const values: CopyValue[] = [
    rowNumber,
    storableJson(cells),
    read.plan,
    read.problems.length === 0 ? '[]' : storableJson(read.problems),
    read.understood && storableJson(read.understood),
    identity && `\\x${identity.rowKey.toString('hex')}`,
    identity && `\\x${identity.contentDigest.toString('hex')}`,
    identity && read.understood && `\\x${readingDigest(read.understood).toString('hex')}`,
    read.versionAt,
  ];
  return { rowNumber, values, size: values.reduce<number>((sum, value) => sum + String(value ?? '').length, 0) };
}

const refused = (row: number): FieldError => ({
  row,
  code: 'row.refused',
  message: 'The row cannot be stored as it is, probably because it is too long. Shorten it.',
});
