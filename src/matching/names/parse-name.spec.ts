import { describe, expect, it } from '@jest/globals';
import { compareNames } from './compare-names.js';
import { compileName, compileNames, partSkeletons } from './compile-name.js';
import { nameKeys } from './name-keys.js';
import { parseName } from './parse-name.js';
import { splitNames } from './split-names.js';

describe('reading the parts of a name', () => {
  it.each([
    ['خالد محمد أحمد العلي', { given: 'خالد', father: 'محمد', grandfather: 'أحمد', family: 'العلي' }],
    ['خالد محمد العلي', { given: 'خالد', father: 'محمد', family: 'العلي' }],
    ['خالد العلي', { given: 'خالد', family: 'العلي' }],
    ['عبد الرحمن محمد العلي', { given: 'عبد الرحمن', father: 'محمد', family: 'العلي' }],
    ['علاء الدين محمد أبو زيد', { given: 'علاء الدين', father: 'محمد', family: 'أبو زيد' }],
    ['نصر الله محمد آل رشي', { given: 'نصر الله', father: 'محمد', family: 'آل رشي' }],
    ['Khaled bin Mohamad al-Ali', { given: 'Khaled', father: 'Mohamad', family: 'al Ali' }],
    ['Abdul Rahman Mohamad Al Ali', { given: 'Abdul Rahman', father: 'Mohamad', family: 'Al Ali' }],
    ['Alaa al-Din Mohamad', { given: 'Alaa al Din', family: 'Mohamad' }],
    ['AL-ALI, Khaled Mohamad', { given: 'Khaled', father: 'Mohamad', family: 'AL ALI' }],
  ])('%s', (raw, parts) => {
    expect(parseName(raw)[0]!.parts).toEqual(parts);
  });

  it('knows that a comma puts the family first', () => {
    expect(parseName('العلي، خالد محمد')[0]).toMatchObject({
      order: 'family-first',
      parts: { given: 'خالد', father: 'محمد', family: 'العلي' },
    });
  });

  it('takes a father for a father after bin, when no family follows', () => {
    expect(parseName('خالد بن محمد')[0]!.parts).toEqual({ given: 'خالد', father: 'محمد' });
  });

  it('is unsure of one name and surer of four parts than of two', () => {
    const confidence = (raw: string): number => parseName(raw)[0]!.confidence;
    expect(confidence('خالد')).toBeLessThan(0.5);
    expect(confidence('خالد محمد')).toBeLessThan(confidence('خالد محمد أحمد العلي'));
  });

  it('ranks its readings, surest first, and offers given and father for two names', () => {
    const readings = parseName('خالد محمد');
    expect(readings.map(({ confidence }) => confidence)).toEqual(
      readings.map(({ confidence }) => confidence).sort((x, y) => y - x),
    );
    expect(readings.map(({ parts }) => parts)).toContainEqual({ given: 'خالد', father: 'محمد' });
  });

  it('keeps titles and words of fate, but not in the name', () => {
    expect(parseName('الشهيد الدكتور خالد العلي')[0]).toMatchObject({
      fateWords: ['الشهيد'],
      titles: ['الدكتور'],
      parts: { given: 'خالد', family: 'العلي' },
    });
    expect(parseName('Dr. Khaled Al Ali')[0]).toMatchObject({ titles: ['Dr'], parts: { given: 'Khaled' } });
  });

  it('leaves a title that is the name itself', () => {
    expect(parseName('السيد العلي')[0]!.parts.given).toBe('السيد');
  });

  it('keeps a kunya beside a full name apart from its parts', () => {
    expect(parseName('أبو محمد خالد العلي')[0]).toMatchObject({
      kunya: ['أبو محمد'],
      parts: { given: 'خالد', family: 'العلي' },
    });
    expect(parseName('أبو بكر العلي')[0]).toMatchObject({ kunya: [], parts: { given: 'أبو بكر' } });
  });

  it('believes the cells of a source and never changes what was written', () => {
    const raw = 'خَالد  العلي';
    expect(parseName({ raw, parts: { given: 'خَالد', family: 'العلي' } })[0]).toMatchObject({
      raw,
      parts: { given: 'خَالد', family: 'العلي' },
    });
  });

  it('finds nobody in a text without letters', () => {
    expect(parseName('—')).toEqual([]);
    expect(compileName('؟').parts).toEqual([]);
  });
});

describe('a name told through a relative', () => {
  it('is never compared as if it were the relative', () => {
    const mother = 'والدة خالد أثرتست';
    expect(compileName(mother).parts).toEqual([]);
    expect(nameKeys(mother)).toEqual([]);
    expect(compareNames(mother, 'خالد أثرتست').similarity).toBe(0);
    expect(parseName(mother)[0]!.parts).toEqual({ given: 'خالد', family: 'أثرتست' });
  });

  it('is compared by the own name where there is one', () => {
    expect(compareNames('فاطمة أثرتست (والدة خالد)', 'Fatima Athartest').perRole.given?.level).toBe('same_sound');
  });
});

describe('a cell of its own', () => {
  it('that says "daughter of" or a title does not make the person somebody else or nameless', () => {
    const raw = 'فاطمة بنت خالد الشيخ';
    const [best] = parseName({ raw, parts: { given: 'فاطمة', father: 'بنت خالد', family: 'الشيخ' } });
    expect(best).toMatchObject({ relation: null, parts: { given: 'فاطمة', father: 'خالد', family: 'الشيخ' } });
    expect(parseName('الشيخ')).toEqual([]);
    expect(splitNames('الشيخ')).toEqual([]);
  });
});

describe('several names in one text', () => {
  it('are all made ready for comparison', () => {
    const names = compileNames('خالد أثرتست Khaled Athartest (المعروف بسمير أثرتست)');
    expect(names.map(({ parse }) => parse.parts.given)).toEqual(['خالد', 'Khaled', 'سمير']);
  });

  it('of parts in cells, what stands beside them is kept', () => {
    const [best] = parseName({
      raw: 'الشهيد خالد (أبو محمد) أثرتست',
      parts: { given: 'الشهيد خالد (أبو محمد)', father: 'غير معروف', family: 'أثرتست' },
    });
    expect(best).toMatchObject({
      parts: { given: 'خالد', family: 'أثرتست' },
      fateWords: ['الشهيد'],
      kunya: ['أبو محمد'],
      unread: ['غير معروف'],
    });
    expect(best!.parts.father).toBeUndefined();
  });

  it.each([
    ['فاطمة أثرتست (والدة خالد)', ['فاطمة أثرتست (والدة خالد)']],
    ['خالد أثرتست (الشهيد) / Khaled Athartest', ['خالد أثرتست (الشهيد)', 'Khaled Athartest']],
    ['د/ خالد أثرتست', ['خالد أثرتست (د)']],
    ['خالد "الأسمر" أثرتست', ['خالد أثرتست', 'الأسمر']],
    ['خالد أثرتست - أبو محمد', ['خالد أثرتست', 'أبو محمد']],
    ['مجهول الهوية رقم 7', []],
    ['N/A', []],
  ])('%s', (cell, names) => {
    expect(splitNames(cell)).toEqual(names);
  });
});

describe('splitting a cell into names', () => {
  it.each([
    ['خالد العلي / Khaled Al Ali', ['خالد العلي', 'Khaled Al Ali']],
    ['خالد العلي Khaled Al Ali', ['خالد العلي', 'Khaled Al Ali']],
    ['خالد العلي (أبو محمد)', ['خالد العلي', 'أبو محمد']],
    ['خالد العلي الملقب بالأسمر', ['خالد العلي', 'الأسمر']],
    ['Khaled Al Ali a.k.a. Abu Mohamad', ['Khaled Al Ali', 'Abu Mohamad']],
    ['العلي، خالد', ['العلي، خالد']],
    ['خالد العلي', ['خالد العلي']],
    ['(؟)', []],
  ])('%s', (cell, names) => {
    expect(splitNames(cell)).toEqual(names);
  });
});

describe('finding a name again', () => {
  const share = (a: string, b: string): boolean => nameKeys(a).some((key) => nameKeys(b).includes(key));

  it.each([
    ['خالد محمد العلي', 'Khaled Al Ali'],
    ['محمد أحمد', 'Mehmet Ahmet'],
    ['جمال', 'Cemal'],
    ['إسحاق', 'Isaac'],
    ['شاهين', 'Chahine'],
    ['محمد عرار', 'Mohammedarar'],
    ['عبد الرحمن خوري', 'Abderrahmane Koury'],
  ])('%s and %s share a key', (a, b) => {
    expect(share(a, b)).toBe(true);
  });

  it('a common given name alone is not a key of a full name', () => {
    expect(share('محمد درويش', 'محمد غزال')).toBe(false);
  });

  it('gives every role its consonant classes, the same in both scripts', () => {
    const arabic = partSkeletons(compileName('خالد محمد درويش'));
    const latin = partSkeletons(compileName('Khaled Mohamad Darwish'));
    expect(Object.keys(arabic)).toEqual(['given', 'father', 'family']);
    for (const role of ['given', 'father', 'family'] as const) {
      expect(latin[role]!.coarse).toBe(arabic[role]!.coarse);
      expect(latin[role]!.frequency / arabic[role]!.frequency).toBeCloseTo(1, 1);
    }
    expect(arabic.father!.frequency).toBeGreaterThan(arabic.family!.frequency);
  });
});
