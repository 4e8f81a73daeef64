import { z } from 'zod';
import { bands } from '../matching/index.js';
import { rejectionReasons } from '../suggestions/transitions.js';
import { impossible } from './dry-run.js';

const Count = z.union([z.int(), z.literal('<5')]).describe('1 to 4 are written "<5"');

export const CalibrationView = z
  .object({
    pairs: Count,
    bins: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        predicted: z.number().nullable().describe('Mean probability; null below five pairs'),
        count: Count.nullable().describe('Null where it would tell another that is hidden'),
        same: z
          .object({ share: z.number(), low: z.number(), high: z.number() })
          .nullable()
          .describe('Share that people confirmed, and the interval in which 95 of 100 such shares lie'),
      }),
    ),
    error: z
      .number()
      .nullable()
      .describe('Mean distance between prediction and share, over pairs whose probability is at least 0.1'),
    not_possible: z.array(z.enum(impossible)),
  })
  .meta({
    id: 'ModelCalibration',
    description: 'Of pairs that people decided on, which are not drawn by chance: likely ones are looked at first',
  });
export type CalibrationView = z.infer<typeof CalibrationView>;

export const DisagreementsView = z
  .object({
    items: z.array(
      z.object({
        suggestion_id: z.uuid(),
        report_id: z.uuid(),
        detention_record_id: z.uuid(),
        decision: z.enum(['same', 'not_same']),
        reasons: z.array(z.enum(rejectionReasons)),
        band: z.enum(bands).nullable(),
        match_weight: z.number(),
        probability: z.number(),
      }),
    ),
  })
  .meta({
    id: 'ModelDisagreements',
    description: 'Pairs that people decided otherwise than the model in use expects, most first',
  });
export type DisagreementsView = z.infer<typeof DisagreementsView>;
