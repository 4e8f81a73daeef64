import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { awaitsOwnOpinion, coveredUnlessOwn, inBlindSample, weightsHidden } from './blind.js';

const proposed = { id: randomUUID(), state: 'proposed', proposedBy: 'rana' } as const;

describe('a second reader', () => {
  it('judges alone until he has said what he thinks; the proposer and later states have nothing to hide', () => {
    expect(awaitsOwnOpinion(proposed, 'omar', false)).toBe(true);
    expect(awaitsOwnOpinion(proposed, 'omar', true)).toBe(false);
    expect(awaitsOwnOpinion(proposed, 'rana', false)).toBe(false);
    expect(awaitsOwnOpinion({ ...proposed, state: 'returned' }, 'omar', false)).toBe(false);
  });

  it('learns of an event of somebody else that it happened, and neither who nor why', () => {
    const event = {
      kind: 'proposed',
      account_id: 'rana',
      actor: 'Rana',
      reasons: ['age'],
      note: 'a note',
      evidence: 'the same mother',
      covered: false,
    };
    expect(coveredUnlessOwn(event, 'omar')).toEqual({
      kind: 'proposed',
      account_id: null,
      actor: null,
      reasons: [],
      note: null,
      evidence: null,
      covered: true,
    });
    expect(coveredUnlessOwn(event, 'rana')).toBe(event);
    const byTheMatcher = { ...event, account_id: null };
    expect(coveredUnlessOwn(byTheMatcher, 'omar')).toBe(byTheMatcher);
  });
});

describe('the blind sample', () => {
  it('takes about one pair in twenty of each person, always the same ones, and not the same of everybody', () => {
    const pairs = Array.from({ length: 4_000 }, (_, i) => `pair ${i}`);
    const of = (person: string) => pairs.filter((pair) => inBlindSample(pair, person));
    const [rana, omar] = [of('rana'), of('omar')];
    // 4,000 draws at 1 in 20: 200, and five standard deviations (13.8) to each side.
    for (const sample of [rana, omar]) {
      expect(sample.length).toBeGreaterThan(131);
      expect(sample.length).toBeLessThan(269);
    }
    expect(of('rana')).toEqual(rana);
    expect(rana.filter((pair) => omar.includes(pair)).length).toBeLessThan(60);
  });

  it('hides weights only before a person has judged', () => {
    const id = Array.from({ length: 500 }, (_, i) => `pair ${i}`).find((pair) => inBlindSample(pair, 'omar'))!;
    expect(weightsHidden({ ...proposed, id }, 'omar', false)).toBe(true);
    expect(weightsHidden({ ...proposed, id }, 'omar', true)).toBe(false);
    expect(weightsHidden({ ...proposed, id, state: 'suggested' }, 'omar', false)).toBe(true);
    expect(weightsHidden({ ...proposed, id, state: 'rejected' }, 'omar', false)).toBe(false);
  });
});
