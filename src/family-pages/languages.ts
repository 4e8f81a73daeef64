import type { FamilyLanguage } from '../family-languages.js';

interface Language {
  /** In its own words. No flags: a flag is a state's, not a language's. */
  name: string;
  dir: 'rtl' | 'ltr';
  /** Of dates and numbers (BCP 47). Months of the Levant, Latin digits: both are read by everybody (ux.md 2.3). */
  locale: string;
}

export const languages: Readonly<Record<FamilyLanguage, Language>> = {
  ar: { name: 'العربية', dir: 'rtl', locale: 'ar-SY-u-nu-latn' },
  ckb: { name: 'کوردی', dir: 'rtl', locale: 'ckb-IQ-u-nu-latn' },
  kmr: { name: 'Kurdî', dir: 'ltr', locale: 'ku-u-nu-latn' },
  en: { name: 'English', dir: 'ltr', locale: 'en-GB' },
  tr: { name: 'Türkçe', dir: 'ltr', locale: 'tr' },
  de: { name: 'Deutsch', dir: 'ltr', locale: 'de' },
};
