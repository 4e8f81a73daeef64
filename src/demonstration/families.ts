import { ABU } from './arabic-particles.js';
import type { NameStock } from './name-stock.js';
import type { Community, Places } from './places.js';
import { Random } from './random.js';
import { dayOf } from './written-dates.js';

/** An invented person, as the person is: nothing here is yet written by anybody. Names in Arabic script. */
export interface Person {
  /** Families with one great-grandfather share a clan number: same clan, other person = relative. */
  clan: number;
  /** Children of one father and mother. */
  household: number;
  /** 1: sons of the clan's grandfather; 2: their children. */
  generation: 1 | 2;
  given: string;
  father: string;
  grandfather: string;
  family: string;
  mother: string;
  motherFamily: string;
  sex: 'male' | 'female';
  /** Days since 1970-01-01. */
  birthDay: number;
  home: Community;
  /** Eldest child; a man may be called "father of" that name. */
  child: string;
}

const womenShare = 0.12;
/** A grandson often bears his grandfather's name, which is what makes shifted name parts treacherous. */
const namedAfterGrandfatherShare = 0.12;
/** About one child in forty is a twin, so one pair of brothers or sisters in about a hundred shares the birthday. */
const twinShare = 0.025;
/** Of boys whose elder brother has a name with companions (Hasan and Husayn): how many are named to go with it. */
const companionShare = 0.15;
/** A first son is often called after his father's father. */
const childAfterGrandfatherShare = 0.5;
/** Wives come from the husband's kin often enough that a mother's family name may equal the child's. */
const motherFromSameFamilyShare = 0.15;

/** Makes families one after the other. */
export class FamilyMaker {
  private clans = 0;
  private households = 0;
  private readonly known = new Set<string>();

  constructor(
    private readonly names: NameStock,
    private readonly places: Places,
    private readonly random: Random,
  ) {}

  /**
   * A clan of one grandfather: his 1 to `mostSons` sons' children (brothers, sisters, paternal cousins) and the sons themselves.
   * Everybody is between 14 and about 75 years old in the years 2011 to 2018.
   */
  clan(mostSons = 3): Person[] {
    const { random, names } = this;
    const clan = ++this.clans;
    const home = this.places.drawHome(random);
    const family = names.family(random);
    const grandfather = names.maleGiven(random);
    const greatGrandfather = names.maleGiven(random);
    const grandmother = { mother: names.femaleGiven(random), motherFamily: this.motherFamily(family) };
    const sons = distinctNames(random.between(1, mostSons), () => names.maleGiven(random));
    const sonsHousehold = ++this.households;
    const people: Person[] = [];
    for (const father of sons) {
      const fatherBirthYear = random.between(1938, 1968);
      const fatherLine = { given: father, father: grandfather, grandfather: greatGrandfather, family, ...grandmother };
      const fatherBirth = dayOf(fatherBirthYear, 1, 1) + random.between(0, 364);
      people.push({
        clan,
        household: sonsHousehold,
        generation: 1,
        ...fatherLine,
        sex: 'male',
        birthDay: fatherBirth,
        home,
        child: this.child(grandfather),
      });
      people.push(...this.children({ clan, father, grandfather, family, home }, fatherBirthYear));
    }
    return people;
  }

  /** Somebody else with the same given, father's and family name, from another family and place. */
  namesakeOf(person: Person): Person {
    const { random, names } = this;
    return {
      ...person,
      clan: ++this.clans,
      household: ++this.households,
      grandfather: names.maleGiven(random),
      mother: names.femaleGiven(random),
      motherFamily: this.motherFamily(person.family),
      birthDay: dayOf(random.between(1950, 1996), 1, 1) + random.between(0, 364),
      home: this.places.drawHome(random),
      child: this.child(person.father),
    };
  }

  /** Two people must never be alike in all names, mother and birth, or nobody could tell them apart: moves a birth by days. */
  keepApart(person: Person): void {
    const { given, father, grandfather, family, mother } = person;
    const names = [given, father, grandfather, family, mother].join('|');
    while (this.known.has(`${names}|${person.birthDay}`)) person.birthDay++;
    this.known.add(`${names}|${person.birthDay}`);
  }

  private children(
    line: Pick<Person, 'clan' | 'father' | 'grandfather' | 'family' | 'home'>,
    fatherBirthYear: number,
  ): Person[] {
    const { random, names } = this;
    const { clan, father, grandfather, family, home } = line;
    const household = ++this.households;
    const mother = names.femaleGiven(random);
    const motherFamily = this.motherFamily(family);
    const children: Person[] = [];
    const taken = new Set<string>();
    let year = fatherBirthYear + random.between(20, 30);
    for (let wanted = random.between(1, 6); wanted > 0 && year <= 1997; wanted--) {
      const sex = random.chance(womenShare) ? 'female' : 'male';
      const afterGrandfather = sex === 'male' && random.chance(namedAfterGrandfatherShare);
      const companions = sex === 'male' ? names.companionsOf(children.at(-1)?.given) : [];
      const named = companions.length > 0 && random.chance(companionShare);
      const drawn =
        sex === 'female' ? names.femaleGiven(random) : named ? random.pick(companions) : names.maleGiven(random);
      const given = afterGrandfather ? grandfather : drawn;
      const twin = children.at(-1) !== undefined && random.chance(twinShare);
      const birthDay = twin ? children.at(-1)!.birthDay : dayOf(year, 1, 1) + random.between(0, 364);
      if (!twin) year += random.between(1, 4);
      if (taken.has(given)) continue;
      taken.add(given);
      // Fields one by one: spreading `line` here took a third of the generation's time.
      children.push({
        clan,
        household,
        generation: 2,
        given,
        father,
        grandfather,
        family,
        mother,
        motherFamily,
        sex,
        birthDay,
        home,
        child: this.child(father),
      });
    }
    return children;
  }

  private child(fatherOfParent: string): string {
    return this.random.chance(childAfterGrandfatherShare) ? fatherOfParent : this.names.maleGiven(this.random);
  }

  private motherFamily(family: string): string {
    return this.random.chance(motherFromSameFamilyShare) ? family : this.names.family(this.random);
  }
}

function distinctNames(count: number, draw: () => string): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(draw());
  return [...names];
}

/** "Father of" his eldest child, in Arabic; null for a woman. */
export const kunyaOf = ({ sex, child }: Person): string | null => (sex === 'male' ? `${ABU} ${child}` : null);
