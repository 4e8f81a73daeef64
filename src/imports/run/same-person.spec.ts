import { describe, expect, it } from '@jest/globals';
import { isSamePerson, mayBeSamePerson, type RowPerson } from './same-person.js';

describe('a number of a list that comes again', () => {
  it.each([
    ['the same name', ['Khalid Kasim Athartest'], ['Khalid Kasim Athartest'], true],
    ['letters typed for one another', ['أحمد'], ['احمد'], true],
    ['a name that was written out in full', ['Khalid Athartest'], ['Khalid Kasim Omar Athartest'], true],
    ['half of the words', ['Khalid Athartest'], ['Omar Athartest'], true],
    ['a family name alone', ['Khalid Kasim Athartest'], ['Omar Samer Athartest'], false],
    ['nothing', ['Khalid Kasim'], ['Omar Samer'], false],
    ['no name before', [], ['Omar Samer'], true],
  ])('shares %s: same person %#', (_, before, now, same) => {
    expect(mayBeSamePerson(before, now)).toBe(same);
    expect(mayBeSamePerson(now, before)).toBe(same);
  });
});

describe('relatives who stand one after the other in a list', () => {
  const person = (given: string, born: string | null): RowPerson => ({
    names: [`${given} Kasim Athartest`],
    given: [given],
    dates: [{ earliest: born, latest: born }],
  });

  it.each([
    ['a brother born on another day', person('Omar', '1985-06-01'), false],
    ['a brother of whose birth nothing is known', person('Omar', null), false],
    ['a birth that was corrected', person('Khalid', '1985-06-01'), true],
    ['a slip in the given name and a birth that was corrected', person('Khaled', '1985-06-01'), true],
    ['a given name that was corrected', person('Walid', '1980-01-01'), true],
    [
      'a given name that was corrected, with the day of birth told as its year',
      { ...person('Walid', null), dates: [{ earliest: '1980-01-01', latest: '1980-12-31' }] },
      true,
    ],
    [
      'a brother whose birth is told as "about 1975 to 1985"',
      { ...person('Walid', null), dates: [{ earliest: '1975-01-01', latest: '1985-12-31' }] },
      false,
    ],
    ['the given name in the other script', { ...person('Khalid', '1985-06-01'), given: ['خالد'] }, true],
  ])('are told apart by given name and date together: %s', (_, now, same) => {
    const before = person('Khalid', '1980-01-01');
    expect(isSamePerson(before, now)).toBe(same);
    expect(isSamePerson(now, before)).toBe(same);
  });

  it('nor are two of whose births nothing is known one person because they were taken on one day', () => {
    const taken = (given: string): RowPerson => ({
      ...person(given, null),
      dates: [
        { earliest: null, latest: null },
        { earliest: '2013-05-04', latest: '2013-05-04' },
      ],
    });
    expect(isSamePerson(taken('Khalid'), taken('Omar'))).toBe(false);
    expect(isSamePerson(taken('Khalid'), taken('Khaled'))).toBe(true);
  });
});
