import type { FamilyLanguage } from '../family-languages.js';
import { languages } from './languages.js';
import type { Key, Words } from './words.js';

const inWords = (locale: string, month: number) =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2013, month - 1, 15));

interface MonthName {
  gregorian: string;
  hijri: string;
}

const known = new Map<FamilyLanguage, MonthName[]>();

/**
 * Names of the twelve months. Those of our calendar as Node has them (browsers have none in Kurdish), in Arabic by both names. Those of the Hijri calendar
 * from the catalogue: Node has none in Sorani. Kept, because writing them takes longer than a page.
 */
export function monthNames(language: FamilyLanguage, t: Words): MonthName[] {
  const before = known.get(language);
  if (before) return before;
  const names = Array.from({ length: 12 }, (_, at) => {
    const month = inWords(languages[language].locale, at + 1);
    const gregorian = language === 'ar' ? `${month} (${inWords('ar-u-nu-latn', at + 1)})` : month;
    return { gregorian, hijri: t(`hijri.${at + 1}` as Key) };
  });
  known.set(language, names);
  return names;
}
