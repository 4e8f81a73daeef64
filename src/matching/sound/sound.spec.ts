import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tokenOf } from '../names/token.js';
import { readTable } from '../tables/read-table.js';
import { allSlots, slotsOf } from './arabic-slots.js';
import { latinInitials } from './initials.js';
import { knownAs, knownNames } from './known-names.js';
import { likelihood } from './likelihood.js';
import { meaningOf } from './meaning.js';
import { evidence, hearAcross } from './sound-evidence.js';
import { soundLetters } from './sound-letters.js';
import { emissions, likelyAtRandom } from './sound-model.js';
import { learnSoundTables } from './sound-tables.js';
import { arabicSound, latinSound } from './spelled.js';

const likely = (arabic: string, latin: string): number =>
  likelihood(arabicSound(arabic, emissions), latinSound(soundLetters(latin), emissions), emissions.probability);

/** The two figures for an Arabic and a Latin spelling. */
function heard(arabic: string, latin: string): { meant: number; alike: number } {
  hearAcross(tokenOf(arabic).heard, meaningOf(tokenOf(latin).readings));
  return { meant: evidence[0]!, alike: evidence[1]! };
}

describe('how Arabic letters are written in Latin ones', () => {
  it.each([
    ['جمال', ['jamal', 'gamal', 'djamel', 'cemal', 'dschamal'], 'bilal'],
    ['شاهين', ['shahin', 'chahine', 'şahin', 'schahin'], 'jahin'],
    ['قاسم', ['qasim', 'kasem', 'gassem', 'kasım'], 'basim'],
    ['خليل', ['khalil', 'xelîl', 'halil', 'chalil'], 'jalil'],
    ['عثمان', ['othman', 'osman', 'ousmane', 'uthman'], 'lokman'],
  ])('knows the writing systems for %s and not another name', (arabic, spellings, another) => {
    for (const spelling of spellings) expect(likely(arabic, spelling)).toBeGreaterThan(20 * likely(arabic, another));
  });

  it('gives every slot of every spelling probabilities that are none too many', () => {
    for (const [name, row] of emissions.rows) {
      const from = row * emissions.columns;
      // The columns for unseen runs stand for many runs each, so only the learned ones are added up.
      let sum = 0;
      for (const column of emissions.runs.values()) sum += emissions.probability[from + column]!;
      expect({ name, tooMuch: sum > 1.05 || sum < 0.9 }).toEqual({ name, tooMuch: false });
    }
  });

  it('has a slot in the model for every letter of any text', () => {
    const known = allSlots();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const slot of slotsOf(text)) expect(known.has(slot.name)).toBe(true);
      }),
    );
  });

  it('is a probability for any two texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }), (arabic, latin) => {
        const found = likely(arabic, latin);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('finds letters in the order that names have likelier than the same letters shuffled', () => {
    expect(likelyAtRandom('mahmoud')).toBeGreaterThan(100 * likelyAtRandom('hmdmoua'));
  });
});

describe('what a spelling means', () => {
  it.each([
    ['حسن', 'hassan', 'حسين'],
    ['حسين', 'hussein', 'حسن'],
    ['سامر', 'samer', 'سمير'],
    ['سمير', 'sameer', 'سامر'],
    ['محمود', 'mahmoud', 'محمد'],
    ['محمد', 'mhamed', 'محمود'],
    ['عمار', 'ammar', 'عمر'],
    ['سعاد', 'souad', 'سعيد'],
    ['رحمن', 'rahman', 'رحيم'],
  ])('%s rather than another name for %s, and then %s', (name, spelling, other) => {
    expect(heard(name, spelling).meant).toBeGreaterThan(heard(other, spelling).meant + 0.4);
  });

  it('hears a name typed without hamza or dots as it is properly written', () => {
    for (const [typed, proper] of [
      ['احمد', 'أحمد'],
      ['فاطمه', 'فاطمة'],
      ['مصطفي', 'مصطفى'],
      ['لوي', 'لؤي'],
    ] as const)
      expect(tokenOf(typed).heard[0]!.known).toBe(tokenOf(proper).heard[0]!.known);
  });

  it('still recognises a name through a slip of the keyboard, because no other name explains it better', () => {
    for (const [name, slip] of [
      ['زهران', 'zaharn'],
      ['دغمش', 'dughmlsh'],
      ['فواز', 'fawhz'],
    ] as const) {
      expect(heard(name, slip).meant).toBeGreaterThan(-3);
    }
    expect(heard('فواز', 'fahd').meant).toBeLessThan(-8);
  });

  it('lets a name that no table has stand on its letters', () => {
    expect(heard('قزوخيان', 'kazoukhian').meant).toBeGreaterThan(heard('قزوخيان', 'karapetian').meant + 8);
    expect(heard('قزوخيان', 'kazoukhian').alike).toBeGreaterThan(0);
  });

  it('weighs every known name with a share of the whole', () => {
    const sum = knownNames.reduce((total, { prior }) => total + prior, 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(knownNames.length).toBeGreaterThan(4_000);
  });
});

describe('initials', () => {
  it.each([
    ['خالد', 'k'],
    ['شعبان', 's'],
    ['شعبان', 'c'],
    ['عبد الرحمن', 'a'],
    ['إبراهيم', 'i'],
    ['عمر', 'o'],
    ['جمال', 'j'],
    ['قاسم', 'q'],
  ])('%s may be shortened to %s', (name, letter) => {
    expect(latinInitials(tokenOf(name.replaceAll(' ', '')))).toContain(letter);
  });

  it('does not let any letter stand for any name', () => {
    expect(latinInitials(tokenOf('محمد'))).toBe('m');
    expect(latinInitials(tokenOf('خالد'))).not.toContain('m');
  });
});

describe('names that lists mix up', () => {
  it('are names that the tables know, each pair two of them', () => {
    for (const { a, b } of readTable('confusable-names.tsv')) {
      const ids = [a!, b!].map((name) => tokenOf(name.replaceAll(' ', '')).heard[0]!.known);
      expect({ a, b, known: ids.every((id) => id !== undefined) }).toEqual({ a, b, known: true });
      expect(ids[0]).not.toBe(ids[1]);
    }
  });
});

describe('learning the letters', () => {
  const names = [
    ['سليم', 'salim'],
    ['سلام', 'salam'],
    ['ليلى', 'leila'],
    ['منال', 'manal'],
    ['نبيل', 'nabil'],
    ['بسام', 'bassam'],
    ['سما', 'sama'],
  ].map(([arabic, latin]) => ({ arabic: arabic!, latin: latin!, people: 3, sure: true }));
  const learned = learnSoundTables(names, names, 'A test.');

  it('finds which letter writes which, without being told', () => {
    const best = new Map<string, [string, number]>();
    for (const line of learned.soundModel.split('\n').filter((row) => row.split('\t').length === 3)) {
      const [slot, written, count] = line.split('\t') as [string, string, string];
      if (Number(count) > (best.get(slot)?.[1] ?? 0)) best.set(slot, [written, Number(count)]);
    }
    expect(best.get('سS')?.[0]).toBe('s');
    expect(best.get('لM')?.[0]).toBe('l');
    expect(best.get('نS')?.[0]).toBe('n');
    expect(best.get('يM')?.[0]).toBe('i');
  });

  it('fits better with every step and gives the same bytes again', () => {
    for (let step = 1; step < learned.fit.length; step++)
      expect(learned.fit[step]!).toBeGreaterThan(learned.fit[step - 1]! - 1e-9);
    expect(learnSoundTables(names, names, 'A test.')).toEqual(learned);
  });

  it('knows each name by what is left after its article and compounds', () => {
    const [reading] = tokenOf('العلي').readings;
    expect(knownAs(reading!)).toBe(tokenOf('علي').heard[0]!.known);
  });
});
