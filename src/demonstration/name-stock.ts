import { ARTICLE, canonicalName } from './arabic-particles.js';
import { readDataTable } from './project-data.js';
import { Random, WeightedDraw } from './random.js';

/** Names to draw, in Arabic script, by the frequencies of data/names/freq. */
export interface NameStock {
  maleGiven(random: Random): string;
  femaleGiven(random: Random): string;
  /** A family name: from the surname table, or the grandfather-like "al- + given name", or after a place of origin. */
  family(random: Random): string;
  /** Names that parents give to a brother of somebody with this name. */
  companionsOf(given: string | undefined): readonly string[];
}

/** Doubled given names (Muhammad Khair): the frequency tables hold few of them though they are common. */
const doubledGivenShare = 0.03;
/** Families named after a forefather or a place make the long tail that a table of 862 surnames lacks. */
const forefatherFamilyShare = 0.12;
const placeFamilyShare = 0.13;
const usualFirstOfTwo = 3;

/** Reads the tables; `placeNames` (Arabic) are the origins of family names such as al-Halabi. */
export function loadNameStock(placeNames: readonly string[]): NameStock {
  const left = new Set(readDataTable<'arabic'>('demonstration/not-names.tsv').map((row) => row.arabic));
  const table = (file: string): [string, number][] =>
    readDataTable<'arabic' | 'share'>(`names/freq/${file}`)
      .filter((row) => !left.has(row.arabic) && row.arabic.length > 1)
      .map((row) => [canonicalName(row.arabic), Number(row.share)]);
  const maleRows = table('given-names.male.tsv');
  const males = new WeightedDraw(maleRows);
  const females = new WeightedDraw(table('given-names.female.tsv'));
  const surnames = new WeightedDraw(table('surnames.tsv'));
  const firstOfTwo = maleRows.slice(0, usualFirstOfTwo).map(([name]) => name);
  const origins = [...new Set(placeNames.flatMap((place) => nisba(place) ?? []))];

  const singleMale = (random: Random): string => {
    let name = males.draw(random);
    while (name.includes(' ')) name = males.draw(random);
    return name;
  };
  const companions = new Map<string, string[]>();
  for (const row of readDataTable<'names'>('demonstration/companion-names.tsv')) {
    const group = row.names.split(' ').map(canonicalName);
    for (const name of group)
      companions.set(
        name,
        group.filter((other) => other !== name),
      );
  }

  return {
    companionsOf: (given) => companions.get(given ?? '') ?? [],
    maleGiven(random) {
      if (!random.chance(doubledGivenShare)) return males.draw(random);
      const first = random.pick(firstOfTwo);
      const second = singleMale(random);
      return first === second ? first : `${first} ${second}`;
    },
    femaleGiven: (random) => females.draw(random),
    family(random) {
      const kind = random.next();
      if (kind < forefatherFamilyShare) {
        const forefather = singleMale(random);
        return forefather.startsWith(ARTICLE) ? forefather : ARTICLE + forefather;
      }
      if (kind < forefatherFamilyShare + placeFamilyShare) return random.pick(origins);
      return surnames.draw(random);
    },
  };
}

/** "The one from Douma": article, place without its own article and weak ending, yeh. Undefined for names that do not take it. */
function nisba(place: string): string | undefined {
  if (!/^[\u0622-\u064a]{3,8}$/u.test(place)) return undefined; // one word of Arabic letters
  const stem = place.replace(/^\u0627\u0644/u, '').replace(/(?:\u064a?\u0629|[\u0627\u0649\u064a])$/u, ''); // article; -iya, teh marbuta, alef, alef maqsura, yeh
  return stem.length < 3 ? undefined : `${ARTICLE}${stem}\u064a`; // yeh
}
