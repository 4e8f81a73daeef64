import { FamilyMaker } from '../families.js';
import { loadNameStock } from '../name-stock.js';
import { loadPlaces, type Places } from '../places.js';
import type { Random } from '../random.js';
import { wordsOf } from '../words.js';
import { dayOf } from '../written-dates.js';
import type { Happening } from './draft.js';

const eventTypes = [
  'arrest',
  'arrest',
  'arrest',
  'intake',
  'transfer',
  'hospital',
  'court',
  'release',
  'sighting',
] as const;
const firstDay = dayOf(2011, 3, 15);
const lastDay = dayOf(2018, 12, 31);

/** Invented people and what happened to each. Given names come from the demonstration's stock; every family bears the marker. */
export function drawHappenings(count: number, random: Random): { happenings: Happening[]; places: Places } {
  const places = loadPlaces();
  const stock = loadNameStock(places.communities.map(({ arabic }) => arabic));
  const [marker] = wordsOf('marker', 'ar');
  const families = new FamilyMaker({ ...stock, family: () => marker! }, places, random);
  const happenings: Happening[] = [];
  while (happenings.length < count) {
    for (const person of families.clan()) {
      if (person.birthDay > dayOf(1999, 1, 1)) continue;
      families.keepApart(person);
      happenings.push({
        person,
        eventDay: random.between(firstDay, lastDay),
        eventType: random.pick(eventTypes),
        place: random.chance(0.7) ? person.home : places.drawHome(random),
      });
    }
  }
  return { happenings: random.shuffle(happenings).slice(0, count), places };
}
