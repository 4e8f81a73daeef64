import { z } from 'zod';
import { noLegalEffect } from '../fate-claims/fate-words.js';
import type { Disclosure, DisclosureAttempt, DisclosureEvent } from './disclosure.entity.js';
import { disclosureChannels, disclosureKinds, disclosureLines, ownerBodies } from './disclosure-words.js';
import type { GuardFacts } from './guard-facts.js';
import { askGuards, type GuardCode, guardCodes, type MendingPlace, mendingPlaces } from './guards.js';
import type { GuardPlaces } from './read-guard-facts.js';
import { disclosureStates } from './transitions.js';

export const DisclosureSummary = z
  .object({
    id: z.uuid(),
    case_id: z.uuid(),
    kind: z.enum(disclosureKinds),
    state: z.enum(disclosureStates),
    revision: z.int(),
    recipient_id: z.uuid(),
    owner_body: z.enum(ownerBodies),
    corrects: z.uuid().nullable().describe('Of a correction: what was told wrongly'),
    corrected_by: z.array(z.uuid()).describe('Corrections of it, the first one first'),
    planned_for: z.iso.datetime().nullable(),
    follow_up_on: z.iso.date().nullable(),
    proposed_by: z.uuid().describe('Who said last what it is to be: somebody else approves'),
    approved_by: z.uuid().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    legal_effect: z.literal(noLegalEffect),
  })
  .meta({ id: 'DisclosureSummary' });
export type DisclosureSummary = z.infer<typeof DisclosureSummary>;

export const DisclosurePage = z
  .object({ items: z.array(DisclosureSummary), next: z.string().nullable(), legal_effect: z.literal(noLegalEffect) })
  .meta({ id: 'DisclosurePage' });

export const DisclosureView = DisclosureSummary.extend({
  suggestion_id: z.uuid().nullable(),
  fate_claim_id: z.uuid().nullable(),
  channel: z.enum(disclosureChannels).nullable(),
  trained_person: z.string().nullable(),
  spoken_language: z.string().nullable(),
  accompanying_person: z.string().nullable(),
  support_referral: z.string().nullable(),
  safety_plan_on: z.iso.date().nullable(),
  checklist: z.object({ script_read: z.boolean(), what_not_to_say_read: z.boolean() }),
  note: z.string().nullable(),
  lines: z.array(z.enum(disclosureLines)).describe('What is said in every conversation, by the key of its words (R11)'),
  proposed_at: z.iso.datetime(),
  supervised_by: z.uuid().nullable(),
  supervised_at: z.iso.datetime().nullable(),
  approved_at: z.iso.datetime().nullable(),
  guards: z
    .array(
      z.object({
        code: z.enum(guardCodes as [GuardCode, ...GuardCode[]]),
        met: z.boolean(),
        says: z.string().nullable().describe('What is missing; null when it is met'),
        mend: z.object({
          place: z.enum(mendingPlaces),
          id: z.uuid().nullable().describe('Of the thing where it is mended'),
        }),
      }),
    )
    .describe('Everything that an approval and every attempt ask. Read from the record, never ticked by hand.'),
  attempts: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      channel: z.enum(disclosureChannels),
      made_by: z.uuid(),
      note: z.string().nullable(),
    }),
  ),
  events: z.array(
    z.object({
      at: z.iso.datetime(),
      account_id: z.uuid(),
      kind: z.string(),
      from_state: z.enum(disclosureStates).nullable(),
      to_state: z.enum(disclosureStates),
      fields: z.array(z.string()).describe('Fields that an edit changed, or guards that were asked and met'),
      reason: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
}).meta({ id: 'Disclosure', description: 'What one relative is to be told, by whom and how. Nothing is sent by it.' });
export type DisclosureView = z.infer<typeof DisclosureView>;

export interface DisclosureInFull {
  disclosure: Disclosure;
  correctedBy: string[];
  facts: GuardFacts;
  places: GuardPlaces;
  attempts: DisclosureAttempt[];
  events: DisclosureEvent[];
}

export const disclosureSummary = (row: Disclosure, correctedBy: string[]): DisclosureSummary => ({
  id: row.id,
  case_id: row.caseId,
  kind: row.kind,
  state: row.state,
  revision: row.revision,
  recipient_id: row.recipientId,
  owner_body: row.ownerBody,
  corrects: row.corrects,
  corrected_by: correctedBy,
  planned_for: row.plannedFor?.toISOString() ?? null,
  follow_up_on: row.followUpOn,
  proposed_by: row.proposedBy,
  approved_by: row.approvedBy,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  legal_effect: noLegalEffect,
});

export function disclosureView({
  disclosure: row,
  correctedBy,
  facts,
  places,
  attempts,
  events,
}: DisclosureInFull): DisclosureView {
  return {
    ...disclosureSummary(row, correctedBy),
    suggestion_id: row.suggestionId,
    fate_claim_id: row.fateClaimId,
    channel: row.channel,
    trained_person: row.trainedPerson,
    spoken_language: row.spokenLanguage,
    accompanying_person: row.accompanyingPerson,
    support_referral: row.supportReferral,
    safety_plan_on: row.safetyPlanOn,
    checklist: {
      script_read: row.checklist.script_read === true,
      what_not_to_say_read: row.checklist.what_not_to_say_read === true,
    },
    note: row.note,
    lines: [...disclosureLines],
    proposed_at: row.proposedAt.toISOString(),
    supervised_by: row.supervisorId,
    supervised_at: row.supervisedAt?.toISOString() ?? null,
    approved_at: row.approvedAt?.toISOString() ?? null,
    guards: askGuards(facts).map(({ code, met, says, mend }) => ({
      code,
      met,
      says: met ? null : says,
      mend: { place: mend, id: idOfPlace(mend, row, places) },
    })),
    attempts: attempts.map((attempt) => ({
      id: attempt.id,
      at: attempt.at.toISOString(),
      channel: attempt.channel,
      made_by: attempt.madeBy,
      note: attempt.note,
    })),
    events: events.map((event) => ({
      at: event.at.toISOString(),
      account_id: event.accountId,
      kind: event.kind,
      from_state: event.fromState,
      to_state: event.toState,
      fields: event.fields,
      reason: event.reason,
      note: event.note,
    })),
  };
}

function idOfPlace(place: MendingPlace, row: Disclosure, { reportId, sourceIds }: GuardPlaces): string | null {
  switch (place) {
    case 'suggestion':
      return row.suggestionId;
    case 'source':
      return sourceIds[0] ?? null;
    case 'consents':
      return reportId;
    case 'fate_claims':
    case 'wishes':
    case 'case':
      return row.caseId;
    default:
      return row.id;
  }
}
