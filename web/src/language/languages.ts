/** The languages of the console by the names that their readers call them, in the order of the menu. */
export const ownNameOf = {
  ar: 'العربية',
  ckb: 'کوردی',
  kmr: 'Kurdî',
  en: 'English',
  tr: 'Türkçe',
  de: 'Deutsch',
} as const;
export type Language = keyof typeof ownNameOf;
export const languages = Object.keys(ownNameOf) as Language[];

export const directionOf: Record<Language, 'rtl' | 'ltr'> = {
  ar: 'rtl',
  ckb: 'rtl',
  kmr: 'ltr',
  en: 'ltr',
  tr: 'ltr',
  de: 'ltr',
};

/**
 * Locales for plurals, numbers and names of languages and countries; the first that the browser knows is taken. Latin digits in all. Arabic has
 * Syrian month names; plain "ar" would give others. Chromium has no data for Kurdish and would take its own language instead, so British English
 * stands behind it: the same plural categories, and words come from our catalogues. Dates in Kurdish: kurdish-dates.ts.
 */
export const formatLocalesOf: Record<Language, string[]> = {
  ar: ['ar-SY-u-nu-latn'],
  ckb: ['ckb-IQ-u-nu-latn', 'en-GB'],
  kmr: ['ku-TR-u-nu-latn', 'en-GB'],
  en: ['en-GB'],
  tr: ['tr-TR'],
  de: ['de-DE'],
};
