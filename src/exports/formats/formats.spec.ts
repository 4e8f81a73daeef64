import { describe, expect, it } from '@jest/globals';
import { expiryOf, type FileMark, type GivenPerson } from '../given-person.js';
import { agreedPart, type SharedDate, type SharedPerson } from '../shared-person.js';
import { csvOf } from './csv.js';
import { pfifOf, pfifPerson } from './pfif.js';

const day = (from: string | null, to: string | null, changes: Partial<SharedDate> = {}): SharedDate => ({
  from,
  to,
  precision: 'day',
  calendar_as_written: 'gregorian',
  qualifier: 'exact',
  ...changes,
});
const name = (written: string, script: 'Arab' | 'Latn', given: string | null = null) => ({
  as_written: written,
  normalised: written,
  script,
  given,
  father: null,
  grandfather: null,
  family: null,
});
const person: SharedPerson = {
  names: [
    name('Samer Athartest', 'Latn', 'Samer'),
    name('\u0633\u0627\u0645\u0631', 'Arab', '\u0633\u0627\u0645\u0631'),
  ],
  mother_names: [{ as_written: 'Huda', normalised: 'huda' }],
  sex: 'male',
  birth: day('1985-03-12', '1985-12-03'),
  event: { type: 'disappearance', date: day('2013-03-12', '2013-03-12') },
  place: { governorate: 'SY04', district: null, subdistrict: null, community: null },
  home: { governorate: 'SY04', district: null, subdistrict: null, community: null },
  facility: 'saydnaya',
  source_record_id: 'A-1',
};
const given = (changes: Partial<SharedPerson> = {}): GivenPerson => ({
  recordId: 'athar.example.org/k7c1x0q2v9m4t8zw',
  noteId: 'athar.example.org/n7c1x0q2v9m4t8zw',
  person: { ...person, ...changes },
  sourceDate: new Date('2025-01-01T00:00:00Z'),
  entryDate: new Date('2025-01-02T00:00:00Z'),
  expires: new Date('2026-01-01T00:00:00Z'),
});
const mark: FileMark = {
  exportId: 'e1',
  exportedFor: 'Partner -- > <b>',
  madeAt: new Date('2025-01-02T00:00:00Z'),
  expires: new Date('2026-01-01T00:00:00Z'),
};
async function* one(what: GivenPerson) {
  yield what;
}
async function whole(pieces: AsyncIterable<string>) {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('a person as PFIF', () => {
  it.each([
    ['one day', day('1985-03-12', '1985-03-12'), '1985-03-12'],
    ['days of one month', day('1985-03-01', '1985-03-31'), '1985-03'],
    ['day and month that may be the other way round', day('1985-03-12', '1985-12-03'), '1985'],
    ['days of two years', day('1984-12-30', '1985-01-02'), undefined],
    ['a year that is only a limit', day('1985-01-01', '1985-12-31', { qualifier: 'before' }), undefined],
    ['no end', day('1985-01-01', null), undefined],
    ['nothing', null, undefined],
  ])('has of a birth with %s as much as is sure', (_what, birth, text) => {
    expect(pfifPerson(given({ birth }), 'athar.example.org').birth).toBe(text);
  });

  it('has the Arabic name first, the governorate by its code, and no place of detention', async () => {
    const written = pfifPerson(given(), 'athar.example.org');
    expect(written).toMatchObject({
      name: { arabic: '\u0633\u0627\u0645\u0631', latin: 'Samer Athartest', given: '\u0633\u0627\u0645\u0631' },
      home: { governorate: 'SY-HI' },
      organisation: 'Athar (athar.example.org)',
    });
    expect(JSON.stringify(written)).not.toMatch(/saydnaya|A-1|Huda/);
  });

  it('stands in a file whose comment no name of an organisation can end', async () => {
    const text = await whole(pfifOf(mark, 'athar.example.org', one(given())));
    expect(text).toContain('<!-- exported_for: Partner __ _ _b_; export_id: e1; expires: 2026-01-01T00:00:00.000Z -->');
  });
});

describe('a person as a line of CSV', () => {
  it('says in each line whose file it is and when the person has to be deleted', async () => {
    const [headings, line] = (await whole(csvOf(mark, one(given())))).replace('\ufeff', '').split('\r\n');
    const row = Object.fromEntries(headings.split(',').map((heading, at) => [heading, line.split(',')[at]]));
    expect(row).toMatchObject({
      name_as_written: 'Samer Athartest',
      birth_from: '1985-03-12',
      birth_to: '1985-12-03',
      birth_calendar_as_written: 'gregorian',
      event_governorate: 'SY04',
      export_id: 'e1',
      exported_for: 'Partner -- > <b>',
      expires: '2026-01-01T00:00:00.000Z',
    });
  });
});

describe('what an agreement is about', () => {
  it('is all that is given, and nothing without one', () => {
    expect(agreedPart(person, new Set())).toEqual({
      names: [],
      mother_names: [],
      sex: null,
      birth: null,
      event: { type: null, date: null },
      place: null,
      home: null,
      facility: null,
      source_record_id: null,
    });
    expect(agreedPart(person, new Set(['names', 'sex']))).toMatchObject({
      names: person.names,
      sex: 'male',
      birth: null,
    });
  });

  it('ends with its last day, or before, when the consent ends', () => {
    const consent = new Date('2025-06-01T10:00:00Z');
    expect(expiryOf(consent, '2025-05-31')).toEqual(new Date('2025-06-01T00:00:00Z'));
    expect(expiryOf(consent, '2025-07-31')).toEqual(consent);
    expect(expiryOf(null, '9999-12-31')).toEqual(new Date('9999-01-01T00:00:00Z'));
  });
});
