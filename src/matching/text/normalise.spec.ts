import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText } from './clean-text.js';
import { normaliseText } from './normalise.js';
import { scriptOf } from './script.js';

describe('bringing text to one form', () => {
  it.each([
    ['أحمد', 'احمد', 'hamza on alef'],
    ['إبراهيم', 'ابراهيم', 'hamza under alef'],
    ['آمنة', 'امنه', 'madda and ta marbuta'],
    ['مُحَمَّد', 'محمد', 'harakat'],
    ['محـــمد', 'محمد', 'tatweel'],
    ['\u202bمحمد\u202c', 'محمد', 'direction marks'],
    ['ﻣﺤﻤﺪ', 'محمد', 'presentation forms'],
    ['مصطفى', 'مصطفي', 'alef maqsura'],
    ['علی کریم', 'علي كريم', 'Persian letters'],
    ['لؤي رائد', 'لوي رايد', 'hamza carriers'],
    ['١٢ ۳۴ 56', '12 34 56', 'three digit sets'],
    ['  Ş̧ahin   ÇELEBİ ', 'sahin celebi', 'marks, case and spaces'],
    ['Işık', 'isik', 'Turkish dotless i'],
    ["Sa'd ʿAbd al-Raḥmān", 'sad abd al rahman', 'apostrophes, ayn marks and hyphens'],
    ['عبد\u00a0الله', 'عبد الله', 'no-break space'],
    ['ﷴ ﷲ', 'محمد الله', 'ligatures of whole words'],
    ['ﻻزم', 'لازم', 'ligature of lam and alef'],
    ['ﻣ\ufe76ﺤﻤﺪ', 'محمد', 'a vowel sign written for itself, as PDFs have them'],
    ['\ufeffخا\u200cلد\u2069', 'خالد', 'byte-order mark, joiner, isolate'],
    ['ا\u0654حمد', 'احمد', 'hamza as a mark of its own'],
    ['ري\u0654يس', 'رييس', 'hamza above ya as a mark of its own'],
    ['شێرکۆ', 'شيركو', 'Sorani o and long e'],
    ['ڕێبوار ڵاس', 'ريبوار لاس', 'Sorani rolled r and dark l'],
    ['هەڤاڵ', 'هفال', 'a Sorani short vowel, which registers leave out'],
    ['حەسەن', 'حسن', 'a Sorani spelling of an Arabic name'],
    ['ئازاد ئەحمەد', 'ازاد احمد', 'Sorani vowels at the beginning'],
    ['کەڤانە', 'كفانه', 'a Sorani vowel at the end'],
    ['رائد', 'رايد', 'ya with hamza inside a word stays'],
    ['ٹیپو گل', 'تيبو كل', 'Urdu letters'],
    ['پاشا چلبي ژاله', 'باشا جلبي جاله', 'Ottoman letters'],
    ['بغداد ڭ', 'بغداد ك', 'Ottoman ng'],
    ['Sa\u00b4d', 'sad', 'an accent for an apostrophe'],
    ['\u{1d400}li', 'ali', 'a letter of another plane'],
    ['\u{1f600}Ali\u{1f600}', 'ali', 'pictures'],
  ])('%s becomes %s (%s)', (raw, expected) => {
    expect(normaliseText(raw)).toBe(expected);
  });

  it('changes nothing the second time, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) =>
        expect(normaliseText(normaliseText(raw))).toBe(normaliseText(raw)),
      ),
      {
        numRuns: 500,
      },
    );
  });

  it('leaves no lone surrogate and no control character', () => {
    expect(normaliseText('a\ud800b\u0000c\u202e')).toBe('ab c');
  });
});

describe('bringing text to a comparable form that keeps its sound', () => {
  it('joins a hamza to the letter of another keyboard that carries it', () => {
    expect(cleanText('ر\u06cc\u0654یس')).toBe('رئيس');
    expect(cleanText('ا\u064e\u0654حمد')).toBe('أحمد');
  });

  it('changes nothing the second time, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) =>
        expect(cleanText(cleanText(raw))).toBe(cleanText(raw)),
      ),
      { numRuns: 500 },
    );
  });
});

describe('telling the script', () => {
  it.each([
    ['خالد', 'Arab'],
    ['Khaled', 'Latn'],
    ['خالد Khaled', 'mixed'],
    ['Khaled Халед', 'mixed'],
    ['\u0640خالد\u02bf', 'Arab'],
    ['123', 'other'],
  ])('%s is %s', (raw, script) => {
    expect(scriptOf(raw)).toBe(script);
  });
});
