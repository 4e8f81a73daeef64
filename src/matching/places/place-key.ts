import { articles, levelWords, wordsOf } from './place-words.js';

/**
 * What two spellings of one place have in common: no article, no "city of", no spaces ("Deir ez-Zor", "Deir Ezzor"). '' when nothing is left. Two scripts
 * keep two keys: the gazetteer holds both names.
 */
export function placeKey(raw: string): string {
  return keyOfWords(wordsOf(raw));
}

export function keyOfWords(all: readonly string[]): string {
  const kept = all.filter((word) => !articles.has(word) && !levelWords.has(word));
  return (kept.length > 0 ? kept : all).join('');
}
