import { z } from 'zod';
import type { Source } from '../sources/source.entity.js';
import { type Import, type ImportRow, rowOutcomes } from './import.entity.js';

export const ImportView = z
  .object({
    id: z.uuid(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    source: z.object({
      id: z.uuid(),
      title: z.string(),
      document_type: z.string(),
      file_name: z.string(),
      sha256: z.string(),
      bytes: z.int(),
    }),
    headings: z.array(z.string()),
    rows: z
      .object({
        total: z.int(),
        done: z.int(),
        created: z.int(),
        unchanged: z.int(),
        held: z.int(),
        rejected: z.int(),
        with_warnings: z.int(),
      })
      .meta({ description: 'done = created + unchanged + held + rejected, at every moment' }),
    comparing: z
      .object({
        total: z.int().describe('Records that were made so far'),
        done: z.int(),
        seconds_left: z
          .int()
          .nullable()
          .describe('Until all rows are stored and compared, at the speed so far; unknown at the beginning'),
      })
      .nullable()
      .describe('How many of the records have been compared with all reports. Not counted in lists'),
    failure_code: z.string().nullable(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof ImportView>;

export const ImportRowView = z
  .object({
    row_number: z.int(),
    outcome: z.enum(rowOutcomes),
    detention_record_id: z.uuid().nullable(),
    cells: z.array(z.string()),
    problems: z.array(
      z.object({ row: z.int().optional(), column: z.string().optional(), code: z.string(), message: z.string() }),
    ),
  })
  .meta({
    id: 'ImportRow',
    description: 'What became of one row of the file, under the number that a spreadsheet shows.',
  });
export type ImportRowView = z.infer<typeof ImportRowView>;

const time = (date: Date | null) => date?.toISOString() ?? null;

/** @param waiting records of the import that are still to be compared, or null if they were not counted */
export function importView(row: Import, source: Source, waiting: number | null): ImportView {
  return {
    id: row.id,
    state: row.state,
    source: {
      id: source.id,
      title: source.title,
      document_type: source.documentType,
      file_name: source.fileName,
      sha256: source.sha256.toString('hex'),
      bytes: Number(source.byteSize),
    },
    headings: row.headings,
    rows: {
      total: row.rowsTotal,
      done: row.rowsDone,
      created: row.rowsCreated,
      unchanged: row.rowsUnchanged,
      held: row.rowsHeld,
      rejected: row.rowsRejected,
      with_warnings: row.rowsWithWarnings,
    },
    comparing: waiting === null ? null : comparing(row, waiting, Date.now()),
    failure_code: row.failureCode,
    created_at: row.createdAt.toISOString(),
    started_at: time(row.startedAt),
    finished_at: time(row.finishedAt),
  };
}

function comparing(row: Import, waiting: number, now: number) {
  const total = row.rowsCreated;
  const done = total - waiting;
  // Rows that are not read yet may turn out to make a record.
  const left = row.rowsTotal - row.rowsDone + waiting;
  const seconds = row.startedAt ? (now - row.startedAt.getTime()) / 1000 : 0;
  return { total, done, seconds_left: left === 0 ? 0 : done > 0 ? Math.ceil((left * seconds) / done) : null };
}

export function importRowView(row: ImportRow): ImportRowView {
  return {
    row_number: row.rowNumber,
    outcome: row.outcome,
    detention_record_id: row.detentionRecordId,
    cells: row.cells,
    problems: row.problems.map(({ row: number, column, code, message }) => ({ row: number, column, code, message })),
  };
}
