import { kunyaOf, type Person } from '../families.js';
import { type Places, writePlace } from '../places.js';
import type { Random } from '../random.js';
import { wordsOf } from '../words.js';
import { type Scribe, writeNamePart } from '../write-name.js';
import { civilDate, writeDay } from '../written-dates.js';
import type { Clerk } from './clerk.js';
import type { DirtyColumn } from './columns.js';
import type { Happening } from './draft.js';

/** The cells of a row in which nothing is wrong yet, in the order of the columns. */
export function cleanRow(
  { person, eventDay, eventType, place }: Happening,
  rowId: { counter: number; id: string },
  columns: readonly DirtyColumn[],
  { script, scribe, dates }: Clerk,
  places: Places,
  random: Random,
): string[] {
  const part = (name: string): string => writeNamePart(name, scribe, random, () => undefined);
  const marker = wordsOf('marker', script)[0]!;
  const placeScript = script === 'ar' ? 'Arab' : 'Latn';
  const inWords = (kind: string): string => random.pick(wordsOf(kind, script));
  const written: Record<DirtyColumn['field'], () => string> = {
    row_counter: () => String(rowId.counter),
    source_record_id: () => rowId.id,
    full_name: () =>
      [person.given, person.father, ...(random.chance(0.4) ? [person.grandfather] : [])]
        .map(part)
        .concat(marker)
        .join(' '),
    given_name: () => part(person.given),
    father_name: () => part(person.father),
    grandfather_name: () => (random.chance(0.5) ? part(person.grandfather) : ''),
    family_name: () => marker,
    mother_name: () => (random.chance(0.6) ? part(person.mother) : ''),
    sex: () => wordsOf(`sex_${person.sex}`, script === 'ar' ? 'ar' : 'en')[0]!,
    birth_date: () => (random.chance(0.85) ? writeDay(civilDate(person.birthDay), dates, random) : ''),
    birth_place: () => (random.chance(0.6) ? writePlace(person.home, placeScript, random) : ''),
    event_type: () => inWords(`event_${eventType}`),
    event_date: () => (random.chance(0.9) ? writeDay(civilDate(eventDay), dates, random) : ''),
    status: () => '',
    arrest_place: () => writePlace(place, placeScript, random),
    governorate: () => writePlace(places.administrative(place.governorate), placeScript, random),
    facility: () => (random.chance(0.6) ? drawFacility(place.governorate, placeScript) : ''),
    national_number: () => (random.chance(0.3) ? nationalNumber(random) : ''),
    reporter_relationship: () => inWords('relationship'),
    contact: () => (random.chance(0.3) ? phone(script, random) : ''),
    notes: () =>
      random.chance(0.3) ? inWords('plain_note').replace('{place}', writePlace(person.home, placeScript, random)) : '',
  };
  const drawFacility = (governorate: string, inScript: 'Arab' | 'Latn'): string => {
    const facility = places.drawFacility(governorate, ['prison', 'branch', 'hospital'], random);
    return inScript === 'Arab' ? facility.arabic : facility.english;
  };
  return columns.map(({ field }) => written[field]());
}

/** Eleven digits as on an identity card, with a province that does not exist (00). */
export const nationalNumber = (random: Random): string =>
  `00${String(random.between(0, 999_999_999)).padStart(9, '0')}`;

export const phone = (script: 'ar' | 'la', random: Random): string =>
  random.pick(wordsOf('phone', script)).replaceAll('{0}', String(random.between(10, 99)));

/** "Father of …" as the clerk writes it, or null for a woman. */
export function writtenKunya(person: Person, scribe: Scribe, random: Random): string | null {
  const kunya = kunyaOf(person);
  return kunya === null ? null : writeNamePart(kunya, scribe, random, () => undefined);
}
