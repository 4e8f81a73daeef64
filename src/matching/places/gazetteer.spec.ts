import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTable, readTable } from '../tables/read-table.js';
import { createGazetteer, type Gazetteer } from './gazetteer.js';
import { parseGazetteerRows } from './gazetteer-rows.js';
import { narrowestCode } from './narrowest-code.js';
import type { PlaceLevelName } from './place-words.js';

const file = (name: string): string =>
  readFileSync(new URL(`../../../data/gazetteer/${name}.tsv`, import.meta.url), 'utf8');
let gazetteer: Gazetteer;

beforeAll(() => {
  gazetteer = createGazetteer(
    parseGazetteerRows({
      admin: file('admin'),
      communities: file('communities'),
      neighbourhoods: file('neighbourhoods.damascus'),
      facilities: file('facilities'),
      otherNames: file('other-names'),
    }),
  );
});

describe('a cell about a place', () => {
  it.each(readTable('places.cases.tsv'))(
    '$text ($governorate$level) is $code',
    ({ text, governorate, level, code, how }) => {
      const context = { governorate: governorate || null, level: (level || undefined) as PlaceLevelName | undefined };
      const found = gazetteer.resolvePlace(text, context);
      expect([narrowestCode(found.codes) ?? '-', found.how]).toEqual([code, how]);
      if (how === 'none') expect(found.confidence).toBe(0);
      else expect(found.confidence).toBeGreaterThan(0);
    },
  );

  it.each(readTable('facilities.cases.tsv'))('of detention: $text ($in_sentence) is $code', (row) => {
    const found = gazetteer.resolveFacility(row.text, { freeText: row.in_sentence === 'yes' });
    expect([found.codes.facility ?? '-', found.how]).toEqual([row.code, row.how]);
  });
});

describe('a town', () => {
  it('is found with its district and governorate', () => {
    const duma = gazetteer.resolvePlace('دوما');
    expect(duma.codes.governorate).toBe('SY03');
    expect(duma.codes.district).not.toBeNull();
    expect(gazetteer.resolvePlace('دوما، ريف دمشق').codes).toEqual(duma.codes);
    expect(gazetteer.resolvePlace('ريف دمشق - دوما').codes).toEqual(duma.codes);
  });

  it('in Damascus may be a neighbourhood', () => {
    expect(gazetteer.resolvePlace('كفر سوسة').codes).toMatchObject({ governorate: 'SY01', community: 'C1001' });
  });

  it('whose name several villages share is not chosen, unless the governorate narrows it', () => {
    const open = gazetteer.resolvePlace('الصالحية');
    expect(open.how).toBe('none');
    expect(open.codes.governorate).toBeNull();
    expect(open.candidates.length).toBeGreaterThan(1);
    const governorates = open.candidates.map(({ codes }) => codes.governorate);
    const unique = governorates.find((code) => governorates.indexOf(code) === governorates.lastIndexOf(code));
    const narrowed = gazetteer.resolvePlace('الصالحية', { governorate: unique });
    expect(narrowed.how).toBe('exact');
    expect(narrowed.codes.governorate).toBe(unique);
  });

  it('spelled a little differently is a guess and says so', () => {
    const found = gazetteer.resolvePlace('Musalamiyeh');
    expect(found.how).toBe('near');
    expect(found.confidence).toBeLessThan(gazetteer.resolvePlace('Musallamiyeh').confidence);
    expect(found.codes.governorate).toBe('SY02');
  });

  it('that nobody knows keeps the governorate it was written with and nothing else', () => {
    const found = gazetteer.resolvePlace('Xyzzyqwv', { governorate: 'SY04' });
    expect(found).toMatchObject({ how: 'none', codes: { governorate: 'SY04', district: null, community: null } });
    expect(gazetteer.resolvePlace('').how).toBe('none');
    expect(gazetteer.resolvePlace('؟؟؟').how).toBe('none');
  });
});

describe('a place of detention', () => {
  it('with a number that is not in the list is not another branch', () => {
    expect(gazetteer.resolveFacility('Branch 214')).toMatchObject({ how: 'none', codes: { facility: null } });
  });

  it('brings its governorate, and has a name in both languages', () => {
    const { codes } = gazetteer.resolveFacility('Branch 215');
    expect(codes.governorate).toBe('SY01');
    expect(gazetteer.nameOf(codes, 'en')).toBe('Branch 215');
    expect(gazetteer.nameOf(codes, 'ar')).toBe('الفرع 215');
  });
});

describe('the other names of places', () => {
  it('belong to places that exist, and lead to them or leave them among the candidates', () => {
    for (const { place, name } of parseTable(file('other-names'))) {
      expect(gazetteer.nameOfCode(place, 'en')).not.toBeNull();
      const isPlace = /^(SY|C)\d/.test(place);
      const { codes, candidates } = isPlace ? gazetteer.resolvePlace(name) : gazetteer.resolveFacility(name);
      const found = [codes, ...candidates.map((candidate) => candidate.codes)];
      expect(found.flatMap((each) => Object.values(each))).toContain(place);
    }
  });

  it('name their source', () => {
    const sources = readFileSync(new URL('../tables/SOURCES.md', import.meta.url), 'utf8');
    for (const { source } of parseTable(file('other-names'))) expect(sources).toContain(`| \`${source}\``);
  });
});

describe('a resolution', () => {
  it('is surer when a wider place stands beside the narrower one, and less sure of a near spelling', () => {
    const [alone, agreeing, near] = ['Baba Amr', 'Homs, Baba Amr', 'Musalamiyeh'].map(
      (text) => gazetteer.resolvePlace(text).confidence,
    );
    expect(agreeing).toBeGreaterThan(alone);
    expect(near).toBeLessThan(alone);
  });

  it('keeps both of two places that contradict each other, and chooses neither', () => {
    const { how, candidates } = gazetteer.resolvePlace('حلب - دوما');
    expect(how).toBe('none');
    expect(candidates.map(({ codes }) => codes.governorate)).toEqual(['SY02', 'SY03']);
  });

  it('of a near spelling shows what it may be, with scores', () => {
    const { candidates, how } = gazetteer.resolvePlace('Deir Azzor');
    expect(how).toBe('near');
    for (const { score } of candidates) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
  });

  it('never picks one of two places that a spelling is as near to', () => {
    const places = ['Alpharin', 'Alpharon'].map((name_en, at) => ({
      level: '1',
      pcode: `SY9${at}`,
      parent: '',
      name_en,
      name_ar: '',
      alt_names: '',
    }));
    const small = createGazetteer({ admin: places, communities: [], neighbourhoods: [], facilities: [] });
    const { how, codes, candidates } = small.resolvePlace('Alpharen');
    expect([how, codes.governorate]).toEqual(['none', null]);
    expect(candidates).toHaveLength(2);
  });

  it('comes from any text within a bounded time', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10_000, size: 'max' }),
      fc
        .array(fc.constantFrom('حمص', 'دوما', 'بابا', 'عمرو', 'Homs', '-', '،', 'فرع', '215', 'ريف', 'ال'), {
          maxLength: 2000,
          size: 'max',
        })
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const started = performance.now();
        for (const found of [gazetteer.resolvePlace(text), gazetteer.resolveFacility(text)]) {
          if (found.how === 'none') expect(found.confidence).toBe(0);
          expect(found.confidence).toBeLessThanOrEqual(1);
        }
        expect(performance.now() - started).toBeLessThan(2000);
      }),
      { numRuns: 200 },
    );
  });
});
