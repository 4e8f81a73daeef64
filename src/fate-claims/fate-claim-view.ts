import { z } from 'zod';
import { caseworkParagraph } from '../bank-data.js';
import type { FateClaimToday } from './claims-now.js';
import { caseFateClaims, familyAnswers, fateLevels, legalStatuses, noLegalEffect } from './fate-words.js';

const ofRecord = z.strictObject({ kind: z.enum(['link', 'detention_record', 'document']), id: z.uuid() });
const told = z.strictObject({ kind: z.literal('testimony'), text: caseworkParagraph(4000) });
const BasisBody = z.discriminatedUnion('kind', [ofRecord, told]).meta({
  id: 'FateBasis',
  description:
    'What a claim rests on: a link (the id of a confirmed suggestion), a detention record or a document (source) of the case, or what somebody told.',
});

export const FateClaimBody = z
  .strictObject({
    claim: z.enum(caseFateClaims),
    level: z
      .enum(fateLevels)
      .describe(
        'Above "documented" it counts only when a second person agrees, and never on documents of perpetrators alone',
      ),
    basis: z.array(BasisBody).max(30).describe('May be empty only for an allegation and for "no information"'),
    note: caseworkParagraph(4000).optional(),
    family_accepts: z.enum(familyAnswers).default('unknown'),
    legal_status: z.enum(legalStatuses).default('none'),
    supersedes: z.uuid().optional().describe('The claim of this case that this one replaces'),
  })
  .meta({
    id: 'FateClaimBody',
    examples: [
      {
        claim: 'died_in_custody',
        level: 'corroborated',
        basis: [
          { kind: 'link', id: '7f1f2b54-53f4-4a3e-9a0f-0c3d2f0d9f10' },
          { kind: 'testimony', text: 'Held in the same cell in 2014, saw him carried out.' },
        ],
        legal_status: 'death_registered_by_regime',
      },
    ],
  });
export type FateClaimBody = z.infer<typeof FateClaimBody>;

export const FateReviewBody = z
  .strictObject({ agrees: z.boolean(), note: caseworkParagraph(4000).optional().describe('Needed to disagree') })
  .meta({ id: 'FateReviewBody', examples: [{ agrees: true }] });
export type FateReviewBody = z.infer<typeof FateReviewBody>;

export const FateClaimView = z
  .object({
    id: z.uuid(),
    case_id: z.uuid(),
    claim: z.enum(caseFateClaims),
    level: z.enum(fateLevels).describe('As it was assessed'),
    effective_level: z.enum(fateLevels).describe('What it counts as now: computed from its basis and its reviews'),
    current: z.boolean().describe('The newest of its kind that no other claim replaced'),
    superseded: z.boolean(),
    basis: z.array(
      z.object({
        kind: z.string(),
        id: z.uuid().nullable(),
        text: z.string().nullable(),
        stands: z.boolean(),
        of_perpetrators: z.boolean(),
        source_id: z.uuid().nullable(),
        authenticity: z.string().nullable(),
      }),
    ),
    note: z.string().nullable(),
    family_accepts: z.enum(familyAnswers),
    legal_status: z.enum(legalStatuses),
    supersedes: z.uuid().nullable(),
    assessed_by: z.uuid(),
    at: z.iso.datetime(),
    reviews: z.array(
      z.object({ reviewer: z.uuid(), agrees: z.boolean(), note: z.string().nullable(), at: z.iso.datetime() }),
    ),
    legal_effect: z.literal(noLegalEffect),
  })
  .meta({
    id: 'CaseFateClaim',
    description: 'What one person assesses became of the sought person, and what it counts as.',
  });
export type FateClaimView = z.infer<typeof FateClaimView>;

export const FateClaimList = z
  .object({ items: z.array(FateClaimView), legal_effect: z.literal(noLegalEffect) })
  .meta({ id: 'CaseFateClaims' });

export function fateClaimView({ row, bases, reviews, ...today }: FateClaimToday): FateClaimView {
  return {
    id: row.id,
    case_id: row.caseId,
    claim: row.claim,
    level: row.level,
    effective_level: today.effectiveLevel,
    current: today.current,
    superseded: today.superseded,
    basis: row.basis.map((basis, place) => ({
      kind: basis.kind,
      id: basis.kind === 'testimony' ? null : basis.id,
      text: basis.kind === 'testimony' ? basis.text : null,
      stands: bases[place].stands,
      of_perpetrators: bases[place].ofPerpetrators,
      source_id: bases[place].sourceId,
      authenticity: bases[place].authenticity,
    })),
    note: row.note,
    family_accepts: row.familyAccepts,
    legal_status: row.legalStatus,
    supersedes: row.supersedes,
    assessed_by: row.assessedBy,
    at: row.at.toISOString(),
    reviews: reviews.map((review) => ({
      reviewer: review.reviewer,
      agrees: review.agrees,
      note: review.note,
      at: review.at.toISOString(),
    })),
    legal_effect: noLegalEffect,
  };
}
