import type { FamilyLanguage } from '../family-languages.js';
import { kept } from './kept.js';
import { languages } from './languages.js';

/** Kept: making one takes longer than a page. */
const formatIn = kept(
  (locale: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

const monthOfBothCalendars = (month: string, other: string) => (month === other ? month : `${month} (${other})`);

/**
 * A day as it is said in the language of the page. On the server only: browsers have no Kurdish months (ux.md 2.3). Arabic months stand in the words of the
 * Levant and in those of the other countries.
 * @param day "2013-11-04"
 */
export function dayIn(language: FamilyLanguage, day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const inLocale = (locale: string) => formatIn(locale).formatToParts(at);
  const parts = inLocale(languages[language].locale);
  if (language !== 'ar') return parts.map(({ value }) => value).join('');
  const elsewhere = inLocale('ar-u-nu-latn').find(({ type }) => type === 'month')?.value ?? '';
  return parts.map(({ type, value }) => (type === 'month' ? monthOfBothCalendars(value, elsewhere) : value)).join('');
}
