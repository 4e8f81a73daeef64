import type { FamilyMaker, Person } from './families.js';
import type { PopulationHabits } from './habits.js';
import type { Community, Places } from './places.js';
import { Random, WeightedDraw } from './random.js';
import { dayOf } from './written-dates.js';

/** What happened, before anybody wrote it down: when and where a person was taken. */
export interface Disappearance {
  /** Days since 1970-01-01. */
  day: number;
  place: Community;
}

/** A person taken, with the number of detention records that will speak of the person (0 = none found yet). */
export interface TakenPerson {
  person: Person;
  disappearance: Disappearance;
  recordCount: number;
  /** True when the family filed a report. */
  sought: boolean;
}

/** Share of reports whose person is in at least one record. */
export const foundShare = 0.6;
const recordsPerPerson = new WeightedDraw([
  [1, 55],
  [2, 30],
  [3, 15],
] as const);
const secondSoughtShare = 0.05;
const takenFatherOrUncleShare = 0.05;
const namesakeShare = 0.12;
/** Of the families nobody filed for: how many have a second person taken. */
const fillerRelativeShare = 0.3;

/** Disappearances by year, 2011 to 2018, most in the first years. Records follow them by up to 900 days, so to 2020. */
const disappearanceYears = new WeightedDraw([
  [2011, 12],
  [2012, 28],
  [2013, 24],
  [2014, 14],
  [2015, 8],
  [2016, 6],
  [2017, 5],
  [2018, 3],
] as const);
const lastDisappearanceDay = dayOf(2018, 6, 30);
const youngestDays = 14 * 365.25;

/** Draws who is taken, so that exactly `reports` are sought and exactly `records` records will be written. */
export function drawTakenPeople(
  size: { reports: number; records: number },
  families: FamilyMaker,
  places: Places,
  random: Random,
  habits: PopulationHabits,
): TakenPerson[] {
  const taken: TakenPerson[] = [];
  const soughtClans: { members: Person[]; sought: TakenPerson[] }[] = [];
  let reportsLeft = size.reports;
  let recordsLeft = size.records;
  const take = (person: Person, sought: boolean, recordCount: number, company?: Disappearance): TakenPerson => {
    families.keepApart(person);
    const disappearance =
      company && oldEnough(person, company.day) ? company : drawDisappearance(person, places, random);
    const one = { person, disappearance, recordCount, sought };
    taken.push(one);
    recordsLeft -= recordCount;
    return one;
  };

  while (reportsLeft > 0) {
    const members = families.clan();
    const [first, ...others] = random.shuffle(members);
    if (first === undefined) continue;
    const records = (): number => (random.chance(foundShare) ? recordsPerPerson.draw(random) : 0);
    const sought = [take(first, true, records())];
    reportsLeft--;
    const sibling = others.find((other) => other.household === first.household);
    if (sibling !== undefined && reportsLeft > 0 && random.chance(secondSoughtShare)) {
      const together = random.chance(habits.siblingsTogether) ? sought[0]!.disappearance : undefined;
      sought.push(take(sibling, true, records(), together));
      reportsLeft--;
    }
    soughtClans.push({ members, sought });
  }

  for (const { members, sought } of soughtClans) {
    const first = sought[0]!;
    const reported = new Set(sought.map(({ person }) => person));
    const free = random.shuffle(members.filter((member) => !reported.has(member)));
    const relativeWhere = (share: number, together: number, isSuch: (member: Person) => boolean): void => {
      const relative = free.find(isSuch);
      if (relative === undefined || recordsLeft < 3 || !random.chance(share)) return;
      free.splice(free.indexOf(relative), 1);
      take(relative, false, recordsPerPerson.draw(random), random.chance(together) ? first.disappearance : undefined);
    };
    const { household, father, given } = first.person;
    const isSibling = (member: Person): boolean => member.household === household;
    const isElder = (member: Person): boolean => member.given === father || member.father === given;
    relativeWhere(habits.siblingsTaken, habits.siblingsTogether, isSibling);
    relativeWhere(habits.cousinsTaken, habits.cousinsTogether, (member) => !isSibling(member) && !isElder(member));
    relativeWhere(takenFatherOrUncleShare, habits.cousinsTogether, isElder);
    if (recordsLeft >= 3 && random.chance(namesakeShare)) {
      take(families.namesakeOf(first.person), false, recordsPerPerson.draw(random));
    }
  }

  while (recordsLeft > 0) {
    const [first, second] = random.shuffle(families.clan(2));
    if (first === undefined) continue;
    const one = take(first, false, Math.min(recordsLeft, random.chance(0.85) ? 1 : 2));
    if (second !== undefined && recordsLeft > 0 && random.chance(fillerRelativeShare)) {
      take(second, false, 1, random.chance(habits.siblingsTogether) ? one.disappearance : undefined);
    }
  }
  return taken;
}

function drawDisappearance(person: Person, places: Places, random: Random): Disappearance {
  let day = 0;
  do {
    const year = disappearanceYears.draw(random);
    day = dayOf(year, 1, 1) + random.between(year === 2011 ? 73 : 0, 364); // from mid-March 2011
  } while (day > lastDisappearanceDay || !oldEnough(person, day));
  const where = random.next();
  if (where < 0.55) return { day, place: person.home };
  return { day, place: where < 0.75 ? places.drawNear(person.home, random) : places.drawHome(random) };
}

const oldEnough = (person: Person, day: number): boolean => day - person.birthDay >= youngestDays;
