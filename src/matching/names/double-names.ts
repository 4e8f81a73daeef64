import { readTable } from '../tables/read-table.js';
import { type NameWord, nameWords } from './name-words.js';
import { hasArticle } from './particles.js';
import { tokenOf } from './token.js';

export type DoubleName = 'usual' | 'possible';

const separator = ' ';
const doubles = new Map<string, DoubleName>();
for (const { first, second, how } of readTable('double-names.tsv')) {
  const [a] = nameWords(first!).words;
  const [b] = nameWords(second!).words;
  const key = soundOf(a!)[0]! + separator + soundOf(b!)[0]!;
  if (!doubles.has(key)) doubles.set(key, how as DoubleName);
}

/** Whether two names in a row are commonly one given name of one person, in either script: by consonants, so that both scripts are read alike. */
export function doubleName(first: NameWord, second: NameWord): DoubleName | undefined {
  for (const a of soundOf(first)) {
    for (const b of soundOf(second)) {
      const how = doubles.get(a + separator + b);
      if (how) return how;
    }
  }
  return undefined;
}

/** With the article it is another name: Muhammad al-Ali is nobody's Muhammad Ali. */
function soundOf({ text }: NameWord): string[] {
  const mark = hasArticle(text) ? 'al-' : '';
  return tokenOf(text)
    .skeletons.slice(0, 2)
    .map(({ fine }) => mark + fine);
}
