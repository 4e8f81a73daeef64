import type { LanguageValue } from '../language/language.js';
import { formatLocalesOf, type Language } from '../language/languages.js';

/** The name of a language by its code: ours for those of our forms, else the browser's; a code that neither knows stands as it is. */
export function languageName(code: string, { language, t, knows }: LanguageValue): string {
  const key = `form_language.${code}`;
  return knows(key) ? t(key) : nameByBrowser(code, 'language', language);
}

export const countryName = (code: string, reader: Language): string => nameByBrowser(code, 'region', reader);

function nameByBrowser(code: string, type: 'language' | 'region', reader: Language): string {
  try {
    return new Intl.DisplayNames(formatLocalesOf[reader], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
