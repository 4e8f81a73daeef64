import { describe, expect, it } from '@jest/globals';
import { familyLanguages } from '../family-languages.js';
import { noticeWords } from '../notifier/notice-words.js';
import { bannedWords } from './banned-words.js';
import { messageTemplates } from './family-message.entity.js';
import { languageOfPages, messageCatalogue, messageText } from './message-words.js';

const english = Object.keys(messageCatalogue('en'));

describe.each([...familyLanguages])('what families are written in %s', (language) => {
  it('has each text that English has', () => {
    expect(Object.keys(messageCatalogue(language))).toEqual(english);
    for (const text of Object.values(messageCatalogue(language))) expect(text.trim()).not.toBe('');
  });

  it('holds no word that speaks of a result or a fate, no exclamation and no link', () => {
    const texts = [...Object.values(messageCatalogue(language)), ...Object.values(noticeWords[language])];
    expect(texts.flatMap((text) => bannedWords(text))).toEqual([]);
    for (const text of texts) expect(text).not.toMatch(/[!\u00a1{}<>]|:\/\/|www\./);
  });

  it('R11: says in each message that nobody may ask for money', () => {
    const { free } = messageCatalogue(language);
    for (const template of messageTemplates) {
      const text = messageText(language, template, null);
      expect(text.startsWith(messageCatalogue(language)[template])).toBe(true);
      expect(text.endsWith(free)).toBe(true);
    }
  });
});

describe('the language of somebody’s pages', () => {
  it.each([
    ['de', 'de'],
    ['ku', 'kmr'],
    ['ckb', 'ckb'],
    ['fr', 'ar'],
    [null, 'ar'],
  ])('%s is %s', (spoken, language) => expect(languageOfPages(spoken)).toBe(language));
});
