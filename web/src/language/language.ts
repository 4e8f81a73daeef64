import { createContext, useContext } from 'react';
import type { Catalogue, MessageKey, Values } from './messages.js';

/** The languages of the console by the names that their readers call them, in the order of the menu. */
export const ownNameOf = {
  ar: 'العربية',
  ckb: 'کوردی',
  en: 'English',
  tr: 'Türkçe',
  de: 'Deutsch',
} as const;
export type Language = keyof typeof ownNameOf;
export const languages = Object.keys(ownNameOf) as Language[];

export const directionOf: Record<Language, 'rtl' | 'ltr'> = {
  ar: 'rtl',
  ckb: 'rtl',
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
  en: ['en-GB'],
  tr: ['tr-TR'],
  de: ['de-DE'],
};

export interface LanguageValue {
  language: Language;
  direction: 'rtl' | 'ltr';
  /** Text for a key. Words put into it are isolated, so that a Latin name cannot disturb an Arabic sentence. */
  t: (key: MessageKey, values?: Values) => string;
  knows: (key: string) => key is MessageKey;
  switchTo: (language: Language) => Promise<void>;
}

export const LanguageContext = createContext<LanguageValue | null>(null);

export function useLanguage(): LanguageValue {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('useLanguage outside LanguageProvider');
  return value;
}

const storageKey = 'athar.language';

/** The choice made earlier in this browser; Arabic for a first visit. */
export function chosenLanguage(): Language {
  const stored = readStored();
  return languages.find((language) => language === stored) ?? 'ar';
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function rememberLanguage(language: Language) {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that keeps nothing asks again next time; the page works all the same.
  }
}

export interface LoadedLanguage {
  language: Language;
  catalogue: Catalogue;
}
