import type { FacetsView } from './facets.js';
import type { SuggestionDetail, SuggestionSummary } from './suggestion-view.js';

// Invented people, for the description of the interface.
const id = '3d6f3c1a-8a51-4c86-9a53-5f0e6a9b7c21';
const colleague = '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11';
const birth = {
  as_written: '1985',
  from: '1985-01-01',
  to: '1985-12-31',
  precision: 'year',
  calendar: 'gregorian',
  qualifier: 'exact',
  order_ambiguous: false,
} as const;

const suggestion: SuggestionSummary = {
  id,
  band: 'strong',
  state: 'proposed',
  source_withdrawn: false,
  runner_up_close: false,
  revision: 2,
  report: {
    id: '5b0b1d8e-1f47-4b7c-9a3b-6a2f9b1c7d21',
    name: 'خالد قاسم أثرتست',
    name_other: null,
    sex: 'male',
    birth,
    event: null,
    place: 'حمص',
  },
  record: {
    id: '2f9a7c31-0b1d-4e57-8a52-9d3c4b6e7f10',
    name: 'Khalid Kasim Athartest',
    name_other: null,
    sex: 'male',
    birth,
    event: null,
    place: 'Homs',
    source_id: 'c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f',
    source_title: 'Invented register',
    row_number: 17,
  },
  proposed_by: null,
  awaits_own_opinion: true,
  claim: { mine: true, by: 'Omar Athartest', until: '2026-11-23T10:15:00.000Z', passed: null },
  undo_until: null,
  proposed_at: '2026-11-23T10:00:00.000Z',
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-23T10:00:00.000Z',
};

const detail: SuggestionDetail = {
  ...suggestion,
  explanation: {
    headline: 'Worth a second person’s look',
    starting_point: {
      label: 'Before anything is compared',
      weight: -14.3,
      sentence: 'Any two records are mostly of two people.',
    },
    rows: [
      {
        comparison: 'mother_name',
        label: 'Mother',
        a: 'فاطمة',
        b: 'Fatima',
        agreement: 'same_other_script',
        agreement_label: 'Same, other script',
        weight: 6.1,
        before: 9.8,
        after: 15.9,
        sentence: 'The mother’s name is the same in another script.',
      },
    ],
    total: 15.9,
    band: 'strong',
    band_label: 'Strong',
  },
  blind: false,
  own_opinion: null,
  opinions: [],
  matcher_version: 9,
  model_version: 'm1',
  size_class: 20000,
  evidence: null,
  report_in_full: { names: [], mother_name: 'فاطمة', circumstances: null, narrative_withheld: true },
  record_in_full: {
    names: [],
    mother_name: 'Fatima',
    event_type: 'arrest',
    event_type_as_written: 'arrest',
    facility: null,
    notes: null,
    fate_words: [],
    fate_claims: [],
    further: {},
  },
  source: {
    title: 'Invented register',
    type: 'intake_register',
    issuer: 'Nobody',
    document_date: null,
    file_name: 'invented.csv',
    sha256: '',
    authenticity: 'unassessed',
  },
  original_row: [{ heading: 'full_name', cell: 'Khalid Kasim Athartest' }],
  events: [
    {
      at: '2026-11-20T08:00:00.000Z',
      actor: null,
      kind: 'suggested',
      from_state: null,
      to_state: 'suggested',
      reasons: [],
      note: null,
      evidence: null,
      covered: false,
    },
  ],
  other_candidates: [],
};

const facets: FacetsView = {
  complete: true,
  facets: [
    { name: 'band', value: 'strong', own: 3, others: 12 },
    { name: 'child', value: null, own: 1, others: '<5' },
  ],
};

/** By the ids of what they are examples of. */
export const suggestionExamples = {
  SuggestionSummary: suggestion,
  Suggestion: detail,
  SuggestionPage: { items: [suggestion], next: null },
  TakenSuggestion: { suggestion },
  SuggestionFacets: facets,
  PassedSuggestions: { ids: [id] },
  NextSuggestion: { band: 'strong', except: [id] },
  SuggestionPass: { ids: [id], to: colleague, reason: 'She knows the family.' },
  Decision: {
    action: 'propose',
    seen_revision: 1,
    evidence: 'Mother, birth and place agree; the day of the arrest too.',
  },
  Opinion: { opinion: 'same', seen_revision: 2, note: 'The mother’s family name is rare.' },
  Undo: { seen_revision: 3 },
};
