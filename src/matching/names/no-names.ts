import { type FoldedWord, foldedPhrase, PhraseTable } from './phrases.js';

type Reach = 'whole' | 'begins' | 'word';

const noNames = new PhraseTable<Reach>('no-names.tsv', (row) => row.reach as Reach);

/** True for what is written where a name is not known ("unknown", "n/a", "unidentified no. 5"). */
export function saysNoName(words: readonly FoldedWord[]): boolean {
  if (words.length <= noNames.longest && noNames.get(foldedPhrase(words, 0, words.length))) return true;
  for (const { meaning } of noNames.at(words, 0)) if (meaning === 'begins') return true;
  return words.every(isPlaceholder);
}

/** True for a word that stands inside a name where a part is not known (Khaled XXX al-Ali), and for a number. */
export function isPlaceholder(word: FoldedWord): boolean {
  return noNames.get(word.folded) === 'word' || !/\p{L}/u.test(word.folded);
}
