import type { Script } from '../record.js';
import { arabicParticles, particleKind } from './particles.js';
import { readArabic, readLatin, type UnitString } from './read-units.js';
import type { Reading } from './types.js';

/**
 * A spelling taken apart: article, Abd-, Abu-, -al-Din, -allah. Each way to take it apart is a reading with a cost; the comparison tries all of them,
 * so an article that is really part of the name (Elias) does no harm.
 */

const mostReadings = 5;
const [article] = arabicParticles('article') as [string];
const [servant] = arabicParticles('servant') as [string];
const fathers = arabicParticles('father_of');
const [faith] = arabicParticles('faith') as [string];
const [god] = arabicParticles('god') as [string];
/** What is left of the word for God when the article is off, as Latin spellings are read too (Abd-ul-lah). */
const godWithoutArticle = god.slice(article.length);

interface Pieces {
  prefix: string;
  core: string;
  suffix: string;
  cost: number;
}

const whole = (core: string, cost = 0): Pieces => ({ prefix: '', core, suffix: '', cost });
const without = (word: string, start: string): string => (word.startsWith(start) ? word.slice(start.length) : word);

/** Costs of readings that are less usual than the plain one. */
const less = {
  articleKept: 0.05,
  articleGuessed: 0.06,
  compoundGuessed: 0.05,
  elided: 0.25,
  compoundWhole: 0.1,
} as const;

function arabicPieces(text: string): Pieces[] {
  const mother = /^[^-]+-(.+)$/.exec(text);
  if (mother) return [{ prefix: 'umm', core: without(mother[1]!, article), suffix: '', cost: 0 }];
  if (text.startsWith(article + servant) && text.length >= article.length + servant.length + 3)
    return arabicPieces(text.slice(article.length));
  if (text.startsWith(servant) && text.length >= servant.length + 3) {
    const rest = text.slice(servant.length);
    const core = rest.startsWith(article) ? rest.slice(article.length) : rest;
    if (core === godWithoutArticle || core.length >= 3) return [{ prefix: 'abd', core, suffix: '', cost: 0 }];
  }
  const father = fathers.find((spelling) => text.startsWith(spelling) && text.length >= spelling.length + 3);
  if (father) {
    return [
      { prefix: 'abu', core: without(text.slice(father.length), article), suffix: '', cost: 0 },
      whole(text, less.compoundWhole),
    ];
  }
  if (text.endsWith(faith) && text.length >= faith.length + 2) {
    return [{ prefix: '', core: text.slice(0, -faith.length), suffix: 'din', cost: 0 }];
  }
  if (text.endsWith(god) && text.length >= god.length + 2) {
    return [
      { prefix: '', core: text.slice(0, -god.length), suffix: 'allah', cost: 0 },
      whole(text, less.compoundWhole),
    ];
  }
  if (text.startsWith(article) && text.length >= article.length + 2) {
    return [whole(text.slice(article.length)), whole(text, less.articleKept)];
  }
  return [whole(text)];
}

const abdLatin = /^(?:[ae3']?[ae]?bd(?=[aeiou' -]|[a-z]{4})|3?abed(?=[aeu]l))/;
const dinLatin = /^(.{2,}?)[aeiou\u0131\u00fc]?(?:l?d|t|l)?[dt]{1}(?:i|ee|ei|\u00ee|ii|ie)ne?$/;
const dinMark = /[aeiou\u0131\u00fc]r?(?:ld|dd|tt|l-?d)(?:i|ee|ei|\u00ee|ie)ne?$/;
const allahLatin = /^(.{2,}?)[aeiou]?l+ah?$/;
const allahMark = /(?:all|ull|ell|ill|oll)ah?$|[au]lah$/;
const sunArticle = /^[aei]((sh|ch|th|dh|[sdtrnz])\2)/;

function latinPieces(text: string): Pieces[] {
  const found: Pieces[] = [];
  const joined = /^([^-]+)-(.+)$/.exec(text);
  if (joined) {
    const [, first, second] = joined as unknown as [string, string, string];
    const kind = particleKind(first);
    if (second === 'din') return [{ prefix: '', core: first, suffix: 'din', cost: 0 }];
    if (second === 'allah')
      return [{ prefix: '', core: first, suffix: 'allah', cost: 0 }, whole(`${first}allah`, less.compoundWhole)];
    if (kind === 'father_of') return [{ prefix: 'abu', core: second, suffix: '', cost: 0 }];
    if (kind === 'mother_of') return [{ prefix: 'umm', core: second, suffix: '', cost: 0 }];
    return abdLatin.test(second) ? latinPieces(second) : [whole(second)];
  }
  const articled = /^[ae]l(?=[ae]?bd)/.test(text) && abdLatin.test(text.slice(2));
  if (articled) return latinPieces(text.slice(2));
  const abd = abdLatin.exec(text);
  if (abd) {
    const rest = text.slice(abd[0].length);
    const withoutVowel = rest.replace(/^[aeiou]+/, '');
    const core = withoutVowel.replace(/^l/, '');
    if (core.length >= 3 || /^la$/.test(core)) {
      found.push({ prefix: 'abd', core, suffix: '', cost: 0 });
      if (core !== withoutVowel)
        found.push({ prefix: 'abd', core: withoutVowel, suffix: '', cost: less.compoundGuessed });
      return found;
    }
  }
  found.push(whole(text));
  const abu = /^(?:ab(?:ou|oo|u|o)|ebu)(?=.{3})/.exec(text);
  if (abu)
    found.push({
      prefix: 'abu',
      core: text.slice(abu[0].length).replace(/^(?:al|el|l)(?=.{3})/, ''),
      suffix: '',
      cost: less.compoundGuessed,
    });
  const din = dinMark.test(text) ? dinLatin.exec(text) : null;
  if (din) found.unshift({ prefix: '', core: din[1]!, suffix: 'din', cost: 0 });
  const plainDin = din ? null : /^(.{3,}?)[aeiou]d(?:i|ee|ei|ie|\u00ee)ne?$/.exec(text);
  if (plainDin) found.push({ prefix: '', core: plainDin[1]!, suffix: 'din', cost: less.compoundWhole });
  const allah = allahMark.test(text) ? allahLatin.exec(text) : null;
  if (allah && allah[1]!.length >= 3)
    found.push({ prefix: '', core: allah[1]!, suffix: 'allah', cost: less.compoundGuessed });
  if (/^[aeu]l(?=.{3})/.test(text)) found.push(whole(text.slice(2), less.articleGuessed));
  else if (sunArticle.test(text) && text.length >= 5) found.push(whole(text.slice(1), less.articleGuessed));
  else if (/^l[aeiou]/.test(text) && text.length >= 5) found.push(whole(text.slice(1), less.elided));
  return found;
}

/** Ways to read one cleaned word, or a compound that name-words.ts has joined: a hyphen then stands after its first half or before its second. */
export function readingsOf(text: string, script: Script): Reading[] {
  const pieces = script === 'Arab' ? arabicPieces(text) : latinPieces(text);
  const readings: Reading[] = [];
  for (const { prefix, core, suffix, cost } of pieces) {
    const strings: UnitString[] = script === 'Arab' ? [readArabic(core)] : readLatin(core);
    for (const { units, flags } of strings) {
      if (units.length > 0 && readings.length < mostReadings)
        readings.push({ prefix, suffix, core, units, flags, cost });
    }
  }
  return readings;
}
