import { createContext, useContext } from 'react';
import { type Language, languages } from './languages.js';
import type { Catalogue, CataloguePart, MessageKey, Values } from './messages.js';

export interface LanguageValue {
  language: Language;
  direction: 'rtl' | 'ltr';
  /** Text for a key. Words put into it are isolated, so that a Latin name cannot disturb an Arabic sentence. */
  t: (key: MessageKey, values?: Values) => string;
  knows: (key: string) => key is MessageKey;
  switchTo: (language: Language) => Promise<void>;
  /** Parts of the catalogue that are there beside what every screen has. */
  parts: readonly CataloguePart[];
  addPart: (part: CataloguePart) => Promise<void>;
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
