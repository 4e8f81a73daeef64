import { formatLocaleOf, type Language } from '../language/language.js';

/** The name of a language by its code; a code that the browser does not know stands as it is. */
export function languageName(code: string, reader: Language): string {
  try {
    return new Intl.DisplayNames(formatLocaleOf[reader], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function countryName(code: string, reader: Language): string {
  try {
    return new Intl.DisplayNames(formatLocaleOf[reader], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
