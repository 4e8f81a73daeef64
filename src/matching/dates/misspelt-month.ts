import { type DateWord, lookUpDateWord, monthNamesOfOneWord } from './date-lexicon.js';

/** Shorter names lie one letter from too many other words (mars, Mart, mai). */
const fewestLetters = 5;

/**
 * The month whose name the word misses by one letter: one more, one less, another, or two neighbours exchanged. Undefined when two months are as near, as
 * for "Junli": then nothing is guessed.
 */
export function misspeltMonth(word: string): DateWord | undefined {
  if (word.length < fewestLetters) return undefined;
  let found: DateWord | undefined;
  for (const { name, word: month } of monthNamesOfOneWord()) {
    if (name.length < fewestLetters || !isOneSlipApart(word, name)) continue;
    const known = lookUpDateWord(name) ?? month;
    if (found && !isSameMonth(found, known)) return undefined;
    found = known;
  }
  return found;
}

function isSameMonth(a: DateWord, b: DateWord): boolean {
  if (a.kind !== 'month_name' || b.kind !== 'month_name') return false;
  return a.hijri === b.hijri && a.from === b.from && a.to === b.to;
}

function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [lengthA, lengthB] = [endA - start, endB - start];
  if (lengthA <= 1 && lengthB <= 1) return true;
  return lengthA === 2 && lengthB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
