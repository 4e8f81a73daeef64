import { z } from 'zod';
import { bands } from '../matching/index.js';
import { rejectionReasons } from '../suggestions/transitions.js';
import { watchedGroups } from './groups-of-pair.js';

const Count = z.union([z.int(), z.literal('<5')]).describe('1 to 4 are written "<5"');
const HiddenCount = Count.nullable().describe('Null where it would tell another that is hidden');
const AnyBand = z.enum(bands).nullable().describe('Null: below all bands');
const Change = z.object({ before: z.number(), after: z.number() });

/** Why something is not there. */
export const impossible = ['pairs_never_shown', 'few_confirmed', 'few_rejected', 'few_in_a_band'] as const;

/** What another model would change on past decisions. Stored with the proposal that it was made for. */
export const DryRun = z
  .object({
    pairs: z
      .object({ confirmed: Count, rejected: Count, not_compared: Count })
      .describe(
        'Rejected: for a reason that says that it is two people; not_compared: one of the two may not be compared any more, or is out of reach',
      ),
    by_answer: z.array(
      z.object({
        answer: z.enum(['confirmed', ...rejectionReasons]).describe('A pair that has several reasons counts for each'),
        pairs: Count,
        mean_bits: Change.nullable().describe('Mean match weight; null below five pairs'),
        falls: HiddenCount.describe('Into a lower band, or below all'),
        rises: HiddenCount,
        moves: z.array(z.object({ from: AnyBand, to: AnyBand, pairs: HiddenCount })),
      }),
    ),
    confirmed_below_suggested: HiddenCount.describe('Confirmed pairs that would not be suggested any more'),
    rejected_risen: HiddenCount.describe('Rejected pairs that would stand in a higher band'),
    ranks: z
      .object({ reports: Count, recall_at_1: Change.nullable(), recall_at_10: Change.nullable() })
      .describe(
        'Share of confirmed records that stand first, or among the first ten, of the thirty heaviest that are stored beside their report; of the newest two hundred',
      ),
    calibration_error: z
      .object({
        pairs: Count,
        before: z.number().nullable(),
        after: z.number().nullable(),
        weighted: z
          .object({ before: z.number().nullable(), after: z.number().nullable() })
          .nullable()
          .describe(
            'Each decided pair counted for as many as are stored in its band for one that was decided; null where a band has too few',
          ),
      })
      .describe('How far predictions are from what people found, where the probability is at least 0.1'),
    groups: z.array(
      z.object({
        group: z.enum(watchedGroups),
        pairs: Count,
        shift_bits: z.number().nullable().describe('Mean change of the match weight; null below five pairs'),
        falls: HiddenCount.describe('Confirmed pairs of the group that would not be suggested any more'),
      }),
    ),
    reviewed_share: z.array(z.object({ band: AnyBand, share: z.number().nullable() })),
    not_possible: z
      .array(z.enum(impossible))
      .describe(
        'pairs_never_shown: of pairs below all bands nothing is known; few_confirmed, few_rejected: under 20; few_in_a_band: no weighting',
      ),
  })
  .meta({
    id: 'ModelDryRun',
    description: 'What another model would change on past decisions; it changes none of them',
  });
export type DryRun = z.infer<typeof DryRun>;
