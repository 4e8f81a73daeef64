import { readFileSync } from 'node:fs';
import { type FamilyLanguage, familyLanguages } from '../family-languages.js';

export interface NoticeWords {
  subject: string;
  /** The whole text: that there is something, and that nobody may ask for money (R11). */
  text: string;
}

const read = (language: FamilyLanguage): NoticeWords => {
  const words = JSON.parse(readFileSync(new URL(`./locales/${language}.json`, import.meta.url), 'utf8')) as Record<
    'subject' | 'text' | 'free',
    string
  >;
  return { subject: words.subject, text: `${words.text}\n${words.free}\n` };
};

/** All that is ever sent outside of the pages, word for word: nothing is filled in (security.md C4). */
export const noticeWords: Readonly<Record<FamilyLanguage, NoticeWords>> = Object.fromEntries(
  familyLanguages.map((language) => [language, read(language)]),
) as Record<FamilyLanguage, NoticeWords>;
