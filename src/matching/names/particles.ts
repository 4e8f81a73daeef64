import { readTable } from '../tables/read-table.js';

export type ParticleKind =
  | 'servant'
  | 'father_of'
  | 'mother_of'
  | 'descent'
  | 'article'
  | 'article_joined'
  | 'clan'
  | 'faith'
  | 'god';

const kinds = new Map<string, ParticleKind>();
const writtenByKind = new Map<ParticleKind, { arabic: string[]; latin: string[] }>();
const markers: string[] = [];
for (const row of readTable('particles.tsv')) {
  if (row.kind === 'alias_marker') {
    markers.push(row.written!);
    continue;
  }
  const kind = row.kind as ParticleKind;
  kinds.set(row.written!, kind);
  const lists = writtenByKind.get(kind) ?? { arabic: [], latin: [] };
  lists[row.script === 'Arab' ? 'arabic' : 'latin'].push(row.written!);
  writtenByKind.set(kind, lists);
}

/** The particle that a cleaned word is, if it is one. */
export function particleKind(word: string): ParticleKind | undefined {
  return kinds.get(word);
}

/** Arabic spellings of a kind of particle. */
export function arabicParticles(kind: ParticleKind): string[] {
  return writtenByKind.get(kind)?.arabic ?? [];
}

/** Words between two names of one person, longest first. */
export const aliasMarkers: readonly string[] = markers.sort((a, b) => b.length - a.length);
