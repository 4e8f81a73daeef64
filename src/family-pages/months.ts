import type { FamilyLanguage } from '../family-languages.js';
import { kept } from './kept.js';
import { languages } from './languages.js';
import { type Key, wordsOf } from './words.js';

const inWords = (locale: string, month: number) =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2013, month - 1, 15));

interface MonthName {
  gregorian: string;
  hijri: string;
}

/**
 * Names of the twelve months. Those of our calendar as Node has them (browsers have none in Kurdish), in Arabic by both names. Those of the Hijri calendar
 * from the catalogue: Node has none in Sorani. Kept, because writing them takes longer than a page.
 */
export const monthNames = kept((language: FamilyLanguage): MonthName[] => {
  const t = wordsOf(language);
  return Array.from({ length: 12 }, (_, at) => {
    const month = inWords(languages[language].locale, at + 1);
    const gregorian = language === 'ar' ? `${month} (${inWords('ar-u-nu-latn', at + 1)})` : month;
    return { gregorian, hijri: t(`hijri.${at + 1}` as Key) };
  });
});
