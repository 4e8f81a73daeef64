/** Invented examples of the shapes of this room, by their ids (src/api.examples.ts). */
const rami = '0d9f1a52-7f70-4e0b-9a5b-0a4f3c6d2b11';
const nour = '7c0e1b6a-3d52-4a8f-9e0c-5b1d2f3a4c66';
const spring = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const builtIn = '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752';

const model = {
  hash: spring,
  version: '2026-12-01',
  built_in: false,
  in_use: true,
  estimated: {
    on: '2026-12-01',
    command: 'athar model estimate --prior-strength 50',
    data: 'records of one organisation, with what people decided',
    reports: 2140,
    records: 31_200,
    reviewed_pairs: 240,
    unlabelled_pairs: 18_400,
  },
  added_by: nour,
  added_at: '2026-12-01T09:12:44.120Z',
};

const dryRun = {
  pairs: { confirmed: 92, rejected: 148, not_compared: 0 },
  by_answer: [
    {
      answer: 'confirmed',
      pairs: 92,
      mean_bits: { before: 8.41, after: 9.02 },
      falls: 0,
      rises: 11,
      moves: [
        { from: 'strong', to: 'strong', pairs: 61 },
        { from: 'worth_a_look', to: 'strong', pairs: 11 },
        { from: 'worth_a_look', to: 'worth_a_look', pairs: 20 },
      ],
    },
  ],
  confirmed_below_suggested: 0,
  rejected_risen: '<5',
  ranks: {
    reports: 92,
    recall_at_1: { before: 0.859, after: 0.88 },
    recall_at_10: { before: 0.978, after: 0.978 },
  },
  calibration_error: { pairs: 171, before: 0.094, after: 0.051, weighted: { before: 0.12, after: 0.066 } },
  groups: [
    { group: 'women', pairs: 31, shift_bits: 0.22, falls: 0 },
    { group: 'minors', pairs: '<5', shift_bits: null, falls: 0 },
    { group: 'latin_only', pairs: 77, shift_bits: 0.4, falls: 0 },
  ],
  reviewed_share: [
    { band: 'strong', share: 0.81 },
    { band: 'worth_a_look', share: 0.22 },
    { band: 'weak', share: 0.04 },
  ],
  not_possible: ['pairs_never_shown'],
};

const change = {
  id: 'b1f7c0de-52a4-4a0e-8f19-3c2d1e0f9a87',
  kind: 'activate',
  state: 'confirmed',
  model: { hash: spring, version: '2026-12-01' },
  replaces: { hash: builtIn, version: '2026-11-22' },
  reason: 'Estimated from 240 decisions of this spring; no confirmed pair falls.',
  proposed_by: nour,
  proposed_by_name: 'Nour Athartest',
  proposed_at: '2026-12-01T09:12:44.120Z',
  decided_by: rami,
  decided_by_name: 'Rami Athartest',
  decided_at: '2026-12-01T14:03:10.000Z',
  dry_run: dryRun,
};

export const modelExamples: Readonly<Record<string, object>> = {
  Model: model,
  ModelPage: { items: [model], next: null },
  ModelInUse: {
    ...model,
    since: '2026-12-01T14:03:10.000Z',
    size_class: 40_000,
    starting_point: { bits: -15.35, one_in: 41_760 },
    bands: [
      { band: 'strong', from_bits: 6.12, probability: 0.98 },
      { band: 'worth_a_look', from_bits: -1.4, probability: 0.3 },
      { band: 'weak', from_bits: -6.03, probability: 0.02 },
    ],
    calibration: { data: '240 reviewed pairs', knots: [{ bits: -6.03, probability: 0.02 }] },
    comparisons: [
      {
        comparison: 'sex',
        setting: 'any',
        level: 'different',
        label: { en: 'Sex', ar: 'الجنس' },
        sentence: { en: 'Different. In lists this is sometimes filled in without looking.', ar: 'مختلف.' },
        m: 0.01,
        u: 0.17,
        bits: -4.09,
      },
    ],
  },
  ModelCalibration: {
    pairs: 240,
    bins: [
      { from: 0, to: 0.97, predicted: 0.41, count: 171, same: { share: 0.37, low: 0.3, high: 0.45 } },
      { from: 0.97, to: 1, predicted: 0.99, count: 69, same: { share: 0.97, low: 0.9, high: 0.99 } },
    ],
    error: 0.051,
    not_possible: ['pairs_never_shown'],
  },
  ModelDisagreements: {
    items: [
      {
        suggestion_id: '1d0b6a2e-7b0e-4c8b-9c59-6f0e2d3c4b5a',
        report_id: '5b0b1d8e-1f47-4b7c-9a3b-6a2f9b1c7d21',
        detention_record_id: 'e4d3c2b1-a098-4f7e-8d6c-5b4a39281706',
        decision: 'not_same',
        reasons: ['age'],
        band: 'strong',
        match_weight: 9.14,
        probability: 0.993,
      },
    ],
  },
  ModelChange: change,
  ModelChangePage: { items: [change], next: null },
};
