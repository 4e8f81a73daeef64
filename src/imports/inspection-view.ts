import { z } from 'zod';
import {
  delimiters,
  encodings,
  formats,
  type Guess,
  type Inspection,
  quotes,
  type Reason,
  sentenceOf,
} from '../partner-files/index.js';

const HeadingRows = z
  .strictObject({ row: z.int().min(1).max(1_000_000), lines: z.int().min(1).max(10) })
  .nullable()
  .describe('Where the headings stand: `lines` rows from row `row`; null: the file has none');

/** What a person chose instead of what was guessed; what is left out is guessed. */
export const ChoicesBody = z
  .strictObject({
    format: z.enum(formats).optional(),
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum(delimiters).optional(),
    quote: z.enum(quotes).optional(),
    sheet: z
      .string()
      .min(1)
      .max(100)
      .refine((text) => text.isWellFormed() && !text.includes('\0'), {
        message: 'The text holds a NUL character or half of a character.',
        params: { code: 'text.damaged' },
      })
      .optional(),
    headings: HeadingRows.optional(),
  })
  .meta({ id: 'ReadingChoices', examples: [{ encoding: 'windows-1256', headings: { row: 3, lines: 1 } }] });
export type ChoicesBody = z.infer<typeof ChoicesBody>;

export const ReasonView = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});
const GuessView = z.object({
  value: z.union([z.string(), HeadingRows]),
  confidence: z.enum(['certain', 'likely', 'guess']),
  why: ReasonView,
});

export const InspectionView = z
  .object({
    options: ChoicesBody.describe('How the file is read: guesses, and what was chosen instead of one'),
    guesses: z.record(z.enum(['format', 'encoding', 'delimiter', 'quote', 'sheet', 'headings']), GuessView.nullable()),
    sheets: z.array(z.object({ name: z.string(), rows: z.int(), hidden: z.boolean() })).nullable(),
    columns: z.array(
      z.object({ index: z.int(), letter: z.string(), heading: z.string(), same_as: z.string().nullable() }),
    ),
    above: z.array(z.object({ row_number: z.int(), cells: z.array(z.string()) })),
    first_rows: z.array(
      z.object({
        row_number: z.int(),
        cells: z.array(z.string()),
        problem: z.string().nullable(),
        flags: z
          .array(z.object({ index: z.int(), code: z.string() }))
          .describe('What is odd about a cell that is read'),
      }),
    ),
    notices: z.array(ReasonView),
    bytes: z.int(),
    lines: z.int().nullable(),
  })
  .meta({
    id: 'Inspection',
    description: 'What was understood of a file: guesses with their reasons, and its first rows.',
  });
export type InspectionView = z.infer<typeof InspectionView>;

/** A cell of the first rows is shown up to so many characters. */
const shownCell = 300;
const shown = (text: string) => (text.length > shownCell ? `${text.slice(0, shownCell).toWellFormed()}…` : text);

export const reasonView = (reason: Reason): z.infer<typeof ReasonView> => ({
  code: reason.code,
  facts: reason.facts ?? {},
  message: sentenceOf(reason),
});

const guessView = (guess: Guess<unknown> | undefined) =>
  guess
    ? {
        value: guess.value as z.infer<typeof GuessView>['value'],
        confidence: guess.confidence,
        why: reasonView(guess.why),
      }
    : null;

export function inspectionView(inspection: Inspection): InspectionView {
  const { guesses } = inspection;
  return {
    options: inspection.options,
    guesses: {
      format: guessView(guesses.format),
      encoding: guessView(guesses.encoding),
      delimiter: guessView(guesses.delimiter),
      quote: guessView(guesses.quote),
      sheet: guessView(guesses.sheet),
      headings: guessView(guesses.headings),
    },
    sheets: inspection.sheets?.map(({ name, rows, hidden }) => ({ name, rows, hidden })) ?? null,
    columns: inspection.columns.map(({ index, letter, heading, sameAs }) => ({
      index,
      letter,
      heading,
      same_as: sameAs ?? null,
    })),
    above: inspection.above.map(({ rowNumber, cells }) => ({ row_number: rowNumber, cells: cells.map(shown) })),
    first_rows: inspection.firstRows.map((row) =>
      row.kind === 'row'
        ? {
            row_number: row.rowNumber,
            cells: row.cells.map(({ raw }) => shown(raw)),
            problem: null,
            flags: row.cells.flatMap(({ flags = [] }, index) => flags.map((code) => ({ index, code }))),
          }
        : { row_number: row.rowNumber, cells: [shown(row.text)], problem: row.problem, flags: [] },
    ),
    notices: inspection.notices.map(reasonView),
    bytes: inspection.bytes,
    lines: inspection.lines ?? null,
  };
}
