import { describe, expect, it } from '@jest/globals';
import { builtInModel } from '../model/index.js';
import { compareMothers } from './mother.js';
import { compileMother } from './mother-cell.js';

const lines = (a: string, b: string) => compareMothers(compileMother(a), compileMother(b), builtInModel);
const levels = (a: string, b: string) => lines(a, b).map(({ level }) => level);

describe("the mother's name", () => {
  it('agrees in her given name, and in her family name where both sides give it', () => {
    expect(levels('هدى درويش', 'هدى درويش')).toEqual(['same', 'same']);
    expect(levels('هدى درويش', 'Huda')).toEqual(['same_sound', 'not_recorded']);
  });

  it.each([
    ['هدى درويش', 'درويش هدى'],
    ['هدى محمد درويش', 'درويش محمد هدى'],
    ['درويش', 'هدى درويش'],
  ])('does not agree in another order: %s, %s', (a, b) => {
    const swapped = lines(a, b);
    expect(swapped[0].level).toBe('different');
    expect(swapped[0].weight + swapped[1].weight).toBeLessThan(0);
  });

  it.each(['والدته هدى', 'الأم: هدى', 'أمه هدى', 'الوالدة: هدى', 'اسم الأم: هدى', 'اسم الأم هدى'])(
    'is read without the word before it: %s',
    (cell) => {
      expect(lines('هدى', cell)[0]).toMatchObject({ comparison: 'mother', level: 'same' });
      expect(lines(cell, 'هدى')[1].level).toBe('not_recorded');
      expect(lines('مريم', cell)[0].level).toBe('different');
    },
  );

  it.each(['Mother: Huda', "mother's name: Huda", 'his mother Huda'])('also in Latin: %s', (cell) => {
    expect(lines('Huda', cell)[0]).toMatchObject({ comparison: 'mother', level: 'same' });
  });

  it('keeps a name that only begins like such a word', () => {
    expect(compileMother('أمة الله')?.parse.parts.given).toBe('أمة الله');
    expect(levels('أميرة', 'أميرة')[0]).toBe('same');
    expect(levels('أم كلثوم', 'أم كلثوم')[0]).toBe('same');
  });

  it.each(['أم محمد', 'Umm Mohammad', 'Oum Ahmad', 'والدة محمد'])(
    'is not known from whose mother she is: %s',
    (kunya) => {
      expect(levels('هدى', kunya)).toEqual(['not_recorded', 'not_recorded']);
      expect(levels(kunya, 'أم أحمد')).toEqual(['not_recorded', 'not_recorded']);
      expect(lines('هدى', kunya)[0]).toMatchObject({ a: 'هدى', b: kunya });
    },
  );

  it('is not contradicted by her kunya beside it', () => {
    expect(lines('هدى درويش', 'هدى أم محمد')[1].level).toBe('not_recorded');
    expect(lines('هدى', 'أم محمد هدى')[0].level).not.toBe('different');
  });

  it.each(['متوفاة', 'متوفية', 'ربة منزل', 'ربة بيت', 'deceased', 'Housewife', 'والدته متوفاة', 'الأم'])(
    'is not what is said about her instead: %s',
    (cell) => {
      expect(levels('هدى', cell)).toEqual(['not_recorded', 'not_recorded']);
    },
  );
});
