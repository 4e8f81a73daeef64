import type { Script } from '../record.js';
import { cleanText } from '../text/clean-text.js';
import { foldCleaned } from '../text/normalise.js';
import { scriptOf } from '../text/script.js';

/** One word of a text as written, with the forms it is looked up by. */
export interface WrittenWord {
  written: string;
  /** cleanText without spaces. */
  text: string;
  /** normaliseText without spaces. */
  folded: string;
  script: Script;
  /** What stands between the word before and this one: spaces, punctuation, brackets. */
  gap: string;
  start: number;
  end: number;
  /** Nothing but one hyphen stands between this word and the next (al-Ali, l-Fadl). */
  hyphened: boolean;
}

/** Longer texts are cut: nobody's name has so many letters or words, and time must stay bounded. */
const longestText = 2000;
const longestWord = 200;
const mostWords = 120;
/** Nothing this long is two names run together; looking for the place would take long. */
const longestDivided = 60;

const word =
  /[^\p{White_Space}\p{Cc}\p{Pd}_.,;:!?"\u201c-\u201f\u2039\u203a\u00ab\u00bb/\\|()[\]{}<>*#+=~\u060c\u061b\u061f\u06d4\u2044\u2022\u00b7]+/gu;
const whereScriptChanges =
  /(?<=\p{Script=Arabic}\p{M}*)(?=\p{Script=Latin})|(?<=\p{Script=Latin}\p{M}*)(?=\p{Script=Arabic})/u;

const isOneScript = (text: string): boolean => /^[\u0600-\u06ff]*$/.test(text) || /^[\u0020-\u024f]*$/.test(text);

/** The words of a text that have a letter or a digit, in order, and the rest of the text where it is too long to be read. */
export function writtenWords(raw: string): { words: WrittenWord[]; tooLong: string } {
  const limit = cutAt(raw, longestText);
  const text = raw.slice(0, limit);
  const words: WrittenWord[] = [];
  let before = 0;
  let read = limit;
  for (const match of text.matchAll(word)) {
    let start = match.index;
    const whole =
      match[0].length > longestWord || isOneScript(match[0]) ? [match[0]] : match[0].split(whereScriptChanges);
    for (const written of whole) {
      const found = readWord(written, text.slice(before, start), start);
      start += written.length;
      if (!found) continue;
      words.push(found);
      before = start;
    }
    if (words.length >= mostWords) {
      read = words[words.length - 1]!.end;
      break;
    }
  }
  for (let at = 1; at < words.length; at++) words[at - 1]!.hyphened = /^[\u002d\u2010\u2011]$/.test(words[at]!.gap);
  return { words, tooLong: raw.slice(read) };
}

interface WordForms {
  text: string;
  folded: string;
  script: Script;
}

/** Words met before, because lists repeat few names; when full, all are forgotten. */
const mostForms = 50_000;
const forms = new Map<string, WordForms | null>();

function readWord(written: string, gap: string, start: number): WrittenWord | null {
  const short = written.slice(0, cutAt(written, longestWord));
  let found = forms.get(short);
  if (found === undefined) {
    if (forms.size >= mostForms) forms.clear();
    found = formsOf(short);
    forms.set(short, found);
  }
  if (!found) return null;
  const { text, folded, script } = found;
  return { written, text, folded, script, gap, start, end: start + written.length, hyphened: false };
}

function formsOf(written: string): WordForms | null {
  const text = cleanText(written).replaceAll(' ', '');
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  return { text, folded: foldCleaned(text).replaceAll(' ', ''), script: scriptOf(text) };
}

/** A length that does not cut a letter in two. */
function cutAt(text: string, length: number): number {
  if (text.length <= length) return text.length;
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

/** A word divided in two after the letters that read as `head`; null if it does not begin with them or nothing would remain. */
export function dividedWord(whole: WrittenWord, head: string): [WrittenWord, WrittenWord] | null {
  if (!whole.text.startsWith(head) || whole.text === head || whole.written.length > longestDivided) return null;
  const read = (length: number): string => cleanText(whole.written.slice(0, length)).replaceAll(' ', '');
  let length = 0;
  while (length < whole.written.length && read(length) !== head) length++;
  while (length < whole.written.length && read(length + 1) === head) length++;
  const first = readWord(whole.written.slice(0, length), whole.gap, whole.start);
  const second = readWord(whole.written.slice(length), '', whole.start + length);
  if (!first || !second || first.text !== head) return null;
  second.hyphened = whole.hyphened;
  return [first, second];
}
