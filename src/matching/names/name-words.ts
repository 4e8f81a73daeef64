import { cleanText } from '../text/clean-text.js';
import { type ParticleKind, particleKind } from './particles.js';
import { takeTitles } from './titles.js';

/** One word of a name after particles have joined their neighbours. */
export interface NameWord {
  /** Cleaned; in Latin a hyphen marks a joined particle (al-ali, abu-bakr, nur-din). */
  text: string;
  written: string;
  /** A descent word (bin, ibn, bint) stood before it: what follows is a father or an ancestor. */
  afterDescent: boolean;
  /** Written as the father or mother of somebody. */
  kunya: boolean;
}

export interface NameWords {
  words: NameWord[];
  titles: string[];
  fateWords: string[];
  /** Number of words before a single comma, 0 without one: a list that puts the family name first. */
  wordsBeforeComma: number;
}

interface Piece {
  text: string;
  written: string;
  kind: ParticleKind | undefined;
}

/** Longer texts are cut: nobody's name has so many letters or words, and time must stay bounded. */
export const longestName = 400;
const mostPieces = 24;
const separators = /[\s\p{Z}\p{Pd}_.,;:!?"\u201c\u201d\u00ab\u00bb/\\|()[\]{}<>*#+=~\u060c\u061b\u06d4\u2044]+/u;
const comma = /[,\u060c]/;

/** Splits a written name (one name, see splitNames) into words, particles joined, titles taken off. */
export function nameWords(raw: string): NameWords {
  const text = raw.slice(0, longestName);
  const [before, after, more] = text.split(comma);
  const hasOneComma = after !== undefined && more === undefined && after.trim() !== '';
  const all = pieces(text);
  const untitled = takeTitles(all);
  const familyPieces = hasOneComma ? pieces(before!).length : 0;
  const head =
    familyPieces > 0 && untitled.words.length === all.length ? join(untitled.words.slice(0, familyPieces)) : [];
  const tail = join(untitled.words.slice(head.length > 0 ? familyPieces : 0));
  return {
    words: [...head, ...tail],
    titles: untitled.titles,
    fateWords: untitled.fateWords,
    wordsBeforeComma: head.length,
  };
}

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const written of text.split(separators)) {
    const cleaned = cleanText(written).replaceAll(' ', '');
    if (/[\p{L}\p{N}]/u.test(cleaned)) found.push({ text: cleaned, written, kind: particleKind(cleaned) });
    if (found.length === mostPieces) break;
  }
  return found;
}

const isArabic = (text: string): boolean => /\p{Script=Arabic}/u.test(text);

/** A joined article before a sun letter: ar- before r, but not any word that happens to be Ar or An. */
function articleAgrees(article: string, next: string): boolean {
  const consonants = article.slice(1);
  return (
    next.startsWith(consonants) ||
    (consonants === 'z' && /^[zd]/.test(next)) ||
    (consonants === 'd' && next.startsWith('t'))
  );
}

function join(list: readonly Piece[]): NameWord[] {
  const words: NameWord[] = [];
  let afterDescent = false;
  for (let at = 0; at < list.length; ) {
    const { kind } = list[at]!;
    const next = list[at + 1];
    if (kind === 'descent' && next && (words.length > 0 || list.length > 2)) {
      afterDescent = true;
      at++;
      continue;
    }
    const previous = words[words.length - 1];
    if (previous && secondHalf(list, at) > 0) {
      const used = secondHalf(list, at);
      const last = list[at + used - 1]!;
      const half = isArabic(last.text)
        ? (used === 2 ? list[at]!.text : '') + last.text
        : last.kind === 'god'
          ? '-allah'
          : '-din';
      previous.text += half;
      previous.written += ` ${writtenOf(list, at, used)}`;
      at += used;
      continue;
    }
    const used = wordLength(list, at);
    words.push({
      text: textOf(list, at, used),
      written: writtenOf(list, at, used),
      afterDescent,
      kunya: used > 1 && isKunya(kind),
    });
    afterDescent = false;
    at += used;
  }
  return words;
}

const isKunya = (kind: ParticleKind | undefined): boolean => kind === 'father_of' || kind === 'mother_of';
const isAnyArticle = (list: readonly Piece[], at: number): boolean => {
  const piece = list[at]!;
  const next = list[at + 1];
  if (!next) return false;
  return (
    piece.kind === 'article' ||
    piece.kind === 'clan' ||
    (piece.kind === 'article_joined' && articleAgrees(piece.text, next.text))
  );
};

/** Number of pieces here that end a compound begun by the word before (al-Din, Allah); 0 when none do. */
function secondHalf(list: readonly Piece[], at: number): number {
  const { kind, text } = list[at]!;
  if (kind === 'faith' || kind === 'god') return 1;
  const next = list[at + 1];
  if (
    (kind === 'article' || kind === 'article_joined') &&
    next &&
    !isArabic(text) &&
    /^d(?:i|ee|ei|ie|\u00ee)ne?$/.test(next.text)
  )
    return 2;
  return 0;
}

/** Number of pieces that make one word, from a particle on. */
function wordLength(list: readonly Piece[], at: number): number {
  if (at + 1 >= list.length) return 1;
  const { kind } = list[at]!;
  if (kind === 'servant' || isKunya(kind)) return 1 + wordLength(list, at + 1);
  if (isAnyArticle(list, at)) return 2;
  return 1;
}

function textOf(list: readonly Piece[], at: number, used: number): string {
  const used_ = list.slice(at, at + used);
  const texts = used_.map((piece) => piece.text);
  if (used === 1) return texts[0]!;
  // Glued to the next word, the word for mother would look like the beginning of Amin or Amal.
  if (isArabic(texts[0]!) && list[at]!.kind === 'mother_of') return `${texts[0]}-${texts.slice(1).join('')}`;
  if (isArabic(texts[0]!)) return list[at]!.kind === 'clan' ? texts.slice(1).join('') : texts.join('');
  if (list[at]!.kind === 'servant') return texts.join('');
  // Only the last piece carries the name; between them stand articles.
  return `${texts[0]}-${texts[texts.length - 1]}`;
}

function writtenOf(list: readonly Piece[], at: number, used: number): string {
  return list
    .slice(at, at + used)
    .map((piece) => piece.written)
    .join(' ');
}
