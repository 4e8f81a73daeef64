import { beforeAll, describe, expect, it } from '@jest/globals';
import { FamilyMaker, type Person } from './families.js';
import { loadNameStock } from './name-stock.js';
import { loadPlaces } from './places.js';
import { Random } from './random.js';

let families: FamilyMaker;
let clans: Person[][];
beforeAll(() => {
  const places = loadPlaces();
  const names = loadNameStock(places.communities.map(({ arabic }) => arabic));
  families = new FamilyMaker(names, places, new Random(7));
  clans = Array.from({ length: 200 }, () => families.clan());
});

const pairsOf = (people: Person[]): [Person, Person][] =>
  people.flatMap((one, index) => people.slice(index + 1).map((other): [Person, Person] => [one, other]));

describe('an invented family', () => {
  it('gives brothers and sisters one father, grandfather, family name and mother but different given names', () => {
    const siblings = clans.flatMap(pairsOf).filter(([one, other]) => one.household === other.household);
    expect(siblings.length).toBeGreaterThan(300);
    for (const [one, other] of siblings) {
      expect([other.father, other.grandfather, other.family]).toEqual([one.father, one.grandfather, one.family]);
      expect([other.mother, other.motherFamily]).toEqual([one.mother, one.motherFamily]);
      expect(other.given).not.toBe(one.given);
    }
  });

  it('gives paternal cousins one grandfather and family name but different fathers', () => {
    const cousins = clans
      .flatMap(pairsOf)
      .filter(([one, other]) => one.household !== other.household && one.grandfather === other.grandfather);
    expect(cousins.length).toBeGreaterThan(300);
    for (const [one, other] of cousins) {
      expect(other.family).toBe(one.family);
      expect(other.clan).toBe(one.clan);
    }
    expect(cousins.filter(([one, other]) => one.father === other.father).length).toBeLessThan(cousins.length / 20);
  });

  it('has fathers who are at least 20 years older than their children', () => {
    for (const [one, other] of clans.flatMap(pairsOf)) {
      if (one.generation < other.generation && one.given === other.father) {
        expect(other.birthDay - one.birthDay).toBeGreaterThan(19 * 365);
      }
    }
  });

  it('has strangers with the same given, father’s and family name who are no relatives', () => {
    const person = clans[0]![0]!;
    const namesake = families.namesakeOf(person);
    expect([namesake.given, namesake.father, namesake.family]).toEqual([person.given, person.father, person.family]);
    expect(clans.flat().some(({ clan }) => clan === namesake.clan)).toBe(false);
  });

  it('keeps two people apart who are alike in all names and in birth', () => {
    const one = { ...clans[1]![0]! };
    const other = { ...one };
    families.keepApart(one);
    families.keepApart(other);
    expect(other.birthDay).toBe(one.birthDay + 1);
  });
});
