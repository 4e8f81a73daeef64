import { readTable } from '../tables/read-table.js';
import { cleanText } from '../text/clean-text.js';
import { normaliseText } from '../text/normalise.js';
import type { NameWord } from './join-particles.js';
import { arabicParticles } from './particles.js';
import { tokenOf } from './token.js';

const [article] = arabicParticles('article') as [string];

/** With fewer consonants a Latin spelling could be anybody's. */
const enoughConsonants = 3;

/** By-names by their letters, and by their consonants for Latin spellings with the article. */
const byNames = new Set<string>();
const byNameSounds = new Set<string>();
for (const { arabic } of readTable('by-names.tsv')) {
  byNames.add(normaliseText(arabic!));
  addSounds(byNameSounds, arabic!);
}
/** Names of origin by their letters without the article, and by their consonants for Latin spellings. */
const origins = new Set<string>();
const originSounds = new Set<string>();
for (const { arabic } of readTable('origins.tsv')) {
  origins.add(withoutArticle(normaliseText(arabic!)));
  addSounds(originSounds, arabic!);
}

function addSounds(sounds: Set<string>, arabic: string): void {
  for (const { fine } of tokenOf(cleanText(arabic)).skeletons) if (fine.length >= enoughConsonants) sounds.add(fine);
}

const latinArticle = /^[aeu][a-z]{1,2}-/;
const endOfOrigin = /[iy\u00ee\u012b]$|e[ei]$/;

/** A by-name that says what somebody is like (the lame). In Latin only with the article: its consonants alone could be anybody's (Asmar, Samir). */
export function isByName({ text }: NameWord): boolean {
  const token = tokenOf(text);
  if (token.script !== 'Latn') return byNames.has(token.folded);
  return latinArticle.test(text) && byNameSounds.has(token.skeletons[0]?.fine ?? '');
}

/** A name of origin, from a place or a tribe, in either script, with the article or without. */
export function isOrigin({ text }: NameWord): boolean {
  const token = tokenOf(text);
  if (token.script !== 'Latn') return origins.has(withoutArticle(token.folded));
  return endOfOrigin.test(text) && originSounds.has(token.skeletons[0]?.fine ?? '');
}

function withoutArticle(folded: string): string {
  return folded.startsWith(article) ? folded.slice(article.length) : folded;
}
