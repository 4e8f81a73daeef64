/** The fixed parts of compound Arabic names, and how a name is taken apart at them. Independent of the matcher on purpose. */

/** ain, beh, dal: "servant of". */
export const ABD = '\u0639\u0628\u062f';
/** alef, lam: the article. */
export const ARTICLE = '\u0627\u0644';
/** alef, lam, lam, heh: God. */
export const ALLAH = '\u0627\u0644\u0644\u0647';
/** alef, lam, dal, yeh, noon: "the religion", as in Alaa al-Din. */
export const DIN = '\u0627\u0644\u062f\u064a\u0646';
/** alef with hamza above, beh, waw: "father of". */
export const ABU = '\u0623\u0628\u0648';
/** beh, noon: "son of". */
export const BIN = '\u0628\u0646';
/** Abu without hamza, and the Maghrebi Bu. */
const abuSpellings = new Set([ABU, '\u0627\u0628\u0648', '\u0628\u0648']);
/** alef, lam, yeh, alef, seen: Elias begins with alef and lam but has no article. */
const ILYAS = '\u0627\u0644\u064a\u0627\u0633';

export type NameUnitKind = 'plain' | 'abd' | 'allah' | 'din' | 'abu' | 'bin';

/** One unit of a name: `core` is the part that carries the sound, without article and particle. */
export interface NameUnit {
  kind: NameUnitKind;
  article: boolean;
  core: string;
}

const hasArticle = (word: string): boolean => word.startsWith(ARTICLE) && word.length > 4 && word !== ILYAS;
const withoutArticle = (word: string): string => (hasArticle(word) ? word.slice(ARTICLE.length) : word);

/** Takes a written Arabic name apart, e.g. "Abd al-Rahman Khalid" into an `abd` and a `plain` unit. */
export function nameUnits(name: string): NameUnit[] {
  const words = name.split(' ').filter((word) => word !== '');
  const units: NameUnit[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    const article = hasArticle(word) || word === ARTICLE + ABD;
    const bare = article ? word.slice(ARTICLE.length) : word;
    if (next === undefined) {
      units.push({ kind: 'plain', article, core: bare });
      continue;
    }
    let kind: NameUnitKind = 'plain';
    if (bare === ABD && next === ALLAH) kind = 'allah';
    else if (bare === ABD && next.startsWith(ARTICLE)) kind = 'abd';
    else if (next === DIN) kind = 'din';
    else if (abuSpellings.has(bare) || (article && bare === ABU)) kind = 'abu';
    else if (bare === BIN) kind = 'bin';
    if (kind === 'plain') units.push({ kind, article, core: bare });
    else {
      units.push({
        kind,
        article,
        core: kind === 'din' ? bare : kind === 'abd' ? next.slice(2) : withoutArticle(next),
      });
      index++;
    }
  }
  return units;
}

/** A name as the dictionary writes it: Abd- and its second half apart (lists write them glued or apart), one space between words. */
export function canonicalName(name: string): string {
  return name
    .trim()
    .split(/\s+/u)
    .map((word) => (word.startsWith(ABD + ARTICLE) ? `${ABD} ${word.slice(ABD.length)}` : word))
    .map((word) => word.replace(/^[\u0627\u0623]\u0628\u0648(?=\u0627\u0644)/u, `${ABU} `)) // Abu glued to an article
    .join(' ');
}

/** Alef carriers, final yeh and teh marbuta made alike, to look a spelling up; not a matching key. */
export function lookUpForm(word: string): string {
  return word
    .replace(/[\u0622\u0623\u0625]/gu, '\u0627') // alef with madda, with hamza above, with hamza below -> alef
    .replace(/\u0649$/u, '\u064a') // alef maqsura -> yeh
    .replace(/\u0629$/u, '\u0647'); // teh marbuta -> heh
}
