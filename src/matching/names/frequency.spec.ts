import { describe, expect, it } from '@jest/globals';
import { leastFrequency, nameFrequency } from './frequency.js';
import { tokenOf } from './token.js';

const share = (spelling: string, role: 'given' | 'father' | 'family'): number => nameFrequency(tokenOf(spelling), role);

describe('how common a name is', () => {
  it('counts every spelling of a name together, in both scripts, as far as the spelling means that name', () => {
    expect(share('mohammad', 'given') / share('محمد', 'given')).toBeCloseTo(1, 1);
    expect(share('mohamed', 'given')).toBeGreaterThan(share('محمد', 'given') / 2);
    expect(share('mehmet', 'given')).toBe(share('محمد', 'given'));
    expect(share('احمد', 'given')).toBe(share('أحمد', 'given'));
  });

  it('is a matter of the role: a family name is rare as a given name', () => {
    expect(share('الخطيب', 'family')).toBeGreaterThan(share('الخطيب', 'given'));
    expect(share('فاطمة', 'given')).toBeGreaterThan(share('فاطمة', 'father'));
  });

  it('never says that a name is rarer than one person in 20,000', () => {
    expect(share('قزقزق', 'given')).toBe(leastFrequency);
    expect(share('zxqwrtp', 'family')).toBe(leastFrequency);
  });
});
