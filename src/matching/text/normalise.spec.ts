import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
