import { particleKind } from './particles.js';
import { type FoldedWord, PhraseTable } from './phrases.js';
import type { RelationKind } from './types.js';

interface RelationWord {
  kind: RelationKind;
  where: 'start' | 'any' | 'later';
}

// Two tables: a phrase that may only stand after a name (his father) can fold to one that may stand anywhere (mother of, typed with heh).
const first = new PhraseTable<RelationWord>('relations.tsv', (row) =>
  row.where === 'later' ? undefined : meaning(row),
);
const later = new PhraseTable<RelationWord>('relations.tsv', (row) =>
  row.where === 'later' ? meaning(row) : undefined,
);

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
      // "Ibn Umar" alone is a name; a word of descent needs two names after it to be a relation.
      const needed = particleKind(words[start]!.text) === 'descent' ? 2 : 1;
      if (words.length - start - length >= needed) return { kind: found.kind, start, length };
    }
  }
  return null;
}
