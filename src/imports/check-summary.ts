import { z } from 'zod';

/** One kind of problem in a file, in one column. */
export const ProblemGroup = z
  .object({
    code: z.string(),
    /** Heading of the column, null when it is about whole rows. */
    column: z.string().nullable(),
    /** What it does to the row: it is rejected, held, or stored with a warning. */
    effect: z.enum(['rejected', 'held', 'warning']),
    rows: z.int(),
    /** The first row numbers, at most ten, as a spreadsheet counts. */
    first_rows: z.array(z.int()),
    message: z.string().describe('What is wrong and what to do, in English; codes can be translated'),
  })
  .meta({ id: 'ProblemGroup' });
export type ProblemGroup = z.infer<typeof ProblemGroup>;

/** What a check of a whole file found. Nothing is stored as a record yet. */
export const CheckSummary = z
  .object({
    rows: z.object({
      total: z.int(),
      ready: z.int(),
      with_warnings: z.int().describe('Of the ready ones'),
      held: z.int(),
      rejected: z.int(),
      blank: z.int().describe('Rows without any text, not counted in total'),
    }),
    /** Beside the newest version of the same list. */
    versions: z.object({
      new: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      older: z.int().describe('A newer version of the row is stored already; it stays'),
      gone: z.int().describe('In the newest version and not in this file: a question, never a deletion'),
    }),
    problems: z.array(ProblemGroup),
    /** Columns whose content fits their meaning badly, or that mean nothing. */
    columns: z.array(
      z.object({ heading: z.string(), field: z.string().nullable(), filled: z.int(), understood: z.int() }),
    ),
    same_file_as: z.uuid().nullable().describe('An earlier import of the same bytes'),
  })
  .meta({ id: 'CheckSummary' });
export type CheckSummary = z.infer<typeof CheckSummary>;
