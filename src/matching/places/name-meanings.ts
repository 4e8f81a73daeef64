import type { IndexedName, NameIndex } from './name-index.js';
import { clausesOf, saysNoPlace } from './no-places.js';
import { keyOfWords } from './place-key.js';
import type { Place } from './place-resolution.js';
import { type NamedPart, wideName, withoutGlued, withoutIn } from './read-place-text.js';

/** The places that one name may mean. */
export interface Meanings {
  names: IndexedName<Place>[];
  part: NamedPart;
}

/** A cell of more words than this is a sentence. */
const mostWords = 10;

/**
 * The names in a part of a text: the whole part as one name, else the fewest names that use all of its words ("Aleppo Salaheddine"). Null when some of it is
 * no name of the gazetteer.
 */
export function meaningsOf(index: NameIndex<Place>, part: NamedPart): Meanings[] | null {
  const whole = oneName(index, part);
  if (whole) return [whole];
  const clauses = clausesOf(part.words);
  const everyday = clauses.filter(saysNoPlace);
  if (everyday.length > 0) {
    const named = everyday.flatMap((words) => oneName(index, { ...part, words }) ?? []);
    const words = clauses.filter((clause) => !saysNoPlace(clause)).flat();
    if (words.length === 0) return named;
    const rest = meaningsOf(index, { ...part, words });
    return rest && [...rest, ...named];
  }
  const words = withoutIn(part.words);
  if (words.length < 2 || words.length > mostWords) return null;
  // fewest[n]: the fewest names that the first n words divide into.
  const fewest: (Meanings[] | null)[] = [[]];
  for (let to = 1; to <= words.length; to++) {
    let best: Meanings[] | null = null;
    for (let from = 0; from < to; from++) {
      const before = fewest[from];
      if (before === null || (best !== null && before.length + 1 >= best.length)) continue;
      const name = oneName(index, { ...part, words: words.slice(from, to) });
      if (name) best = [...before, name];
    }
    fewest[to] = best;
  }
  return fewest[words.length];
}

function oneName(index: NameIndex<Place>, part: NamedPart): Meanings | null {
  const found = (words: readonly string[]): IndexedName<Place>[] =>
    words.length === 0 ? [] : index.exact(keyOfWords(words));
  for (const words of [part.words, withoutIn(part.words)]) {
    const names = found(words);
    if (names.length > 0) return { names, part };
  }
  const wide = wideName(part.words);
  if (wide && found(wide).length > 0) return { names: found(wide), part: { ...part, around: 'wide' } };
  const [first, ...others] = part.words;
  const bare = first === undefined ? null : withoutGlued(first);
  return bare === null ? null : oneName(index, { ...part, words: [bare, ...others] });
}
