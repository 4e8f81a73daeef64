import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BasisNow, type ClaimNow, ceilingOf, effectiveLevel } from './effective-level.js';
import { atLeast, caseFateClaims, fateLevels, isAboutDeath, isAboutLife, legalStatuses } from './fate-words.js';

const register: BasisNow = { stands: true, ofPerpetrators: true };
const survivor: BasisNow = { stands: true, ofPerpetrators: false };
const agreed = [{ reviewer: 'omar', agrees: true }];
const claim = (changes: Partial<ClaimNow> = {}): ClaimNow => ({
  level: 'confirmed',
  legalStatus: 'none',
  assessor: 'rana',
  bases: [register, survivor],
  reviews: agreed,
  ...changes,
});

describe('what a claim about fate counts as', () => {
  it('is what was written down, once a second person agreed and something besides the perpetrators’ word stands', () => {
    for (const level of fateLevels) expect(effectiveLevel(claim({ level }))).toBe(level);
  });

  it('is never above "documented" before a second person agreed', () => {
    expect(effectiveLevel(claim({ reviews: [] }))).toBe('documented');
    expect(effectiveLevel(claim({ level: 'alleged', reviews: [] }))).toBe('alleged');
  });

  it('does not rise by the assessor agreeing with himself', () => {
    expect(effectiveLevel(claim({ reviews: [{ reviewer: 'rana', agrees: true }] }))).toBe('documented');
  });

  it('falls back when another reviewer disagrees', () => {
    expect(effectiveLevel(claim({ reviews: [...agreed, { reviewer: 'lina', agrees: false }] }))).toBe('documented');
  });

  it('is never above "documented" on documents of perpetrators, however many and whoever agreed (R10)', () => {
    for (const legalStatus of legalStatuses)
      expect(effectiveLevel(claim({ bases: [register, register, register], legalStatus }))).toBe('documented');
  });

  it('a death that the regime registered lifts nothing', () => {
    expect(ceilingOf([], 'death_registered_by_regime')).toBe('documented');
    expect(ceilingOf([register], 'death_registered_by_regime')).toBe('documented');
    expect(ceilingOf([survivor], 'death_registered_by_regime')).toBe('confirmed');
  });

  it('is an allegation when nothing that it rested on stands any more', () => {
    expect(effectiveLevel(claim({ bases: [{ ...register, stands: false }] }))).toBe('alleged');
    expect(effectiveLevel(claim({ bases: [register, { ...survivor, stands: false }] }))).toBe('documented');
    expect(effectiveLevel(claim({ bases: [] }))).toBe('alleged');
  });

  it('never exceeds what was written, and above "documented" always has a second person and an independent basis', () => {
    const anyBasis = fc.record({ stands: fc.boolean(), ofPerpetrators: fc.boolean() });
    const anyReview = fc.record({ reviewer: fc.constantFrom('rana', 'omar', 'lina'), agrees: fc.boolean() });
    fc.assert(
      fc.property(
        fc.record({
          level: fc.constantFrom(...fateLevels),
          legalStatus: fc.constantFrom(...legalStatuses),
          assessor: fc.constantFrom('rana', 'omar'),
          bases: fc.array(anyBasis, { maxLength: 4 }),
          reviews: fc.array(anyReview, { maxLength: 3 }),
        }),
        (any) => {
          const level = effectiveLevel(any);
          expect(atLeast(any.level, level)).toBe(true);
          if (!atLeast(level, 'corroborated')) return;
          expect(any.bases.some((basis) => basis.stands && !basis.ofPerpetrators)).toBe(true);
          expect(any.reviews.some((review) => review.agrees && review.reviewer !== any.assessor)).toBe(true);
        },
      ),
    );
  });
});

describe('the words of fate', () => {
  it('a claim is about life or about death or says that nothing is known', () => {
    for (const word of caseFateClaims)
      expect([isAboutDeath(word), isAboutLife(word)].filter(Boolean)).toHaveLength(word === 'no_information' ? 0 : 1);
  });

  it('no level and no claim is called probable (R9)', () => {
    expect([...fateLevels, ...caseFateClaims].filter((word) => /probab|likely|presum/.test(word))).toEqual([]);
  });
});
