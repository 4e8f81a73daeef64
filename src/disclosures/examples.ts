import { noLegalEffect } from '../fate-claims/fate-words.js';
import type { DisclosureSummary, DisclosureView } from './disclosure-view.js';

// Invented people, for the description of the interface.
const caseId = '8c1e5f20-9d52-4f3b-8f5e-1b7a6c3d9e42';
const recipient = '7f1f2b54-53f4-4a3e-9a0f-0c3d2f0d9f10';
const suggestion = '3d6f3c1a-8a51-4c86-9a53-5f0e6a9b7c21';
const rana = '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11';
const omar = '1e8f2b63-6a81-4d1c-8b6c-1b5f4d7e3c22';
const at = '2026-11-23T10:00:00.000Z';

const claim = {
  id: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5e',
  case_id: caseId,
  claim: 'died_in_custody',
  level: 'corroborated',
  effective_level: 'corroborated',
  current: true,
  superseded: false,
  basis: [
    {
      kind: 'link',
      id: suggestion,
      text: null,
      stands: true,
      of_perpetrators: true,
      source_id: 'c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f',
      authenticity: 'consistent',
    },
    {
      kind: 'testimony',
      id: null,
      text: 'Held beside him in 2014, told by an invented survivor.',
      stands: true,
      of_perpetrators: false,
      source_id: null,
      authenticity: null,
    },
  ],
  note: null,
  family_accepts: 'unknown',
  legal_status: 'none',
  supersedes: null,
  assessed_by: rana,
  at,
  reviews: [{ reviewer: omar, agrees: true, note: null, at }],
  legal_effect: noLegalEffect,
};

const summary: DisclosureSummary = {
  id: 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6f',
  case_id: caseId,
  kind: 'fate',
  state: 'planned',
  revision: 1,
  recipient_id: recipient,
  owner_body: 'operator',
  corrects: null,
  corrected_by: [],
  planned_for: '2026-11-25T09:00:00.000Z',
  follow_up_on: '2026-12-09',
  proposed_by: rana,
  approved_by: null,
  created_at: at,
  updated_at: at,
  legal_effect: noLegalEffect,
};
const disclosure: DisclosureView = {
  ...summary,
  suggestion_id: suggestion,
  fate_claim_id: claim.id,
  channel: 'in_person',
  trained_person: 'Dr. Salim Athartest',
  spoken_language: 'ar',
  accompanying_person: 'Her sister, whom she chose',
  support_referral: 'The psychologist of the association, every Tuesday',
  safety_plan_on: '2026-11-20',
  checklist: { script_read: true, what_not_to_say_read: true },
  note: null,
  lines: ['line_free_of_charge'],
  proposed_at: at,
  supervised_by: null,
  supervised_at: null,
  approved_at: null,
  guards: [
    { code: 'contact_consent', met: true, says: null, mend: { place: 'consents', id: null } },
    {
      code: 'second_person',
      met: false,
      says: 'Somebody else than the proposer must approve.',
      mend: { place: 'approval', id: null },
    },
  ],
  attempts: [],
  events: [
    {
      at,
      account_id: rana,
      kind: 'planned',
      from_state: null,
      to_state: 'planned',
      fields: [],
      reason: null,
      note: null,
    },
  ],
};
const assessment = {
  id: 'd4e5f6a7-b8c9-4d0e-8f1a-2b3c4d5e6f70',
  authenticity: 'consistent',
  issuer_kind: 'security_agency',
  note: 'Paper and stamps of that year.',
  assessed_by: rana,
  at,
};
const word = { id: 'e5f6a7b8-c9d0-4e1f-8a2b-3c4d5e6f7081', recorded_by: rana, at, note: null };

/** By the ids of what they are examples of: of what is claimed, of documents, and of what a family is told. */
export const disclosureExamples = {
  CaseFateClaims: { items: [claim], legal_effect: noLegalEffect },
  CaseFateClaim: claim,
  SourceAssessmentList: { items: [assessment] },
  SourceAssessment: assessment,
  DisclosurePage: { items: [summary], next: null, legal_effect: noLegalEffect },
  Disclosure: disclosure,
  DisclosurePatch: { accompanying_person: 'Her brother, whom she chose', follow_up_on: '2026-12-16' },
  Wishes: {
    recipients: [{ ...word, reporter_id: recipient, said_by: recipient, wish: 'agreed' }],
    sought_person: [],
    exchange: { special: false, may_leave: true, words: [] },
    special_classes: [{ ...word, class: 'defector', applies: false }],
  },
  WishWritten: { id: word.id },
};
