import { readFileSync } from 'node:fs';

export type ConsoleLanguage = 'ar' | 'en';

/** Looks words of the console up by their key: a test presses the button that people read. Only for messages without values. */
export function consoleWords(language: ConsoleLanguage): (key: string) => string {
  const file = new URL(`../../web/src/locales/${language}.json`, import.meta.url);
  const catalogue: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  return (key) => {
    const words = catalogue[key];
    if (words === undefined) throw new Error(`No words for ${key}`);
    return words;
  };
}
