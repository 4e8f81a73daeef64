import { readFileSync } from 'node:fs';
import { type FamilyLanguage, familyLanguages } from '../family-languages.js';
import type { MessageTemplate } from './family-message.entity.js';

type Words = Record<MessageTemplate | 'question.after' | 'free', string>;

const catalogues = new Map<FamilyLanguage, Words>();

export function messageCatalogue(language: FamilyLanguage): Words {
  let words = catalogues.get(language);
  if (!words) {
    words = JSON.parse(readFileSync(new URL(`./locales/${language}.json`, import.meta.url), 'utf8')) as Words;
    catalogues.set(language, words);
  }
  return words;
}

/** The language of a person's pages, by the language to speak in that is kept of him: ISO 639, in which Kurdish may stand without its kind. */
export function languageOfPages(spoken: string | null): FamilyLanguage {
  return familyLanguages.find((language) => language === spoken) ?? (spoken === 'ku' ? 'kmr' : 'ar');
}

/** What the family reads: the template, what staff added to it, and that nobody may ask for money (R11). */
export function messageText(language: FamilyLanguage, template: MessageTemplate, added: string | null): string {
  const words = messageCatalogue(language);
  const after = template === 'question' ? words['question.after'] : null;
  return [words[template], added, after, words.free].filter(Boolean).join('\n\n');
}
