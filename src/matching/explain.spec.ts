import { describe, expect, it } from '@jest/globals';
import { compareRecords, type PairScore } from './compare-records.js';
import { placeComparisons } from './comparisons/place.js';
import { parseDate } from './dates/parse-date.js';
import { explain } from './explain.js';
import { explanationLocales, wordsFor } from './explain-words.js';
import { builtInModel, relativeKinds } from './model/index.js';
import { levelLists } from './model/level-lists.js';
import { mapLevels } from './places/compare-places.js';
import { nowhere } from './places/place-resolution.js';
import type { MatchRecord } from './record.js';

const report: MatchRecord = {
  names: [{ raw: 'سامر حسن الخطيب' }],
  motherName: 'فاطمة',
  sex: 'male',
  birth: parseDate('1985'),
  event: parseDate('2013-03-12'),
  places: { birth: null, home: null, taken: { ...nowhere, governorate: 'SY04' }, held: null },
  identifiers: [],
};
const record: MatchRecord = {
  ...report,
  names: [{ raw: 'Samer Hassan al-Khateeb' }],
  motherName: null,
  birth: parseDate('12 آذار 1985'),
  event: parseDate('2013-05-01'),
};
const score = compareRecords(report, record);

describe('an explanation', () => {
  it('starts at the prior, adds each line and ends at the total', () => {
    const { startingPoint, rows, total, band } = explain(score, 'en');
    expect(startingPoint.weight).toBe(score.priorWeight);
    let sum = startingPoint.weight;
    for (const { before, after, weight } of rows) {
      expect(before).toBeCloseTo(sum, 6);
      expect(after).toBeCloseTo(sum + weight, 6);
      sum = after;
    }
    expect(total).toBeCloseTo(sum, 6);
    expect([total, band]).toEqual([score.matchWeight, score.band]);
  });

  it('shows both spellings as written and says that they agree across scripts', () => {
    const family = explain(score, 'en').rows.find(({ comparison }) => comparison === 'family')!;
    expect(family.a).toBe('الخطيب');
    expect(family.b).toMatch(/^al.Khateeb$/);
    expect(family.agreement).toBe('same_other_script');
  });

  it('names what is missing instead of leaving it out', () => {
    const mother = explain(score, 'en').rows.find(({ comparison }) => comparison === 'mother')!;
    expect(mother).toMatchObject({ agreement: 'not_recorded', weight: 0, a: 'فاطمة', b: null });
  });

  it('gives places by name when it is told them, else by code', () => {
    const place = (explanation: ReturnType<typeof explain>) =>
      explanation.rows.find(({ comparison }) => comparison === 'taken')!;
    expect(place(explain(score, 'en')).a).toBe('SY04');
    expect(place(explain(score, 'ar', { placeName: () => 'حمص' })).a).toBe('حمص');
  });

  it('says how common each name is in a row of its own, so that the two rows together are what the comparison adds', () => {
    const { rows } = explain(score, 'en');
    for (const outcome of score.comparisons.filter(
      ({ comparison, rarity }) => rarity && !placeComparisons.includes(comparison as never),
    )) {
      const [level, rarity] = ['', '_rarity'].map(
        (end) => rows.find(({ comparison }) => comparison === `${outcome.comparison}${end}`)!,
      );
      expect(level.weight + rarity.weight).toBeCloseTo(outcome.weight, 6);
      expect(rarity).toMatchObject({ agreement: null, a: null, b: null });
      expect(rarity.sentence).toMatch(/About 1 person in \u2068[\d,]+\u2069 has this name/);
    }
    const family = score.comparisons.find(({ comparison }) => comparison === 'family')!;
    expect(family.rarity).not.toBe(0);
  });

  it('says that a brother is likelier, and that this is a lead in itself', () => {
    const brother = compareRecords(report, {
      ...record,
      names: [{ raw: 'Wael Hassan al-Khateeb' }],
      motherName: 'Fatima',
      birth: parseDate('1991'),
    });
    expect(brother.band).not.toBe('strong');
    const { headline, rows, total } = explain(brother, 'en');
    expect(headline).toContain('brother or sister');
    expect(rows.at(-1)).toMatchObject({ comparison: 'relative', weight: brother.relative.weight, after: total });
    expect(rows.at(-1)!.sentence).toContain('May be a brother or sister');
    expect(rows.find(({ comparison }) => comparison === 'given')).toMatchObject({ agreement: 'conflict' });
  });

  it('never speaks of probability or percent', () => {
    for (const locale of explanationLocales)
      expect(JSON.stringify(explain(score, locale))).not.toMatch(
        /%|٪|probab|احتمال|wahrscheinlich|muhtemel|olasılı|هاوتا|lihevhat/,
      );
  });

  it('has a sentence in every language for every level that the model knows', () => {
    const acrossLevels = ['at_home', 'near_home', 'home_governorate', 'away_from_home'];
    const places = {
      birth_place: mapLevels,
      home: [...mapLevels, ...acrossLevels],
      taken: [...mapLevels, ...acrossLevels],
      held: Object.keys(builtInModel.place.held),
    };
    const known = Object.entries(levelLists).map(([comparison, { levels }]) => [comparison, levels] as const);
    for (const [comparison, levels] of [...known, ...Object.entries(places)]) {
      for (const level of [...levels, 'not_recorded']) {
        const invented = {
          ...score,
          comparisons: [{ comparison, level, weight: -0.5, rarity: -0.25, a: 'x', b: 'y', note: { oneIn: 400 } }],
        } as PairScore;
        for (const locale of explanationLocales)
          for (const row of explain(invented, locale).rows) expect(row.sentence.length).toBeGreaterThan(5);
      }
    }
    for (const kind of relativeKinds)
      for (const same of [0.1, 0.9])
        for (const locale of explanationLocales) {
          const probabilities = { same, relative: 1 - same, unrelated: 0 };
          const { headline, rows } = explain({ ...score, relative: { weight: -3, kind }, probabilities }, locale);
          for (const text of [headline, rows.at(-1)!.sentence]) expect(text.length).toBeGreaterThan(5);
        }
    expect(wordsFor('rarity', 'en', { oneIn: 397 })).toContain('1 person in \u2068400\u2069');
    expect(wordsFor('rarity', 'de', { oneIn: 12_345 })).toContain('1 von \u206812.000\u2069 Personen');
  });
});
