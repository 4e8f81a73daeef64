import { z } from 'zod';

const count = z.union([z.int(), z.literal('<5')]).describe('1 to 4 are written "<5"');
const total = z.int().nullable().describe('Null when one of the counts is hidden: it would tell which');
const ByState = z.object({ total, cells: z.array(z.object({ state: z.string(), count })) });

const Share = z
  .object({ share: z.number(), low: z.number(), high: z.number() })
  .describe('0 to 1, and the interval in which 95 of 100 such shares lie');

/** For how long a pair waits for somebody. */
export const waitingSince = ['day', 'week', 'month', 'longer'] as const;

const Judged = z.object({
  judged: count,
  same: Share.nullable().describe('Of them, said to be one person; null below 20 or while few stand out'),
});

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
    waiting: z
      .object({ total, cells: z.array(z.object({ since: z.enum(waitingSince), count })) })
      .describe(
        'Suggestions on which a person has to do something, by how long they have been waiting: at most a day, a week, 30 days, or longer',
      ),
    decisions: z
      .array(z.object({ day: z.iso.date(), count }))
      .describe('What people decided about suggestions, of each of the last 14 days, today included'),
    weights: z
      .object({
        shown: Judged,
        hidden: Judged,
        shift: z
          .object({ difference: z.number(), low: z.number(), high: z.number() })
          .nullable()
          .describe(
            'By how much more often "one person" was said without weights, -1 to 1, about pairs of the same bands, with its interval; null below 20 or while few stand out',
          ),
      })
      .describe(
        'First judgements with the weights in sight, and of the blind sample, where they are hidden: whether numbers lead people',
      ),
    import_rows: z
      .object({ rows: count, rejected: Share.nullable().describe('Null below 20 rows or while few stand out') })
      .describe('Rows of the imports that were finished in the last 90 days'),
  })
  .meta({ id: 'Figures', description: 'How much work there is. Counts only; states without anything are left out.' });
export type FiguresView = z.infer<typeof FiguresView>;
