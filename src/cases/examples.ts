import type { CaseSummary, CaseView, NoteView, TaskView } from './case-views.js';
import type { ContestView } from './contest-views.js';

// Invented people, for the description of the interface.
const caseId = '8c1e5f20-9d52-4f3b-8f5e-1b7a6c3d9e42';
const reportId = '5b0b1d8e-1f47-4b7c-9a3b-6a2f9b1c7d21';
const at = '2026-11-23T10:00:00.000Z';
const rana = { id: '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11', name: 'Rana Athartest' };
const omar = { id: '1e8f2b63-6a81-4d1c-8b6c-1b5f4d7e3c22', name: 'Omar Athartest' };

const summary: CaseSummary = {
  id: caseId,
  locator: 'C-7KQ2M-4XDRT',
  revision: 4,
  state: 'open',
  closing_reason: null,
  contacts_hidden: false,
  frozen: false,
  intake_flag: false,
  sought: [
    {
      as_written: 'خالد قاسم أثرتست',
      given: 'خالد',
      father: 'قاسم',
      grandfather: null,
      family: 'أثرتست',
      script: 'Arab',
    },
  ],
  assigned_to: rana,
  open_tasks: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: at,
};
const whole: CaseView = {
  ...summary,
  opened_at: '2026-11-21T09:00:00.000Z',
  goes_back_to: null,
  possible_actions: ['close', 'pause', 'hold', 'withdraw'],
  reports_total: 1,
  reports: [{ report_id: reportId, own: true, linked_by: null, linked_at: '2026-11-20T08:00:00.000Z', reason: null }],
  linked_to: null,
  hold: null,
};
const note: NoteView = {
  id: '4a1b2c3d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
  by: rana,
  at,
  text: 'Called as agreed, nobody answered.',
};
const task: TaskView = {
  id: '6b2c3d4e-7f80-4b8c-9dae-1f2a3b4c5d6e',
  case_id: caseId,
  revision: 1,
  kind: 'written',
  about: null,
  title: 'Ask for the family booklet',
  due_on: '2026-12-01',
  for: rana,
  created_by: omar,
  created_at: at,
  done_by: null,
  done_at: null,
};
const contest: ContestView = {
  id: '9d5e6f70-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
  revision: 3,
  detention_record_id: '2f9a7c31-0b1d-4e57-8a52-9d3c4b6e7f10',
  case_id: null,
  claim: 'this_is_me',
  told: 'I am the man on this list, and I live.',
  state: 'upheld',
  freezes: true,
  taken_by: rana,
  taken_at: '2026-11-22T10:00:00.000Z',
  identity: 'is_the_person',
  identity_checked_by: rana,
  decided_by: omar,
  to_revoke: ['3d6f3c1a-8a51-4c86-9a53-5f0e6a9b7c21'],
  held_disclosures: [],
  events: [
    {
      at: '2026-11-22T10:00:00.000Z',
      by: rana,
      kind: 'take_down',
      from_state: null,
      to_state: 'taken_down',
      identity: null,
      note: null,
    },
  ],
};
const extortion = {
  id: '7c3d4e5f-8091-4c9d-8ebf-2a3b4c5d6e7f',
  report_id: reportId,
  asked_for: 'money',
  way: 'telephone',
  told: 'A man asked the mother for money for news.',
  reported_by: rana,
  reported_at: at,
  reviews: [{ outcome: 'contacts_safe', note: 'She has a new number.', reviewed_by: omar, reviewed_at: at }],
};

/** By the ids of what they are examples of. */
export const caseExamples = {
  CasePage: { items: [summary], next: null },
  Case: whole,
  CaseUnlinking: { reason: 'It was another man of the same name.' },
  CaseHistoryPage: {
    items: [
      {
        of: 'case',
        at,
        kind: 'open',
        by: rana,
        by_family: false,
        from_state: 'intake_check',
        to_state: 'open',
        reason: null,
        note: null,
        about: null,
      },
    ],
    next: null,
  },
  CaseNotePage: { items: [note], next: null },
  CaseNote: note,
  CaseTaskList: { items: [task] },
  CaseTask: task,
  ExtortionReportList: { items: [extortion] },
  ExtortionReport: extortion,
  ContestPage: { items: [contest], next: null },
  Contest: contest,
  ContestReopening: { note: 'His brother brought new papers.' },
};
