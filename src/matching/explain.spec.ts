import { describe, expect, it } from '@jest/globals';
import { compareRecords, type PairScore } from './compare-records.js';
import { parseDate } from './dates/parse-date.js';
import { explain } from './explain.js';
import { wordsFor } from './explain-words.js';
import { currentModel } from './model/index.js';
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

  it('shows both spellings as written and says that they agree across scripts, and how common the name is', () => {
    const family = explain(score, 'en').rows.find(({ comparison }) => comparison === 'family')!;
    expect(family.a).toBe('الخطيب');
    expect(family.b).toMatch(/^al.Khateeb$/);
    expect(family.agreement).toBe('same_other_script');
    expect(family.sentence).toMatch(/in about 1 of \u2068[\d,]+\u2069 records/);
    expect(explain(score, 'ar').rows.find(({ comparison }) => comparison === 'family')!.sentence).toMatch(
      /\u2068[\d,]+\u2069/,
    );
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

  it('says that brothers may be relatives', () => {
    const brother = compareRecords(report, { ...record, names: [{ raw: 'Wael Hassan al-Khateeb' }] });
    expect(brother.band).toBeNull();
    expect(explain(brother, 'en').headline).toContain('relative');
    expect(explain(brother, 'en').rows.find(({ comparison }) => comparison === 'given')).toMatchObject({
      agreement: 'conflict',
    });
  });

  it('never speaks of probability or percent', () => {
    for (const locale of ['ar', 'en'] as const)
      expect(JSON.stringify(explain(score, locale))).not.toMatch(/%|٪|probab|احتمال/);
  });

  it('has a sentence in both languages for every level that the model knows', () => {
    const levels = {
      birth: Object.keys(currentModel.birth),
      event: Object.keys(currentModel.event),
      birth_place: mapLevels,
      home: [...mapLevels, 'at_home', 'near_home', 'home_governorate', 'away_from_home'],
      taken: [...mapLevels, 'at_home', 'near_home', 'home_governorate', 'away_from_home'],
      held: Object.keys(currentModel.place.held),
      sex: Object.keys(currentModel.sex),
      identifier: Object.keys(currentModel.identifier),
      name_arrangement: Object.keys(currentModel.names.arrangement),
      given: Object.keys(currentModel.names.parts.given),
      mother: Object.keys(currentModel.names.parts.mother),
    };
    for (const [comparison, names] of Object.entries(levels)) {
      for (const level of [...names, 'not_recorded']) {
        const invented = {
          ...score,
          comparisons: [{ comparison, level, weight: -0.5, a: 'x', b: 'y', note: { oneIn: 400 } }],
        } as PairScore;
        for (const locale of ['ar', 'en'] as const)
          expect(explain(invented, locale).rows[0].sentence.length).toBeGreaterThan(5);
      }
    }
    expect(wordsFor('name.same', 'en', { oneIn: 397 })).toContain('about 1 of \u2068400\u2069 records');
  });
});
