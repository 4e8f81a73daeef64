import { readTable } from '../tables/read-table.js';
import { cleanText } from '../text/clean-text.js';
import { normaliseText } from '../text/normalise.js';
import type { NameWord } from './join-particles.js';
import { tokenOf } from './token.js';

/** By-names by their letters, and by their consonants for Latin spellings with the article. */
const byNames = new Set<string>();
const byNameSounds = new Set<string>();
for (const { arabic } of readTable('by-names.tsv')) {
  byNames.add(normaliseText(arabic!));
  for (const { fine } of tokenOf(cleanText(arabic!)).skeletons) byNameSounds.add(fine);
}
const originSounds = new Set(
  readTable('origins.tsv').flatMap(({ arabic }) => tokenOf(cleanText(arabic!)).skeletons.map(({ fine }) => fine)),
);
const latinArticle = /^[aeu][a-z]{1,2}-/;
const endOfOrigin = /[\u064a\u0649iy\u00ee\u012b]$|e[ei]$/;

/** A by-name that says what somebody is like (the lame). In Latin only with the article: its consonants alone could be anybody's (Asmar, Samir). */
export function isByName({ text }: NameWord): boolean {
  const token = tokenOf(text);
  if (token.script !== 'Latn') return byNames.has(token.folded);
  return latinArticle.test(text) && byNameSounds.has(token.skeletons[0]?.fine ?? '');
}

/** A name of origin, from a place or a tribe, in either script, with the article or without. */
export function isOrigin({ text }: NameWord): boolean {
  if (!endOfOrigin.test(text)) return false;
  const skeleton = tokenOf(text).skeletons[0];
  return skeleton !== undefined && originSounds.has(skeleton.fine);
}
