import type { Script } from '../record.js';
import { scriptOf } from '../text/script.js';
import { joinParticles, type NameWord } from './join-particles.js';
import { type NameSegment, type SegmentedText, segmentsOf } from './name-segments.js';
import { saysNoName } from './no-names.js';
import { particleKind } from './particles.js';
import { findPossession, findRelation } from './relations.js';
import { onlyTitles, takeTitles } from './titles.js';
import type { NameRelation } from './types.js';
import type { WrittenWord } from './written-words.js';

/** A text about one person taken apart: the words of the name, and everything that is written beside it. */
export interface ReadName {
  words: NameWord[];
  script: Script;
  /** Number of words before a single comma, 0 without one: a list that puts the family name first. */
  wordsBeforeComma: number;
  kunya: string[];
  aliases: string[];
  /** The words of the aliases. */
  aliasWords: NameWord[];
  titles: string[];
  fateWords: string[];
  relation: NameRelation | null;
  linkWords: string[];
  unread: string[];
  damaged: boolean;
}

/** More words than this no name has: the rest is kept unread, so that reading takes bounded time. */
const mostNameWords = 24;

export function readName(raw: string): ReadName {
  const text = segmentsOf(raw);
  const found: ReadName = {
    words: [],
    script: 'other',
    wordsBeforeComma: 0,
    kunya: [],
    aliases: [],
    aliasWords: [],
    titles: [],
    fateWords: [],
    relation: null,
    linkWords: text.aliasMarkers,
    unread: text.unread,
    damaged: false,
  };
  const main = mainSegment(text);
  if (!main) return found;
  readMain(found, main);
  for (const segment of text.segments) if (segment !== main) readBeside(found, segment);
  return found;
}

/** What a segment is to the name: a further name, or something said about it. */
export function isFurtherName({ words }: NameSegment): boolean {
  return !onlyTitles(words) && !saysNoName(words) && findRelation(words)?.start !== 0;
}

/** The segment that names the person: rather one that is no relation and stands outside brackets. */
export function mainSegment({ segments }: SegmentedText): NameSegment | undefined {
  const names = segments.filter(isFurtherName);
  return (
    names.find((segment) => !segment.bracketed) ??
    (segments.some((segment) => !segment.bracketed && !onlyTitles(segment.words)) && names.every(isKunya)
      ? segments.find((segment) => !segment.bracketed && !onlyTitles(segment.words))
      : names[0]) ??
    segments.find((segment) => !onlyTitles(segment.words)) ??
    segments[0]
  );
}

const isKunya = ({ words }: NameSegment): boolean => {
  const kind = particleKind(words[0]!.text);
  return kind === 'father_of' || kind === 'mother_of';
};

function readMain(found: ReadName, segment: NameSegment): void {
  const commaAt = segment.wordsBeforeComma > 0 ? segment.words[segment.wordsBeforeComma] : undefined;
  let words = segment.words;
  const possession = findPossession(words);
  const relation = possession ? null : findRelation(words);
  if (possession) {
    const { kind, owner, after } = possession;
    const of = after.length > 0 ? writtenOf(owner) : null;
    found.relation = { kind, written: writtenOf(possession.relation), of };
    words = after.length > 0 ? after : owner;
  }
  if (relation) {
    const { kind, start, length } = relation;
    const written = writtenOf(words.slice(start, start + length));
    const rest = words.slice(start + length);
    found.relation = { kind, written, of: start === 0 ? null : writtenOf(rest) };
    words = start === 0 ? rest : words.slice(0, start);
  }
  if (words.length > mostNameWords) {
    found.unread.push(writtenOf(words.slice(mostNameWords)));
    words = words.slice(0, mostNameWords);
  }
  const before = commaAt ? words.indexOf(commaAt) : -1;
  const head = before > 0 ? join(found, words.slice(0, before)) : [];
  found.wordsBeforeComma = head.length;
  found.words = [...head, ...join(found, before > 0 ? words.slice(before) : words)];
  found.script = scriptOf(found.words.map(({ text }) => text).join(' '));
}

function readBeside(found: ReadName, { words }: NameSegment): void {
  const titled = onlyTitles(words);
  if (titled) {
    found.titles.push(...titled.titles);
    found.fateWords.push(...titled.fateWords);
    return;
  }
  const relation = findRelation(words);
  if (saysNoName(words) || (relation && found.relation)) {
    found.unread.push(writtenOf(words));
    return;
  }
  if (relation) {
    const { kind, start, length } = relation;
    found.relation = {
      kind,
      written: writtenOf(words.slice(start, start + length)),
      of: writtenOf(words.slice(start + length)),
    };
  }
  const own = relation ? words.slice(0, relation.start) : words;
  if (own.length > mostNameWords) found.unread.push(writtenOf(own.slice(mostNameWords)));
  const joined = join(found, own.slice(0, mostNameWords));
  if (joined.length === 0) return;
  const written = joined.map((word) => word.written).join(' ');
  found.aliasWords.push(...joined);
  (joined.length === 1 && joined[0]!.kunya ? found.kunya : found.aliases).push(written);
}

/** Takes titles off and joins particles; what is not the name goes where it belongs. */
function join(found: ReadName, words: readonly WrittenWord[]): NameWord[] {
  const untitled = takeTitles(words);
  const joined = joinParticles(untitled.words);
  found.titles.push(...untitled.titles);
  found.fateWords.push(...untitled.fateWords);
  found.linkWords.push(...joined.linkWords);
  found.damaged ||= joined.damaged;
  return joined.words;
}

const writtenOf = (words: readonly WrittenWord[]): string => words.map((word) => word.written).join(' ');
