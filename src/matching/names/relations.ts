import { type FoldedWord, PhraseTable } from './phrases.js';
import type { RelationKind } from './types.js';
import { dividedWord, type WrittenWord } from './written-words.js';

interface RelationWord {
  kind: RelationKind;
  where: 'start' | 'start of two' | 'any' | 'later' | 'possessive';
}

// Several tables: a phrase that may only stand after a name (his father) can fold to one that may stand anywhere (mother of, typed with heh).
const tableOf = (isRead: (where: string) => boolean): PhraseTable<RelationWord> =>
  new PhraseTable('relations.tsv', (row) => (isRead(row.where!) ? meaning(row) : undefined));
const first = tableOf((where) => where !== 'later' && where !== 'possessive');
const later = tableOf((where) => where === 'later');
const possessive = tableOf((where) => where === 'possessive');

function meaning(row: Record<string, string>): RelationWord {
  return { kind: row.kind as RelationKind, where: row.where as RelationWord['where'] };
}

export interface FoundRelation {
  kind: RelationKind;
  start: number;
  length: number;
}

/** The first phrase that tells a person through a relative, with at least one word after it. */
export function findRelation(words: readonly (FoldedWord & { text: string })[]): FoundRelation | null {
  for (let start = 0; start < words.length - 1; start++) {
    if (start > 0) {
      // Typed without its dots, "mother of" looks like "his father"; with ta marbuta it is certain.
      const certain = words[start]!.text.endsWith('\u0629');
      for (const { length, meaning: found } of certain ? [] : later.at(words, start)) {
        if (start + length < words.length) return { kind: found.kind, start, length };
      }
    }
    for (const { length, meaning: found } of first.at(words, start)) {
      if (start > 0 && found.where !== 'any') continue;
      const needed = found.where === 'start of two' ? 2 : 1;
      if (words.length - start - length >= needed) return { kind: found.kind, start, length };
    }
  }
  return null;
}

export interface Possession {
  kind: RelationKind;
  /** The name of the relative, without its ending. */
  owner: WrittenWord[];
  relation: WrittenWord[];
  after: WrittenWord[];
}

/** "Khaled al-Ali's brother (Omar)": the person is told through the name with 's. */
export function findPossession(words: readonly WrittenWord[]): Possession | null {
  for (let at = 1; at < words.length; at++) {
    const owner = words[at - 1]!;
    const found = /.'s?$/.test(owner.text) ? possessive.at(words, at).next().value : undefined;
    const named = found && dividedWord(owner, owner.text.replace(/'s?$/, ''))?.[0];
    if (!found || !named) continue;
    const end = at + found.length;
    const { kind } = found.meaning;
    return { kind, owner: [...words.slice(0, at - 1), named], relation: words.slice(at, end), after: words.slice(end) };
  }
  return null;
}
