import { z } from 'zod';
import { type ImportRow, rowOutcomes } from './import.entity.js';
import { UnderstoodView, understoodView } from './understood-view.js';

export const rowPlans = ['ready', 'held', 'rejected'] as const;

export const RowProblemView = z.object({
  row: z.int().optional(),
  column: z.string().optional(),
  code: z.string(),
  message: z.string(),
});

export const ImportRowView = z
  .object({
    row_number: z.int(),
    plan: z.enum(rowPlans).describe('What the check found: it can be stored, must be looked at, or cannot be stored'),
    outcome: z.enum(rowOutcomes).nullable().describe('What became of it; null before the run has come to it'),
    detention_record_id: z.uuid().nullable(),
    report_id: z.uuid().nullable(),
    cells: z.array(z.string()),
    problems: z.array(RowProblemView),
    understood: UnderstoodView.nullable(),
  })
  .meta({
    id: 'ImportRow',
    description: 'One row of the file, under the number that a spreadsheet shows.',
  });
export type ImportRowView = z.infer<typeof ImportRowView>;

export function importRowView(row: ImportRow): ImportRowView {
  return {
    row_number: row.rowNumber,
    plan: row.plan,
    outcome: row.outcome,
    detention_record_id: row.detentionRecordId,
    report_id: row.reportId,
    cells: row.cells,
    problems: row.problems.map(({ row: number, column, code, message }) => ({ row: number, column, code, message })),
    understood: row.understood && understoodView(row.understood),
  };
}
