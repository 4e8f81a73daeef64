import { noDate } from '../database/fuzzy-date-columns.js';
import type { DetentionRecord } from '../detention-records/detention-record.entity.js';
import type { Understood } from '../imports/understood.js';
import type { PersonNameRow } from '../person-names/person-name.entity.js';

/**
 * What an import stores of one row, as the entities that are read back from the database: columns that the row does not fill are null. Without ids, which
 * only the database gives.
 */
export function understoodRecord({ record, names }: Understood): { record: DetentionRecord; names: PersonNameRow[] } {
  const columns = (prefix: string, empty: object) =>
    Object.fromEntries(Object.keys(empty).map((key) => [key, record[`${prefix}_${snake(key)}`] ?? null]));
  return {
    record: {
      ...nothing,
      ...camel(record),
      birth: columns('birth', noDate),
      event: columns('event', noDate),
      birthPlace: columns('birth_place', noPlace),
      home: columns('home', noPlace),
      arrestPlace: columns('arrest_place', noPlace),
    } as unknown as DetentionRecord,
    names: names.map((name) => ({ ...noName, ...camel(name) }) as unknown as PersonNameRow),
  };
}

const noPlace = { raw: null, governorate: null, district: null, subdistrict: null, community: null, guessed: null };
const nothing = {
  ...{ sex: null, governorate: null, district: null, subdistrict: null, community: null, placeGuessed: null },
  ...{ facility: null, facilityGuessed: null, identifiers: [] },
};
const noName = { givenRaw: null, fatherRaw: null, grandfatherRaw: null, familyRaw: null };

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (columns: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [
      column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
