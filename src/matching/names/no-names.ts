import { type FoldedWord, foldedPhrase, PhraseTable } from './phrases.js';
import { onlyTitles } from './titles.js';
import type { WrittenWord } from './written-words.js';

type Reach = 'whole' | 'begins' | 'word' | 'beside';

const noNames = new PhraseTable<Reach>('no-names.tsv', (row) => row.reach as Reach);

/** True for what is written where a name is not known ("unknown", "n/a", "unidentified no. 5"). */
export function saysNoName(words: readonly WrittenWord[]): boolean {
  if (words.length <= noNames.longest && noNames.get(foldedPhrase(words, 0, words.length))) return true;
  for (const { meaning } of noNames.at(words, 0)) if (meaning === 'begins') return true;
  const named = words.filter((word) => !isPlaceholder(word) && noNames.get(word.folded) !== 'beside');
  return named.length === 0 || (named.length < words.length && onlyFate(named, words.some(isPlaceholder)));
}

/** Words of fate that nobody is called by; beside "unknown" or a number also those that somebody may be (Shahid). */
function onlyFate(words: readonly WrittenWord[], besidePlaceholder: boolean): boolean {
  const titled = onlyTitles(words);
  return titled !== null && titled.titles.length === 0 && (besidePlaceholder || titled.certain);
}

/** True for a word that stands inside a name where a part is not known (Khaled XXX al-Ali), and for a number. */
export function isPlaceholder(word: FoldedWord): boolean {
  return noNames.get(word.folded) === 'word' || !/\p{L}/u.test(word.folded);
}
