import { compileName, type NameRole, nameFrequency, nameRoles } from '../../matching/index.js';

/** Words of the samples that were looked up; the same names come again and again. */
const remembered = 20_000;
/** Just above what the library gives to names that it does not know. */
const known = 6e-5;

type Shares = Record<NameRole, number>;
const words = new Map<string, Shares>();

function sharesOf(word: string): Shares {
  const before = words.get(word);
  if (before) return before;
  if (words.size >= remembered) words.clear();
  const token = compileName({ raw: word, parts: { given: word } }).parts[0]?.token;
  const shares = Object.fromEntries(nameRoles.map((role) => [role, token ? nameFrequency(token, role) : 0])) as Shares;
  words.set(word, shares);
  return shares;
}

const mostWords = 7;
const namesIn = (text: string): string[] => text.split(/[\s\p{P}]+/u).filter((word) => /\p{L}{2}/u.test(word));
const isKnown = (word: string) => nameRoles.some((role) => sharesOf(word)[role] > known);

/** Only letters, not too many words, and at least half of them names that the library knows. */
export function looksLikeName(text: string): boolean {
  if (/\p{Nd}/u.test(text) || text.length > 80) return false;
  const found = namesIn(text);
  return found.length > 0 && found.length <= mostWords && found.filter(isKnown).length * 2 >= found.length;
}

export const looksLikeFullName = (text: string): boolean => namesIn(text).length > 1 && looksLikeName(text);
export const looksLikeOneName = (text: string): boolean => namesIn(text).length === 1 && looksLikeName(text);

/** A name that is borne as a family name much oftener than as a given name. */
export function looksLikeFamily(text: string): boolean {
  const [word, ...others] = namesIn(text);
  if (word === undefined || others.length > 1) return false;
  const shares = sharesOf(word);
  return shares.family > known && shares.family > 3 * shares.given;
}
