import { describe, expect, it } from '@jest/globals';
import type { Band, ComparisonName, PairScore } from '../matching/index.js';
import { isMaterialChange } from './material-change.js';

type Line = [comparison: ComparisonName, level: string, a: string | null, b: string | null];

function aScore(lines: Line[], changes: { band?: Band | null; matcherVersion?: number; priorWeight?: number } = {}) {
  return {
    matchWeight: 10,
    priorWeight: -14,
    comparisons: lines.map(([comparison, level, a, b]) => ({ comparison, level, weight: 0, a, b })),
    relative: { weight: 0, kind: 'sibling' },
    probabilities: { same: 0, relative: 0, unrelated: 1 },
    band: 'weak',
    matcherVersion: 7,
    modelVersion: 'invented',
    ...changes,
  } as PairScore;
}

const given: Line = ['given', 'same', 'سامر', 'Samer'];
const otherYear: Line = ['birth', 'years_apart', '1985', '1979'];
const sameYear: Line = ['birth', 'same_year', '1979', '1979'];
const noMother: Line = ['mother', 'not_recorded', 'Huda', null];
const mother: Line = ['mother', 'same', 'Huda', 'Huda'];

describe('a rejected pair is worth another look', () => {
  it('when what the rejection named agrees otherwise, because a record says something else now', () => {
    expect(isMaterialChange(aScore([given, otherYear]), aScore([given, sameYear]), ['age'])).toBe(true);
    expect(isMaterialChange(aScore([given, otherYear]), aScore([given, sameYear]), ['place', 'age'])).toBe(true);
    // Whose ground is gone as well: the year was withdrawn.
    const withdrawn: Line = ['birth', 'not_recorded', null, '1979'];
    expect(isMaterialChange(aScore([otherYear]), aScore([withdrawn]), ['age'])).toBe(true);
  });

  it('when something is known that was missing, where too little was known', () => {
    expect(isMaterialChange(aScore([given, noMother]), aScore([given, mother]), ['insufficient'])).toBe(true);
    expect(isMaterialChange(aScore([given, noMother]), aScore([given, mother]), ['age'])).toBe(false);
  });

  it('when a number of a paper turns up, whatever the reason was', () => {
    const none: Line = ['identifier', 'not_recorded', '01234567890', null];
    const same: Line = ['identifier', 'national_number_same', '01234567890', '01234567890'];
    expect(isMaterialChange(aScore([none]), aScore([same]), ['other_person_known'])).toBe(true);
  });

  it('when its band rose by the same measure', () => {
    const then = aScore([given, noMother], { band: null });
    const now = (changes: object) => aScore([given, mother], { band: 'worth_a_look', ...changes });
    expect(isMaterialChange(then, now({}), ['place'])).toBe(true);
    expect(isMaterialChange(now({}), aScore([given, noMother], { band: 'weak' }), ['place'])).toBe(false);
    expect(isMaterialChange(then, now({ matcherVersion: 8 }), ['place'])).toBe(false);
    expect(isMaterialChange(then, now({ priorWeight: -15 }), ['place'])).toBe(false);
  });
});

describe('a rejected pair stays rejected', () => {
  it('when a new matcher calls the same values something else and likes them better', () => {
    const renamed: Line = ['birth', 'close', '1985', '1979'];
    expect(
      isMaterialChange(aScore([otherYear]), aScore([renamed], { band: 'strong', matcherVersion: 8 }), ['age']),
    ).toBe(false);
    expect(isMaterialChange(aScore([otherYear]), aScore([renamed], { band: 'strong' }), ['age'])).toBe(false);
  });

  it('when something else was mended, or the same was written otherwise', () => {
    const otherPlace: [Line, Line] = [
      ['taken', 'governorate', 'SY04', 'SY04'],
      ['taken', 'community', 'C2', 'C2'],
    ];
    expect(isMaterialChange(aScore([otherYear, otherPlace[0]]), aScore([otherYear, otherPlace[1]]), ['age'])).toBe(
      false,
    );
    const spelt: Line = ['birth', 'years_apart', '1985', '1979 ?'];
    expect(isMaterialChange(aScore([otherYear]), aScore([spelt]), ['age'])).toBe(false);
  });
});
