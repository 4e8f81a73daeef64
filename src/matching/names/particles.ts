import { readTable } from '../tables/read-table.js';
import { foldCleaned } from '../text/normalise.js';
import { PhraseTable } from './phrases.js';

export type ParticleKind =
  | 'servant'
  | 'servant_joined'
  | 'father_of'
  | 'mother_of'
  | 'owner'
  | 'descent'
  | 'son_suffix'
  | 'article'
  | 'article_joined'
  | 'clan'
  | 'faith'
  | 'god';

const kinds = new Map<string, ParticleKind>();
const writtenByKind = new Map<ParticleKind, { arabic: string[]; latin: string[] }>();
for (const row of readTable('particles.tsv')) {
  if (row.kind === 'alias_marker') continue;
  const kind = row.kind as ParticleKind;
  kinds.set(row.written!, kind);
  const lists = writtenByKind.get(kind) ?? { arabic: [], latin: [] };
  lists[row.script === 'Arab' ? 'arabic' : 'latin'].push(row.written!);
  writtenByKind.set(kind, lists);
}

/** The particle that a cleaned word is, if it is one. Arabic ones by their letters (the clan differs from the article by its madda), Latin ones without marks. */
export function particleKind(word: string): ParticleKind | undefined {
  return kinds.get(word) ?? (/\p{Script=Arabic}/u.test(word) ? undefined : kinds.get(foldCleaned(word)));
}

/** Arabic spellings of a kind of particle. */
export function arabicParticles(kind: ParticleKind): string[] {
  return writtenByKind.get(kind)?.arabic ?? [];
}

/** True for a joined word with the article in front; in Latin only where it was written as a word of its own. */
export function hasArticle(text: string): boolean {
  const [article] = arabicParticles('article') as [string];
  return (text.startsWith(article) && text.length > article.length + 2) || /^(?:al|el)-/.test(text);
}

/** Words between two names of one person. */
export const aliasMarkers = new PhraseTable<true>('particles.tsv', (row) =>
  row.kind === 'alias_marker' ? true : undefined,
);
