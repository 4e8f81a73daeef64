import { takeAliasMarkers } from './alias-markers.js';
import { joinParticles } from './join-particles.js';
import { isPlaceholder, saysNoName } from './no-names.js';
import { findRelation } from './relations.js';
import { onlyTitles } from './titles.js';
import { type WrittenWord, writtenWords } from './written-words.js';

/** Words of a text that belong together: a name, or what stands beside one. */
export interface NameSegment {
  words: WrittenWord[];
  /** Stood in brackets or quotation marks. */
  bracketed: boolean;
  /** Number of words before its only comma, 0 without one. */
  wordsBeforeComma: number;
}

export interface SegmentedText {
  segments: NameSegment[];
  /** "Known as" and the like, as written. */
  aliasMarkers: string[];
  /** How many characters of the text were read. */
  readTo: number;
  /** Placeholders and numbers, and what is beyond the longest text. */
  unread: string[];
}

const opens = /[([{<\u201c\u00ab\u2039]/;
const closes = /[)\]}>\u201d\u00bb\u203a]/;
const divides = /[/\\|;=\u061b\n\r\t\u2022]/;
const comma = /[,\u060c]/;
const commaOrDash = /[,\u060c]|\s\p{Pd}+\s/u;

/**
 * Divides a text where it stops being one name: at brackets, quotation marks, slashes, line ends, "known as", and where the script changes. A comma or a
 * dash with spaces divides only before what is clearly no part of a name (a title, a relation, a kunya). After a bracket the text before it goes on.
 */
export function segmentsOf(raw: string): SegmentedText {
  const { words, tooLong } = writtenWords(raw);
  const rest = tooLong.trim() === '' ? [] : [tooLong];
  if (words.length > 0 && saysNoName(words))
    return { segments: [], aliasMarkers: [], unread: [raw], readTo: raw.length };
  const unread: string[] = [];
  const named: WrittenWord[] = [];
  let gap = '';
  for (const word of words) {
    if (isPlaceholder(word)) {
      unread.push(word.written);
      gap += word.gap;
    } else {
      named.push(gap === '' ? word : { ...word, gap: gap + word.gap });
      gap = '';
    }
  }
  const marked = takeAliasMarkers(named);
  const quotes = raw.split('"').length - 1;
  const segments = divide(marked.words, marked.begins, quotes).flatMap(withoutAsides);
  return { segments, aliasMarkers: marked.markers, unread: [...unread, ...rest], readTo: raw.length - tooLong.length };
}

interface Piece {
  words: WrittenWord[];
  bracket: string;
}

/** The words by brackets, divider characters, markers and script. */
function divide(words: readonly WrittenWord[], begins: ReadonlySet<WrittenWord>, quotes: number): Piece[] {
  const found: Piece[] = [];
  const start = (bracket: string): Piece => {
    const piece = { words: [], bracket };
    found.push(piece);
    return piece;
  };
  let text = start('');
  let brackets: Piece[] = [];
  let quotesLeft = quotes;
  const restart = (): void => {
    const inner = brackets.pop();
    if (inner) brackets.push(start(inner.bracket));
    else text = start('');
  };
  for (const word of words) {
    for (const mark of word.gap) {
      const inner = brackets[brackets.length - 1];
      if (mark === '"') {
        quotesLeft--;
        if (inner?.bracket === mark) brackets.pop();
        else if (quotesLeft > 0) brackets.push(start(mark));
      } else if (opens.test(mark)) brackets.push(start(mark));
      else if (closes.test(mark)) {
        if (!brackets.pop()) restart();
      } else if (divides.test(mark)) restart();
    }
    if (brackets.length > mostBrackets) brackets = brackets.slice(0, mostBrackets);
    if (begins.has(word)) restart();
    const before = (brackets[brackets.length - 1] ?? text).words;
    if (before.length > 0 && before[before.length - 1]!.script !== word.script) restart();
    (brackets[brackets.length - 1] ?? text).words.push(word);
  }
  return found.filter((piece) => piece.words.length > 0);
}

const mostBrackets = 8;

/** Takes what is no part of the name out from between commas and dashes. */
function withoutAsides({ words, bracket }: Piece): NameSegment[] {
  const bracketed = bracket !== '';
  const asides: NameSegment[] = [];
  const kept: WrittenWord[] = [];
  let commas = 0;
  let wordsBeforeComma = 0;
  for (const chunk of chunksOf(words)) {
    const isComma = comma.test(chunk[0]!.gap) && kept.length > 0;
    if (isAside(chunk, kept.length)) {
      asides.push({ words: chunk, bracketed: true, wordsBeforeComma: 0 });
    } else {
      if (isComma) {
        commas++;
        wordsBeforeComma = kept.length;
      }
      kept.push(...chunk);
    }
  }
  if (kept.length === 0) return asides;
  return [{ words: kept, bracketed, wordsBeforeComma: commas === 1 ? wordsBeforeComma : 0 }, ...asides];
}

function chunksOf(words: readonly WrittenWord[]): WrittenWord[][] {
  const chunks: WrittenWord[][] = [];
  for (const [at, word] of words.entries()) {
    if (at === 0 || commaOrDash.test(word.gap)) chunks.push([word]);
    else chunks[chunks.length - 1]!.push(word);
  }
  return chunks;
}

function isAside(chunk: readonly WrittenWord[], before: number): boolean {
  const titled = onlyTitles(chunk);
  if (titled) return before > 0 || titled.certain;
  if (before === 0) return false;
  if (saysNoName(chunk) || findRelation(chunk)?.start === 0) return true;
  const { words } = joinParticles(chunk);
  return before > 1 && words.length === 1 && words[0]!.kunya;
}
