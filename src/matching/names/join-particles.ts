import { arabicParticles, type ParticleKind, particleKind } from './particles.js';
import { putSpacesRight } from './put-spaces-right.js';
import type { WrittenWord } from './written-words.js';

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

export interface JoinedWords {
  words: NameWord[];
  /** Descent words that joined nothing, as written. */
  linkWords: string[];
  /** Spaces had moved inside the words and were put right. */
  damaged: boolean;
}

interface Piece {
  text: string;
  folded: string;
  written: string;
  kind: ParticleKind | undefined;
  isArabic: boolean;
  hyphened: boolean;
}

const [articleLetters] = arabicParticles('article') as [string];
const [servantLetters] = arabicParticles('servant') as [string];

/** Joins articles, Abd, Abu, al-Din, Allah and their like to the words they belong to; words of descent are taken out and kept. */
export function joinParticles(written: readonly WrittenWord[]): JoinedWords {
  const repaired = putSpacesRight(written);
  const list = repaired.words.map(pieceOf);
  const words: NameWord[] = [];
  const linkWords: string[] = [];
  let afterDescent = false;
  for (let at = 0; at < list.length; ) {
    const { kind } = list[at]!;
    const previous = words[words.length - 1];
    if (kind === 'descent' && list[at + 1] && (previous || list.length > 2)) {
      linkWords.push(list[at]!.written);
      afterDescent = true;
      at++;
      continue;
    }
    const ending = previous && !afterDescent ? secondHalf(list, at) : 0;
    const used = ending || wordLength(list, at);
    if (previous && ending > 0) {
      previous.text += endingText(list, at, ending);
      previous.written += ` ${writtenOf(list, at, ending)}`;
    } else {
      words.push({
        text: textOf(list, at, used),
        written: writtenOf(list, at, used),
        afterDescent,
        kunya: isKunya(kind) && used > 1,
      });
    }
    afterDescent = false;
    at += used;
  }
  return { words, linkWords, damaged: repaired.damaged };
}

function pieceOf({ text, folded, written, script, hyphened }: WrittenWord): Piece {
  const lonelyArticle = folded === 'l' && hyphened;
  return {
    text,
    folded,
    written,
    kind: lonelyArticle ? 'article' : particleKind(text),
    isArabic: script === 'Arab',
    hyphened,
  };
}

const isKunya = (kind: ParticleKind | undefined): boolean => kind === 'father_of' || kind === 'mother_of';

/** An article that has taken on the next letter: ar- before r, but not any word that happens to be Ar or An. */
function agrees(consonants: string, next: string): boolean {
  return (
    next.startsWith(consonants) ||
    (/^(?:z|dh)$/.test(consonants) && /^[zd]/.test(next)) ||
    (consonants === 'd' && next.startsWith('t')) ||
    (/^(?:s|ch)$/.test(consonants) && next.startsWith('s'))
  );
}

function isArticle(list: readonly Piece[], at: number): boolean {
  const { kind, folded } = list[at]!;
  const next = list[at + 1];
  if (!next) return false;
  return (
    kind === 'article' ||
    kind === 'clan' ||
    (kind === 'article_joined' && agrees(folded.replace(/^[aeiou]+/, ''), next.folded))
  );
}

function isServant(list: readonly Piece[], at: number): boolean {
  const { kind, folded } = list[at]!;
  const next = list[at + 1];
  if (kind === 'servant_joined') return next !== undefined && agrees(folded.replace(/^[ae]bd[aeiou]/, ''), next.folded);
  if (folded === articleLetters + servantLetters) return next?.text.startsWith(articleLetters) === true;
  return kind === 'servant';
}

/** Number of pieces here that end a compound begun by the word before (al-Din, Allah, oglu); 0 when none do. */
function secondHalf(list: readonly Piece[], at: number): number {
  const { kind, isArabic } = list[at]!;
  if (kind === 'faith' || kind === 'god' || kind === 'son_suffix') return 1;
  const next = list[at + 1];
  if (!next || (kind !== 'article' && kind !== 'article_joined')) return 0;
  const isFaith = isArabic
    ? particleKind(articleLetters + next.text) === 'faith'
    : /^d(?:i|ee|ei|ie|y)ne?$/.test(next.folded);
  return isFaith ? 2 : 0;
}

function endingText(list: readonly Piece[], at: number, used: number): string {
  const { kind, isArabic, text } = list[at]!;
  if (kind === 'son_suffix') return text;
  if (isArabic) return textsOf(list, at, used).join('');
  return kind === 'god' ? '-allah' : '-din';
}

/** Number of pieces that make one word, from a particle on. */
function wordLength(list: readonly Piece[], at: number): number {
  if (at + 1 >= list.length) return 1;
  const { kind } = list[at]!;
  if (isServant(list, at) || isKunya(kind) || kind === 'owner') return 1 + wordLength(list, at + 1);
  if (isArticle(list, at)) return isServant(list, at + 1) ? 1 + wordLength(list, at + 1) : 2;
  return 1;
}

function textOf(list: readonly Piece[], at: number, used: number): string {
  if (used === 1) return list[at]!.text;
  const texts = textsOf(list, at, used);
  const { kind, isArabic } = list[at]!;
  // Glued to the next word, the word for mother would look like the beginning of Amin or Amal.
  if (isArabic && kind === 'mother_of') return `${texts[0]}-${texts.slice(1).join('')}`;
  if (isArabic) return kind === 'clan' ? texts.slice(1).join('') : texts.join('');
  if (isServant(list, at) || kind === 'owner') return texts.join('');
  // Behind Abu or an article only Abd and the name itself count; other articles between them say nothing.
  const core = texts.filter((_, index) => index === used - 1 || (index > 0 && isServant(list, at + index)));
  return `${texts[0]}-${core.join('')}`;
}

/** Latin particles without their marks, so that Abd with an ayn mark and a macron is Abd. */
function textsOf(list: readonly Piece[], at: number, used: number): string[] {
  return list.slice(at, at + used).map(({ kind, isArabic, text, folded }) => (kind && !isArabic ? folded : text));
}

function writtenOf(list: readonly Piece[], at: number, used: number): string {
  return list
    .slice(at, at + used)
    .map((piece) => piece.written)
    .join(' ');
}
