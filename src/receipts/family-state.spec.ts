import { describe, expect, it } from '@jest/globals';
import { reportStates } from '../reports/report.entity.js';
import { familyStateOf, familyStates } from './family-state.js';

describe('the word that a family is told of where its report stands', () => {
  it('R2: is one of four, for every state that a report can have', () => {
    expect(reportStates.map((state) => [state, familyStateOf(state, true)])).toEqual([
      ['open', 'open'],
      ['paused_by_family', 'paused'],
      ['safety_hold', 'paused'],
      ['withdrawn', 'closed'],
      ['closed', 'closed'],
    ]);
    expect(reportStates.map((state) => familyStateOf(state, false))).toEqual([
      'received',
      'paused',
      'paused',
      'closed',
      'closed',
    ]);
    expect(familyStates).toEqual(['received', 'open', 'paused', 'closed']);
  });
});
