import { normaliseText, scriptOf } from '../../matching/index.js';
import { isOneSlip } from '../mapping/one-slip.js';

/** What a row says of who it is about, as far as it is looked at here. */
export interface RowPerson {
  /** Names of the sought person as written. */
  names: readonly string[];
  /** Given names, as told or as read out of the names. */
  given: readonly string[];
  /** Days of birth, then of the event, ISO 8601, both inclusive; null where an end is not known. */
  dates: readonly { earliest: string | null; latest: string | null }[];
}

/**
 * May two versions of a row be about one person? Lists number their rows anew now and then, and then the same number is another person. Besides the
 * names it looks at the dates, because relatives stand one after the other in many lists and share all names but one: with another given name it is
 * one person only when the birth is the same, and nothing lies on other days. That two were taken on one day says nothing: brothers were.
 */
export function isSamePerson(before: RowPerson, now: RowPerson): boolean {
  if (!mayBeSamePerson(before.names, now.names)) return false;
  if (!haveOtherGivenName(before.given, now.given)) return true;
  const apart = before.dates.some((date, at) => areApart(date, now.dates[at]));
  return !apart && isToldClosely(before.dates[0]) && isToldClosely(now.dates[0]);
}

/**
 * May two written forms of a row be about one person, by the names alone? Yes, when they share at least half of the different name words of the shorter
 * one, in letters that are typed for one another; also when one of them has no word at all. Names in two scripts share nothing: a form in the other
 * script is left out of the question when both have words in a common one.
 * @param before names of the sought person as the stored row has them
 * @param now names of the sought person as the new row has them
 */
export function mayBeSamePerson(before: readonly string[], now: readonly string[]): boolean {
  const [ofBefore, ofNow] = [wordsOf(before), wordsOf(now)];
  const fewest = Math.min(ofBefore.size, ofNow.size);
  const shared = [...ofNow].filter((word) => ofBefore.has(word)).length;
  return fewest === 0 || shared * 2 >= fewest;
}

/** Do two rows tell of one person, as far as they go: every name word of the shorter one is in the other, and no date lies elsewhere? */
export function isToldAgain(before: RowPerson, now: RowPerson): boolean {
  const [fewer, more] = [wordsOf(before.names), wordsOf(now.names)].sort((a, b) => a.size - b.size);
  if (fewer.size === 0 || before.dates.some((date, at) => areApart(date, now.dates[at]))) return false;
  return [...fewer].every((word) => more.has(word) || [...more].some((other) => isOneSlip(word, other)));
}

const wordsOf = (names: readonly string[]): Set<string> =>
  new Set(names.flatMap((name) => normaliseText(name).split(' ')).filter((word) => word !== ''));

/** In the same script, and no word of one is a word of the other or one slip away from it. */
function haveOtherGivenName(before: readonly string[], now: readonly string[]): boolean {
  const ofScript = (names: readonly string[], script: string) => [
    ...wordsOf(names.filter((name) => scriptOf(name) === script)),
  ];
  const pairs = ['Arab', 'Latn'].flatMap((script) =>
    ofScript(before, script).flatMap((a) => ofScript(now, script).map((b) => [a, b] as const)),
  );
  return pairs.length > 0 && pairs.every(([a, b]) => a !== b && !isOneSlip(a, b));
}

/** A day, or at most a year: an age of many years around would be that of each brother. */
const isToldClosely = (date: RowPerson['dates'][number] | undefined): boolean =>
  date?.earliest != null && date.latest != null && Date.parse(date.latest) - Date.parse(date.earliest) <= longestBirth;

const longestBirth = 366 * 24 * 60 * 60 * 1000;

const areApart = (a: RowPerson['dates'][number], b: RowPerson['dates'][number] | undefined): boolean =>
  b !== undefined && (isBefore(a.latest, b.earliest) || isBefore(b.latest, a.earliest));

const isBefore = (day: string | null, other: string | null): boolean => day !== null && other !== null && day < other;
