import { z } from 'zod';

const count = z.union([z.int(), z.literal('<5')]).describe('1 to 4 are written "<5"');
const total = z.int().nullable().describe('Null when one of the counts is hidden: it would tell which');
const ByState = z.object({ total, cells: z.array(z.object({ state: z.string(), count })) });

const Share = z
  .object({ share: z.number(), low: z.number(), high: z.number() })
  .describe('0 to 1, and the interval in which 95 of 100 such shares lie');

export const FiguresView = z
  .object({
    reports: ByState,
    suggestions: z.object({
      total,
      cells: z.array(z.object({ state: z.string(), band: z.string().nullable(), count })),
    }),
    imports: ByState,
    completeness: z
      .object({
        made_at: z.iso.datetime(),
        sampled_reports: count,
        pairs: Share.nullable().describe('Of pairs in any band; null where there were none'),
        strong_pairs: Share.nullable(),
      })
      .nullable()
      .describe('Of what an exact search finds, how much the index finds: on a sample of all reports, every night'),
    reviewers: z
      .object({
        pairs: count.describe('Suggestions that two people judged'),
        agreed: z
          .number()
          .nullable()
          .describe('Share that they judged alike; null below 20 pairs or while few stand out'),
        kappa: z
          .number()
          .nullable()
          .describe('Of Cohen (1960): beyond chance. Near 0 where nearly all first judgements are the same'),
      })
      .describe('How far the first two people who judged a suggestion agree'),
  })
  .meta({ id: 'Figures', description: 'How much work there is. Counts only; states without anything are left out.' });
export type FiguresView = z.infer<typeof FiguresView>;
