import { describe, expect, it } from '@jest/globals';
import { canonicalName, nameUnits } from './arabic-particles.js';
import { typeArabic } from './arabic-typing.js';
import { type LatinStyle, spellInLatin } from './latin-spelling.js';
import { readDataTable } from './project-data.js';
import { Random } from './random.js';
import { mistype } from './typos.js';
import { vocalise } from './vocalise.js';

const spellings = (name: string, style: LatinStyle): string[] => {
  const random = new Random(5);
  return Array.from({ length: 200 }, () => spellInLatin(name, style, random));
};
const habits = { dropsHamza: 0, hehForMarbuta: 0, swapsFinalYeh: 0, gluesNames: 0 };
/** Typed often enough that the rare slips are outvoted. */
const mostOften = (name: string, habit: Partial<typeof habits>): string => {
  const random = new Random(3);
  const counts = new Map<string, number>();
  for (let turn = 0; turn < 101; turn++) {
    const typed = typeArabic(name, { ...habits, ...habit }, random);
    counts.set(typed, (counts.get(typed) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
};

describe('how an Arabic name is said', () => {
  it('agrees letter by letter with the consonants of every hand-written reading', () => {
    const letters = new Map(
      readDataTable<'letter' | 'sound' | 'kind'>('demonstration/letters.tsv').map((row) => [row.letter, row]),
    );
    const consonants = (sounds: string): string => sounds.replace(/[^btVjHxdPrzsCSDTZcGfqklmnh]|(.)(?=\1)/gu, '');
    const wrong = readDataTable<'arabic' | 'reading'>('demonstration/readings.tsv').filter(({ arabic, reading }) => {
      const written = [...arabic].map((letter) => letters.get(letter)!.sound).join('');
      // A final teh marbuta may be said as t (Hayat) and may be typed as heh (Atiyya).
      const ends = (sounds: string): string => consonants(sounds.replace(/[@ht]$/u, ''));
      return ends(written) !== ends(reading);
    });
    expect(wrong).toEqual([]);
  });

  it('guesses the vowels of a name it does not know by the pattern of its letters', () => {
    expect(vocalise('غالب')).toBe('GAlib');
    expect(vocalise('جميل')).toBe('jamIl');
    expect(vocalise('منصور')).toBe('manSUr');
  });

  it('takes compound names apart at their particles', () => {
    expect(nameUnits(canonicalName('عبدالرحمن')).map(({ kind, core }) => [kind, core])).toEqual([['abd', 'رحمن']]);
    expect(nameUnits('عبد الله').map(({ kind }) => kind)).toEqual(['allah']);
    expect(nameUnits('علاء الدين').map(({ kind, core }) => [kind, core])).toEqual([['din', 'علاء']]);
    expect(nameUnits('محمد خير').map(({ core }) => core)).toEqual(['محمد', 'خير']);
    expect(nameUnits('الحلبي')).toEqual([{ kind: 'plain', article: true, core: 'حلبي' }]);
  });
});

describe('a clerk who writes Arabic names in Latin letters', () => {
  it('prefers the spellings that people really bear', () => {
    const khaled = spellings('خالد', 'english');
    expect(khaled.filter((name) => name === 'Khaled' || name === 'Khalid').length).toBeGreaterThan(170);
  });

  it('writes shin as the own language does', () => {
    const share = (style: LatinStyle, letters: RegExp): number =>
      spellings('الشامي', style).filter((name) => letters.test(name)).length / 200;
    expect(share('english', /sh/iu)).toBeGreaterThan(0.9);
    expect(share('french', /(?<!s)ch/iu)).toBeGreaterThan(0.7);
    expect(share('german', /sch/iu)).toBeGreaterThan(0.6);
    expect(share('turkish', /ş/iu)).toBeGreaterThan(0.7);
  });

  it('writes the article in many ways and sometimes not at all', () => {
    const kinds = new Set(spellings('الحلبي', 'english').map((name) => /^(?:al[- ]?|el[- ]?)?/iu.exec(name)![0]));
    expect([...kinds]).toEqual(expect.arrayContaining(['', 'Al-', 'Al ', 'Al']));
  });

  it('writes names without any attested spelling too', () => {
    for (const style of ['english', 'french', 'german', 'turkish', 'scholarly'] as const) {
      for (const name of spellings('قطبقوش', style)) expect(name).toMatch(/^\p{Script=Latin}/u);
    }
  });
});

describe('a clerk who types Arabic', () => {
  it('drops hamza, writes heh for teh marbuta, swaps final yeh and glues Abd- according to habit', () => {
    expect(mostOften('أسامة', {})).toBe('أسامة');
    expect(mostOften('أسامة', { dropsHamza: 1 })).toBe('اسامة');
    expect(mostOften('أسامة', { hehForMarbuta: 1 })).toBe('أسامه');
    expect(mostOften('مصطفى', { swapsFinalYeh: 1 })).toBe('مصطفي');
    expect(mostOften('عبد الرحمن', { gluesNames: 1 })).toBe('عبدالرحمن');
    expect(mostOften('العبد الله', { gluesNames: 1 })).toBe('العبدالله');
  });

  it('slips by one letter at a time and never on the first', () => {
    const random = new Random(11);
    for (let turn = 0; turn < 300; turn++) {
      const typed = mistype('Mahmoud', random);
      expect(Math.abs(typed.length - 7)).toBeLessThanOrEqual(1);
      if (typed[0] !== 'M') expect(typed.slice(0, 2)).toBe('aM');
    }
    expect(mistype('بن', random)).toBe('بن');
  });
});
