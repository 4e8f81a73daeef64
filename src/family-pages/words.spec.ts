import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './words.js';

describe('words put into a sentence of the pages', () => {
  it('keep the order of their own in an Arabic sentence, as the groups of a code', () => {
    expect(wordsOf('ar')('mine.number', { number: '12345 67890' })).toContain('\u206812345 67890\u2069');
  });

  it('leave an English sentence its order when they are Arabic', () => {
    expect(wordsOf('en')('reading.detached', { name: 'عبدالرحمن', parts: 'Abd + Rahman' })).toBe(
      'We read \u2068عبدالرحمن\u2069 as Abd + Rahman.',
    );
  });

  it('are counted, when they are numbers', () => {
    expect(wordsOf('ar')('problem.too_many_text', { minutes: 2 })).toMatch(/دقيقتين/);
    expect(wordsOf('ar')('problem.too_many_text', { minutes: 11 })).toMatch(/11 دقيقة/);
  });

  it('are not looked for where a text has no place for them', () => {
    expect(wordsOf('de')('page.back', { name: 'Athartest' })).toBe('Zurück');
    expect(() => wordsOf('de')('no.such' as 'page.back')).toThrow('de.json has no text no.such');
  });
});
