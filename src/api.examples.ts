import { caseExamples } from './cases/examples.js';
import { disclosureExamples } from './disclosures/examples.js';
import { messageExamples } from './family-messages/examples.js';
import type { FiguresView } from './figures/figures-view.js';
import { modelExamples } from './models/examples.js';
import { suggestionExamples } from './suggestions/examples.js';
import { webhookExamples } from './webhooks/examples.js';

const rana = '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11';

const figures: FiguresView = {
  reports: {
    total: null,
    cells: [
      { state: 'open', count: 120 },
      { state: 'closed', count: '<5' },
    ],
  },
  suggestions: { total: 40, cells: [{ state: 'suggested', band: 'strong', count: 40 }] },
  imports: { total: 7, cells: [{ state: 'stored', count: 7 }] },
  completeness: null,
  reviewers: { pairs: 24, agreed: 0.92, kappa: 0.61 },
  waiting: { total: 40, cells: [{ since: 'week', count: 40 }] },
  decisions: [{ day: '2026-11-23', count: 31 }],
  weights: { shown: { judged: 60, same: null }, hidden: { judged: '<5', same: null }, shift: null },
  import_rows: { rows: 900, rejected: null },
};

/** An invented example of each shape that has none of its own, by its id: for the description of the interface. test/api-examples.spec.ts checks them. */
export const apiExamples: Readonly<Record<string, object>> = {
  ...suggestionExamples,
  ...caseExamples,
  ...disclosureExamples,
  ...messageExamples,
  ...modelExamples,
  ...webhookExamples,
  Colleagues: { items: [{ id: rana, display_name: 'Rana Athartest', role: 'caseworker', works_here: true }] },
  NameSearchBody: {
    reason: 'The brother is on the telephone and asks whether a report was filed.',
    names: ['خالد قاسم أثرتست', 'Khalid Kasim Athartest'],
  },
  PastNameSearchPage: {
    items: [
      {
        id: 'f6a7b8c9-d0e1-4f2a-8b3c-4d5e6f708192',
        at: '2026-11-23T10:00:00.000Z',
        account_id: rana,
        account_name: 'Rana Athartest',
        reason: 'The brother is on the telephone and asks whether a report was filed.',
        hits: 1,
        filters: ['kind', 'birth'],
      },
    ],
    next: null,
  },
  NameSearch: {
    id: 'f6a7b8c9-d0e1-4f2a-8b3c-4d5e6f708192',
    hits: [
      {
        kind: 'report',
        id: '5b0b1d8e-1f47-4b7c-9a3b-6a2f9b1c7d21',
        name: 'خالد قاسم أثرتست',
        asked: 0,
        closeness: 'same',
        other_spellings: [],
        sex: 'male',
        birth: null,
        event: null,
        place: 'حمص',
        report_state: 'open',
        source: null,
        case: { id: '8c1e5f20-9d52-4f3b-8f5e-1b7a6c3d9e42', locator: 'C-7KQ2M-4XDRT' },
        suggestion: null,
      },
    ],
    more: false,
    complete: true,
  },
  Figures: figures,
};
