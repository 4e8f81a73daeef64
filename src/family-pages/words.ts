import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { type FamilyLanguage, familyLanguages } from '../family-languages.js';
import { kept } from './kept.js';
import { languages } from './languages.js';
import type english from './locales/en.json';

/** A text of the pages. English is the source: each other catalogue has the same keys (locales.spec.ts). */
export type Key = keyof typeof english;
export type Values = Record<string, string | number>;
/** Says a text in the language of the page. Values stand in it as they are: whoever writes HTML of it escapes (React does). */
export type Words = (key: Key, values?: Values) => string;

export const catalogueOf = (language: FamilyLanguage): Record<Key, string> =>
  JSON.parse(readFileSync(new URL(`./locales/${language}.json`, import.meta.url), 'utf8'));

/** A letter of a script that runs from right to left. */
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;

/**
 * Words put into a sentence keep their own direction and leave the sentence its own (first strong isolate … pop). Without it the five groups of a
 * code stand in the wrong order in an Arabic sentence. Left out where both run from left to right.
 */
const isolated = (values: Values | undefined, dir: 'rtl' | 'ltr'): Values | undefined =>
  values &&
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && (dir === 'rtl' || rightToLeft.test(value)) ? `\u2068${value}\u2069` : value,
    ]),
  );

function wordsFrom(language: FamilyLanguage): Words {
  const { locale, dir } = languages[language];
  const catalogue = catalogueOf(language);
  const parsed = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const text = catalogue[key];
    if (text === undefined) throw new Error(`${language}.json has no text ${key}`);
    // Most texts hold nothing to be filled in: those are what they are.
    if (!/[{']/.test(text)) return text;
    let message = parsed.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(isolated(values, dir)));
  };
}

/** Read and parsed once, at the first need. */
export const wordsOf: (language: FamilyLanguage) => Words = kept(wordsFrom);

/** Reads every catalogue, so that a broken one stops the start and not a page. */
export const loadWords = (): void => familyLanguages.forEach((language) => void wordsOf(language));
