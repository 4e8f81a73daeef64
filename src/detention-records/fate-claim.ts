import { z } from 'zod';

/** What a source claims became of a person. A claim, never a state. */
export const fateClaims = ['died', 'killed', 'executed', 'released', 'detained', 'missing', 'alive'] as const;

export const FateClaim = z
  .object({
    claim: z.enum(fateClaims),
    level: z
      .enum(['alleged', 'documented'])
      .describe(
        'documented: the source is an official document about it, such as a death certificate or a release list',
      ),
    raw: z.string().describe('The words as written'),
    field: z.string().describe('The field of the list that they stood in'),
  })
  .meta({ id: 'FateClaim' });
export type FateClaim = z.infer<typeof FateClaim>;
