import type { EntityManager } from 'typeorm';
import type { FieldError } from '../errors.js';
import { normaliseText } from '../matching/index.js';
import { wordsNotWritten } from './banned-words.js';

/** And, so; in, for, like; the article: Arabic writes them in one word with what follows (waw, feh; beh, lam, kaf; alef-lam). */
const writtenTogether = /^[\u0648\u0641]?[\u0628\u0644\u0643]?(?:\u0627\u0644|\u0644)?(?=\p{L}{3})/u;
/** Parts of names that are words of their own: ibn, abu, abd, bint in both scripts. */
const noNames = new Set([
  ...['bin', 'ibn', 'abu', 'abd', 'bint'],
  ...['\u0627\u0628\u0646', '\u0627\u0628\u0648', '\u0639\u0628\u062f', '\u0628\u0646\u062a'],
]);
/** Shorter ones are particles (al, el) and numbers of branches, which stand in every other text. */
const shortestName = 3;

const wordsOf = (text: string) => normaliseText(text).split(' ').filter(Boolean);
const withoutWhatIsJoined = (word: string) => word.replace(writtenTogether, '');

/** Does the text hold these words, one after the other, also with "and", "in" or the article written together with one? */
function holds(text: readonly string[], phrase: readonly string[]): boolean {
  const fits = (written: string, sought: string) =>
    written === sought || withoutWhatIsJoined(written) === withoutWhatIsJoined(sought);
  return text.some((_, at) => phrase.every((sought, i) => at + i < text.length && fits(text[at + i], sought)));
}

/**
 * What a text for a family holds and must not (domain.md 2.3): results and fates, in any of the six languages; a part of the name of the sought person or of his
 * mother; a place of detention that the gazetteer knows. Exact rules only: they remind whoever writes, and replace no reading.
 * @returns one error for each, at `/text`; a word of ours is named, a name is not
 */
export async function refusedText(manager: EntityManager, reportId: string, text: string): Promise<FieldError[]> {
  const written = wordsOf(text);
  const names: { raw: string }[] = await manager.query('select raw from person_names where report_id = $1', [reportId]);
  const facilities: { name: string }[] = await manager.query(
    'select unnest(aliases || array[name_en, name_ar]) as name from facilities',
  );
  const isName = (word: string) => [...word].length >= shortestName && !noNames.has(word) && !/^\d+$/.test(word);
  const parts = new Set(names.flatMap(({ raw }) => wordsOf(raw)).filter(isName));
  const places = facilities.map(({ name }) => wordsOf(name)).filter((words) => words.some(isName));
  return [
    ...[...new Set(wordsNotWritten(text))].map((word) => ({
      pointer: '/text',
      code: 'message.word',
      message: `Families are not written this word: “${word}”.`,
    })),
    ...([...parts].some((part) => holds(written, [part]))
      ? [{ pointer: '/text', code: 'message.name', message: 'The text holds a part of the name of who is sought.' }]
      : []),
    ...(places.some((words) => holds(written, words))
      ? [{ pointer: '/text', code: 'message.facility', message: 'The text names a place of detention.' }]
      : []),
  ];
}
