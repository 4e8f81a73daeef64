import { describe, expect, it } from '@jest/globals';
import {
  type CheckFigures,
  leastDeviation,
  rateCeiling,
  strangeMatchRate,
  suspicionsAtCheck,
  tooManyForOneReport,
} from './rules.js';

const ordinary: CheckFigures = {
  documentType: 'intake_register',
  rows: 1000,
  ready: 1000,
  eventDays: 900,
  sameEventDay: 40,
  birthDays: 500,
  sameBirthDay: 5,
  deaths: 30,
  hiddenMarks: 10,
  changed: 100,
  moved: 3,
};
const codes = (figures: Partial<CheckFigures>) =>
  suspicionsAtCheck({ ...ordinary, ...figures }).map(({ code }) => code);

describe('a file before its run', () => {
  it.each<[string, Partial<CheckFigures>, string[]]>([
    ['an ordinary register', {}, []],
    ['a register of one day', { sameEventDay: 850 }, ['file.same_event_day']],
    ['a list of one raid', { eventDays: 40, sameEventDay: 40 }, []],
    ['an exchange, which is of one day', { sameEventDay: 900, documentType: 'exchange_list' }, []],
    ['one day of birth for a quarter', { sameBirthDay: 125 }, ['file.same_birth_day']],
    ['deaths of most people', { deaths: 500 }, ['file.many_deaths']],
    ['a register of deaths', { deaths: 1000, documentType: 'death_certificate' }, []],
    ['hidden marks in every twentieth row', { hiddenMarks: 50 }, ['file.hidden_marks']],
    ['numbers that moved', { moved: 40 }, ['file.numbers_moved']],
    [
      'twelve rows of anything',
      { rows: 12, ready: 12, birthDays: 12, sameBirthDay: 12, deaths: 12, hiddenMarks: 12 },
      [],
    ],
  ])('%s', (_, figures, expected) => expect(codes(figures)).toEqual(expected));
});

describe('a file after it was compared', () => {
  const records = 1000;
  it.each([
    [10, records, 0],
    [11, records, 1],
    [9, 20, 0],
    [10, 20, 1],
  ])('%s of its rows suggested for one report, of %s', (mostForOneReport, all, found) =>
    expect(tooManyForOneReport({ records: all, hits: 0, mostForOneReport })).toHaveLength(found),
  );

  const strange = (hits: number, history: number[], of = records) =>
    strangeMatchRate(
      { records: of, hits, mostForOneReport: 0 },
      history.map((each) => ({ records, hits: each })),
    ).length > 0;

  it('is held against the earlier files of its organisation when there are three of them', () => {
    expect(strange(90, [100, 110, 90])).toBe(false);
    expect(strange(100 + 3.3 * leastDeviation * records, [100, 110, 90])).toBe(true);
    expect(strange(0, [100, 110, 90])).toBe(false);
    // Partners whose files differ much are given more room.
    expect(strange(250, [50, 150, 100])).toBe(false);
  });

  it('and before that against a ceiling, and not at all when it is short', () => {
    expect(strange(rateCeiling * records, [100, 100])).toBe(false);
    expect(strange(rateCeiling * records + 1, [100, 100])).toBe(true);
    expect(strange(99, [], 99)).toBe(false);
  });
});
