import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldHeading, headingMeaning } from './heading-table.js';
import { readHeading } from './read-heading.js';

const cases = readFileSync('src/imports/mapping/headings.cases.tsv', 'utf8')
  .trimEnd()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([set, field, heading]) => ({ set, field, heading }));

const noField = (field: string) => (field === 'contact' ? 'none' : field);
const read = (heading: string) => {
  const { fields, confidence } = readHeading(heading);
  return [noField(fields[0] ?? 'none'), confidence];
};

describe('a heading of a list', () => {
  it.each([
    [
      'PFIF',
      'person_record_id,source_date,full_name,given_name,family_name,alternate_names,description,sex,date_of_birth,age,home_city,status,last_known_location,text',
      'source_record_id,source_date,full_name,given_name,family_name,alternate_names,notes,sex,birth_date,age,home,status,arrest_place,notes',
    ],
    [
      'an English template',
      'full_name,last_seen_location,date_of_detention,detention_facility,physical_description,age_at_detention,gender,status,additional_notes',
      'full_name,arrest_place,event_date,facility,notes,age,sex,status,notes',
    ],
    [
      'an Arabic template',
      'الاسم_الكامل,تاريخ_الاعتقال,آخر_مكان,مكان_الاحتجاز,الوصف_الجسدي,العمر,الجنس,ملاحظات',
      'full_name,event_date,arrest_place,facility,notes,age,sex,notes',
    ],
    [
      'another Arabic template',
      'الاسم الكامل,الجنس,العمر عند الاعتقال,تاريخ الاعتقال,مكان آخر مشاهدة,ملاحظات',
      'full_name,sex,age,event_date,arrest_place,notes',
    ],
    [
      'a death list',
      'Full name,Birth date,Family registry number,Mother’s name',
      'full_name,birth_date,registry_number,mother_name',
    ],
    [
      'a regional database',
      "father's name,last name,date of birth,place of birth,date of disappearance,place of disappearance,municipality of disappearance",
      'father_name,family_name,birth_date,birth_place,event_date,arrest_place,arrest_place',
    ],
    [
      'a registration form',
      'اسم الأب,العائلة,اسم الأم,تاريخ الولادة,محل الولادة,رقم السجل',
      'father_name,family_name,mother_name,birth_date,birth_place,registry_number',
    ],
    [
      'another registration form',
      'الاسم الرباعي,اسم الأم,سنة التولد,السكن,ملاحظات',
      'full_name,mother_name,birth_date,home,notes',
    ],
  ])('of %s is known', (_list, headings, fields) => {
    const readings = headings.split(',').map((heading) => read(heading));
    expect(readings).toEqual(fields.split(',').map((field) => [field, 'exact']));
  });

  it.each([
    ['the article', 'المحافظة', 'محافظة'],
    ['underscores and case', 'BIRTH_DATE', 'birth date'],
    ['hamza forms', 'إسم الأم', 'اسم الام'],
    ['tatweel and harakat', 'تــاريخ الوِلادة', 'تاريخ الولادة'],
    ['the plural', 'governorates', 'governorate'],
    ['ta marbuta written as ha', 'المحافظه', 'المحافظة'],
    ['two languages', 'Governorate / المحافظة', 'governorate'],
    ['two lines', 'Birth / date', 'birth date'],
    ['how to fill it in', 'Date of birth (dd/mm/yyyy)', 'date of birth'],
  ])('means the same whatever %s', (_what, one, other) => {
    expect(readHeading(one)).toMatchObject({ fields: readHeading(other).fields, confidence: 'exact' });
  });

  it.each(['phone', 'رقم هاتف الأهل', 'author_email', 'Name of witness', 'Contact info', 'هاتف ذوي المفقود', 'IBAN'])(
    'that is about reaching somebody or about who told has no field: %s',
    (heading) => expect(read(heading)[0]).toBe('none'),
  );

  it('in which the mother can be taken for "his father" is told by the letter, or left to a person', () => {
    expect(read('اسم الوالدة')).toEqual(['mother_name', 'exact']);
    expect(read('اسم والدة المعتقل')[0]).toBe('mother_name');
    expect(read('اسم الوالد')).toEqual(['father_name', 'exact']);
    expect(read('اسم والده')[1]).toBe('guess');
  });

  it('that nobody knows, or that is empty, means nothing', () => {
    expect([read(''), read('   '), read('‏'), read('Shoe size')]).toEqual(Array(4).fill(['none', 'none']));
  });
});

describe('headings that the table does not hold', () => {
  it('are more than 150, and none of them is in the table', () => {
    expect(cases.length).toBeGreaterThan(250);
    expect(cases.filter(({ heading }) => headingMeaning(foldHeading(heading)))).toEqual([]);
  });

  it.each(['dev', 'check'])(
    'are read as "exact" or "likely" only when that is right, in at least 95 of 100 (%s)',
    (set) => {
      const judged = cases
        .filter((one) => one.set === set)
        .map(({ field, heading }) => ({ heading, field: noField(field), read: read(heading) }));
      for (const confidence of ['exact', 'likely']) {
        const of = judged.filter((one) => one.read[1] === confidence);
        const wrong = of.filter((one) => one.read[0] !== one.field);
        expect(of.length).toBeGreaterThan(20);
        expect(wrong.length / of.length).toBeLessThanOrEqual(0.05);
      }
      // Half of what has a field is found well enough to be taken without a question.
      const meant = judged.filter(({ field }) => field !== 'none');
      const found = meant.filter(({ field, read: [got, confidence] }) => got === field && confidence !== 'guess');
      expect(found.length / meant.length).toBeGreaterThan(0.8);
    },
  );
});

describe('whatever stands in a heading', () => {
  it('it is read without an error, and always the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (heading) => {
        expect(readHeading(heading)).toEqual(readHeading(heading));
      }),
    );
    expect(readHeading('اسم '.repeat(5_000)).confidence).toBeDefined();
  });
});
