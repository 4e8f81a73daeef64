import { readFileSync } from 'node:fs';
import { parseTable } from '../tables/read-table.js';

/**
 * What the comparison of places has to know of the country: how many live where, where it lies, what lies in what. Read once from data/gazetteer.
 * Numbers instead of codes: a place of the gazetteer has a number, a code that is not in it is given the next free one.
 */
export interface AtlasPlace {
  /** log2 of one in so many people who live there (census of 2004): what it says when two records share it. */
  bits: number;
  /** Kilometres east and north of 35 N 38 E, NaN when not known. Within Syria distances are right to 3 in 100. */
  east: number;
  north: number;
}

const read = (name: string): Record<string, string>[] =>
  parseTable(readFileSync(new URL(`../../../data/gazetteer/${name}.tsv`, import.meta.url), 'utf8'));

const kilometresADegree = 111.32;
const kilometresADegreeEast = kilometresADegree * Math.cos((35 * Math.PI) / 180);

/** The census counted subdistricts. Most of a governorate's capital lives in it, and about half of another subdistrict in its centre. */
const shareOfCentre: Record<string, number> = { '1': 0.9, '2': 0.6, '3': 0.4 };
/** People of a subdistrict that was not counted. */
const fewestPeople = 2000;

const numbers = new Map<string, number>();
const places: AtlasPlace[] = [];
const facilities = new Map<string, { governorate: string; community: string }>();

const administrative = read('admin');
const communities = read('communities');
const everybody = administrative
  .filter((row) => row.level === '1')
  .reduce((sum, row) => sum + Number(row.population_2004), 0);

function place(code: string, people: number, row: Record<string, string>): void {
  numbers.set(code, places.length);
  const [north, east] = [row.lat, row.lon].map((degrees) => (degrees ? Number(degrees) : Number.NaN));
  places.push({
    bits: Math.log2(everybody / Math.max(1, people)),
    east: (east - 38) * kilometresADegreeEast,
    north: (north - 35) * kilometresADegree,
  });
}

for (const row of administrative) place(row.pcode, Number(row.population_2004) || fewestPeople, row);
const counted = new Map(administrative.map((row) => [row.pcode, Number(row.population_2004) || fewestPeople]));
const bySubdistrict = new Map<string, Record<string, string>[]>();
for (const row of communities) {
  const together = bySubdistrict.get(row.admin3);
  if (together) together.push(row);
  else bySubdistrict.set(row.admin3, [row]);
}
for (const [subdistrict, together] of bySubdistrict) {
  const people = counted.get(subdistrict) ?? fewestPeople;
  const inCentre = together.length === 1 ? 1 : (shareOfCentre[together.find(isCentre)?.capital_level ?? ''] ?? 0);
  const villages = together.filter((row) => !isCentre(row)).length;
  for (const row of together) {
    const share = isCentre(row) || together.length === 1 ? inCentre : (1 - inCentre) / villages;
    place(row.pcode, people * share, row);
  }
}
for (const row of read('facilities'))
  facilities.set(row.id, { governorate: row.admin1, community: row.near_community });

function isCentre(row: Record<string, string>): boolean {
  return row.capital_level in shareOfCentre;
}

/** Number of a code, -1 for none. */
export function placeNumber(code: string | null): number {
  if (code === null) return -1;
  let number = numbers.get(code);
  if (number === undefined) {
    number = places.length;
    numbers.set(code, number);
    // As many as in a mean governorate: a place of which nothing is known must not say much.
    places.push({ bits: Math.log2(14), east: Number.NaN, north: Number.NaN });
  }
  return number;
}

export function atlasPlace(number: number): AtlasPlace {
  return places[number];
}

/** Governorate and nearest town of a place of detention; null when it is not in the list. */
export function facilityWhere(id: string | null): { governorate: string; community: string } | null {
  return id === null ? null : (facilities.get(id) ?? null);
}

const nextDoorKilometres = 10;
const governorates = administrative.filter((row) => row.level === '1').map((row) => row.pcode);
/** The governorates have the first numbers. */
const nextDoor = new Uint8Array(governorates.length ** 2);

// Two governorates are neighbours when villages of both lie within ten kilometres. Communities by squares of that width, so that only near ones are compared.
const squares = new Map<string, { number: number; governorate: number }[]>();
const squareOf = (kilometres: number): number => Math.floor(kilometres / nextDoorKilometres);
for (const row of communities) {
  const number = placeNumber(row.pcode);
  const { east, north } = places[number];
  const governorate = placeNumber(row.admin1);
  for (const dx of [-1, 0, 1]) {
    for (const dy of [-1, 0, 1]) {
      for (const other of squares.get(`${squareOf(east) + dx} ${squareOf(north) + dy}`) ?? []) {
        if (other.governorate !== governorate && distance(number, other.number) <= nextDoorKilometres) {
          nextDoor[governorate * governorates.length + other.governorate] = 1;
          nextDoor[other.governorate * governorates.length + governorate] = 1;
        }
      }
    }
  }
  const key = `${squareOf(east)} ${squareOf(north)}`;
  const square = squares.get(key) ?? [];
  square.push({ number, governorate });
  squares.set(key, square);
}

/** Kilometres between two places by number, NaN when one is not on the map. */
export function distance(a: number, b: number): number {
  const [one, two] = [places[a], places[b]];
  return Math.hypot(one.east - two.east, one.north - two.north);
}

/** By number of governorate. */
export function areNeighbours(a: number, b: number): boolean {
  return a < governorates.length && b < governorates.length && nextDoor[a * governorates.length + b] === 1;
}

/** Share of the population that lives in a governorate, 0..1; the mean of the 14 for a code that is not in the gazetteer. */
export function governorateShare(pcode: string | null): number {
  const number = pcode === null || !governorates.includes(pcode) ? undefined : numbers.get(pcode);
  return number === undefined ? 1 / 14 : 2 ** -places[number].bits;
}
