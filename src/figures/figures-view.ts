import { z } from 'zod';

const count = z.union([z.int(), z.literal('<5')]).describe('1 to 4 are written "<5"');
const total = z.int().nullable().describe('Null when one of the counts is hidden: it would tell which');
const ByState = z.object({ total, cells: z.array(z.object({ state: z.string(), count })) });

export const FiguresView = z
  .object({
    reports: ByState,
    suggestions: z.object({
      total,
      cells: z.array(z.object({ state: z.string(), band: z.string().nullable(), count })),
    }),
    imports: ByState,
  })
  .meta({ id: 'Figures', description: 'How much work there is. Counts only; states without anything are left out.' });
export type FiguresView = z.infer<typeof FiguresView>;
