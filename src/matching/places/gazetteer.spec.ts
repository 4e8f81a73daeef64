import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createGazetteer, type Gazetteer } from './gazetteer.js';
import { parseGazetteerRows } from './gazetteer-rows.js';

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

describe('a governorate', () => {
  it.each([
    ['دمشق', 'SY01'],
    ['الشام', 'SY01'],
    ['Damascus', 'SY01'],
    ['Aleppo', 'SY02'],
    ['محافظة حلب', 'SY02'],
    ['ريف دمشق', 'SY03'],
    ['Rif Dimashq', 'SY03'],
    ['Damascus countryside', 'SY03'],
    ['حمص', 'SY04'],
    ['Hims', 'SY04'],
    ['حماه', 'SY05'],
    ['ادلب', 'SY07'],
    ['Idleb', 'SY07'],
    ['الحسكه', 'SY08'],
    ['دير الزور', 'SY09'],
    ['ديرالزور', 'SY09'],
    ['Deir ez-Zor', 'SY09'],
    ['Dayr az Zawr', 'SY09'],
    ['الرقة', 'SY11'],
    ["Dar'a", 'SY12'],
    ['درعا', 'SY12'],
    ['السويداء', 'SY13'],
  ])('%s stays a governorate, although towns have the same name', (text, governorate) => {
    const found = gazetteer.resolvePlace(text);
    expect([found.codes.governorate, found.codes.district, found.codes.community]).toEqual([governorate, null, null]);
    expect(found.how).not.toBe('none');
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
  it.each([
    ['Branch 215', 'mi-215'],
    ['الفرع 215', 'mi-215'],
    ['فرع ٢١٥', 'mi-215'],
    ['سرية المداهمة 215', 'mi-215'],
    ['فرع فلسطين', 'mi-235'],
    ['Palestine Branch', 'mi-235'],
    ['فرع الخطيب', 'gi-251'],
    ['Branch 251', 'gi-251'],
    ['Saydnaya', 'saydnaya'],
    ['Sednaya prison', 'saydnaya'],
    ['سجن صيدنايا', 'saydnaya'],
    ['صيدنايا', 'saydnaya'],
    ['مستشفى 601', 'hosp-601'],
    ['Tishreen hospital', 'tishreen-hosp'],
    ['سجن حلب المركزي', 'aleppo-central'],
    ['فرع الأمن السياسي في حمص', 'ps-homs'],
    ['Saidnayya', 'saydnaya'],
  ])('%s is %s', (text, id) => {
    expect(gazetteer.resolveFacility(text).codes.facility).toBe(id);
  });

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
