import { describe, expect, it } from '@jest/globals';
import { countFacets, type Waiting } from './facets.js';

const one = (changes: Partial<Waiting> = {}): Waiting => ({
  own: false,
  band: 'strong',
  source_type: 'intake_register',
  governorate: null,
  child: false,
  needs_second_reviewer: false,
  returned: false,
  resurfaced: false,
  mine: false,
  ...changes,
});
const many = (times: number, changes: Partial<Waiting>) => Array.from({ length: times }, () => one(changes));

describe('what waits, by what it can be narrowed down to', () => {
  it('counts one’s own to the last one, and of others nothing between 1 and 4', () => {
    const facets = countFacets([...many(2, { own: true, child: true }), ...many(4, { child: true }), ...many(5, {})]);
    expect(facets).toEqual([
      { name: 'band', value: 'strong', own: 2, others: 9 },
      { name: 'source_type', value: 'intake_register', own: 2, others: 9 },
      { name: 'child', value: null, own: 2, others: '<5' },
    ]);
  });

  it('shows the same whether one waits or four', () => {
    const shown = [1, 2, 3, 4].map((times) => countFacets(many(times, { returned: true, governorate: 'SY04' })));
    expect(new Set(shown.map((facets) => JSON.stringify(facets))).size).toBe(1);
  });

  it('has the fullest values first, and none that nothing waits in', () => {
    const facets = countFacets([...many(3, { own: true, band: 'weak' }), ...many(1, { own: true })]);
    expect(facets.filter(({ name }) => name === 'band').map(({ value }) => value)).toEqual(['weak', 'strong']);
    expect(facets.some(({ name }) => name === 'mine' || name === 'governorate')).toBe(false);
    expect(countFacets([])).toEqual([]);
  });
});
