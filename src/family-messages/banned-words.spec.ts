import { describe, expect, it } from '@jest/globals';
import { familyLanguages } from '../family-languages.js';
import { bannedTable, bannedWords } from './banned-words.js';

/** What the list is for (ux.md 4.1, domain.md 2.3), and for which no language may lack a word. */
const subjects = [
  'match',
  'found',
  'located',
  'probable',
  'dead',
  'percent',
  'candidate',
  'confirmed',
  'no results',
  'do not worry',
  'invalid',
  'required',
];

describe('the words that no text for a family may hold', () => {
  it.each(familyLanguages)('there are some for every subject in %s, each once', (language) => {
    const own = bannedTable.filter((row) => row.language === language);
    expect([...new Set(own.map(({ about }) => about))].sort()).toEqual([...subjects].sort());
    expect(new Set(own.map(({ words }) => words)).size).toBe(own.length);
  });

  it('each is seen when somebody writes it, alone, in a sentence, in capitals, with another ending', () => {
    const missed = bannedTable.flatMap(({ language, words }) => {
      const plain = words.replace(/~$/, '');
      const of = language === '*' ? 'en' : (language as (typeof familyLanguages)[number]);
      const texts = [plain, `– ${plain}, –`, `(${plain})`, plain.toLocaleUpperCase(of === 'tr' ? 'tr' : 'en')];
      if (words.endsWith('~')) texts.push(`${plain}en`);
      return texts.filter((text) => bannedWords(text, of).length === 0);
    });
    expect(missed).toEqual([]);
  });

  it('Arabic is read through prefixes, vowel signs and the spellings of alef', () => {
    // and the dead man; he was found (vowelled); by confirmation without hamza; in a match
    for (const text of ['والمتوفى', 'عُثِرَ عليه', 'بتاكيد', 'بالمطابقة', 'فتوفّيت', 'على الأرجح', 'متوفــى'])
      expect([text, bannedWords(text, 'ar')]).not.toEqual([text, []]);
  });

  it('a word inside another is none', () => {
    const harmless = {
      en: 'The foundation sets a deadline. We look for the person.',
      ar: 'نحفظ كلماتكم ومعلوماتكم. العاملون في منظمات، وطلبكم مفتوح. هاتوا موتوراً. سمات الوجه وكلمات.',
      ckb: 'ئەگەر دەتانەوێت، بنووسن.',
      kmr: 'Mirovên we, mîrê gund.',
      tr: 'Bulunduğunuz ülke. Endişeleniyorsanız bize yazın. Boyunu ölçün.',
      de: 'Wo hat es stattgefunden? Das steht auf der Methode.',
    };
    for (const [language, text] of Object.entries(harmless))
      expect([language, bannedWords(text, language as keyof typeof harmless)]).toEqual([language, []]);
  });

  it('says which words it saw, in any of the six languages', () => {
    expect(bannedWords('He was found. Er ist tot.')).toEqual(['found', 'tot']);
    expect(bannedWords('A share of 85 %', 'kmr')).toEqual(['%']);
    expect(bannedWords('Er ist tot.', 'tr')).toEqual([]);
  });
});
