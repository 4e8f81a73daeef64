import { readDataTable } from './project-data.js';
import { Random, WeightedDraw } from './random.js';

/** A named place in both scripts, with further names that sources use. */
export interface NamedPlace {
  arabic: string;
  english: string;
  otherArabic: readonly string[];
  otherLatin: readonly string[];
}

/** A populated place with the district and governorate (OCHA P-codes) it lies in. */
export interface Community extends NamedPlace {
  governorate: string;
  district: string;
}

export interface Facility extends NamedPlace {
  governorate: string;
  /** prison, branch, hospital, court, … as in data/gazetteer/facilities.tsv. */
  type: string;
}

export interface Places {
  communities: readonly Community[];
  administrative(pcode: string): NamedPlace;
  /** Where a family lives: governorates by people, their chief towns before villages. */
  drawHome(random: Random): Community;
  drawNear(home: Community, random: Random): Community;
  /** A place of detention of one of the given types, by preference in the governorate. */
  drawFacility(governorate: string, types: readonly string[], random: Random): Facility;
}

/** Chief towns of governorates, districts and subdistricts hold many more people than a village; the gazetteer counts none. */
const weightByCapitalLevel: Record<string, number> = { '1': 220, '2': 60, '3': 14 };
const sameGovernorateFacilityShare = 0.65;

/** Reads the gazetteer. Communities without an Arabic name (damaged in the source) are left out. */
export function loadPlaces(): Places {
  const administrative = new Map<string, NamedPlace>();
  const people = new Map<string, number>();
  type AdminColumn = 'level' | 'pcode' | 'name_en' | 'name_ar' | 'alt_names' | 'population_2004';
  for (const row of readDataTable<AdminColumn>('gazetteer/admin.tsv')) {
    administrative.set(row.pcode, namedPlace(row.name_ar, row.name_en, row.alt_names.split('|')));
    if (row.level === '1') people.set(row.pcode, Number(row.population_2004) || 100_000);
  }
  const communities: Community[] = [];
  const byGovernorate = new Map<string, [Community, number][]>();
  const byDistrict = new Map<string, Community[]>();
  type CommunityColumn = 'admin2' | 'admin1' | 'name_en' | 'name_ar' | 'capital_level';
  for (const row of readDataTable<CommunityColumn>('gazetteer/communities.tsv')) {
    if (row.name_ar === '' || row.name_en === '') continue;
    const community: Community = {
      ...namedPlace(row.name_ar, row.name_en, []),
      governorate: row.admin1,
      district: row.admin2,
    };
    communities.push(community);
    append(byGovernorate, row.admin1, [community, weightByCapitalLevel[row.capital_level] ?? 1] as [Community, number]);
    append(byDistrict, row.admin2, community);
  }
  const governorates = new WeightedDraw(
    [...byGovernorate.keys()].map((pcode) => [pcode, people.get(pcode) ?? 0] as const),
  );
  const homes = new Map([...byGovernorate].map(([pcode, list]) => [pcode, new WeightedDraw(list)]));
  const facilities = loadFacilities();
  const facilitiesByTypes = new Map<string, Facility[]>();
  const facilitiesOf = (types: readonly string[]): Facility[] => {
    const key = types.join();
    const known = facilitiesByTypes.get(key) ?? facilities.filter((facility) => types.includes(facility.type));
    facilitiesByTypes.set(key, known);
    return known;
  };

  return {
    communities,
    administrative: (pcode) => administrative.get(pcode)!,
    drawHome: (random) => homes.get(governorates.draw(random))!.draw(random),
    drawNear: (home, random) => random.pick(byDistrict.get(home.district)!),
    drawFacility(governorate, types, random) {
      const fitting = facilitiesOf(types);
      const near = fitting.filter((facility) => facility.governorate === governorate);
      return random.pick(near.length > 0 && random.chance(sameGovernorateFacilityShare) ? near : fitting);
    },
  };
}

function namedPlace(arabic: string, english: string, other: string[]): NamedPlace {
  const isArabic = (name: string): boolean => /\p{Script=Arabic}/u.test(name);
  const named = other.filter((name) => name !== '');
  return { arabic, english, otherArabic: named.filter(isArabic), otherLatin: named.filter((name) => !isArabic(name)) };
}

function loadFacilities(): Facility[] {
  type Column = 'id' | 'name_ar' | 'name_en' | 'aliases' | 'type' | 'admin1';
  const rows = readDataTable<Column>('gazetteer/facilities.tsv');
  // The one prison for women would be named for men too, because places are drawn without looking at the person.
  return rows
    .filter((row) => row.id !== 'adra-women')
    .map((row) => ({
      ...namedPlace(row.name_ar, row.name_en, row.aliases.split(';')),
      type: row.type,
      governorate: row.admin1,
    }));
}

function append<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

const otherNameShare = 0.25;

/** The place as one writer puts it: the gazetteer's name or one of the other names in that script. */
export function writePlace(place: NamedPlace, script: 'Arab' | 'Latn', random: Random): string {
  const usual = script === 'Arab' ? place.arabic : place.english;
  const inScript = script === 'Arab' ? place.otherArabic : place.otherLatin;
  if (inScript.length > 0 && random.chance(otherNameShare)) return random.pick(inScript);
  return usual === '' ? place.english : usual;
}
