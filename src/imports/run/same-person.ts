import { normaliseText } from '../../matching/index.js';

/**
 * May two written forms of a row be about one person? Yes, when they share at least half of the different name words of the shorter one, in
 * letters that are typed for one another; also when one of them has no word at all. Lists number their rows anew now and then, and then the
 * same number is another person. Names in two scripts share nothing: a form in the other script is left out of the question when both have
 * words in a common one.
 * @param before names of the sought person as the stored row has them
 * @param now names of the sought person as the new row has them
 */
export function mayBeSamePerson(before: readonly string[], now: readonly string[]): boolean {
  const [ofBefore, ofNow] = [wordsOf(before), wordsOf(now)];
  const fewest = Math.min(ofBefore.size, ofNow.size);
  const shared = [...ofNow].filter((word) => ofBefore.has(word)).length;
  return fewest === 0 || shared * 2 >= fewest;
}

const wordsOf = (names: readonly string[]): Set<string> =>
  new Set(names.flatMap((name) => normaliseText(name).split(' ')).filter((word) => word !== ''));
