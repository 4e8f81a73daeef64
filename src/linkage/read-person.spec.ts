import { describe, expect, it } from '@jest/globals';
import { type LinkageColumn, linkageColumns, readHeader } from './linkage-columns.js';
import { projectGazetteer } from './project-gazetteer.js';
import { readPerson } from './read-person.js';

const gazetteer = projectGazetteer();
const header = readHeader([...linkageColumns], linkageColumns);
const read = (cells: Partial<Record<LinkageColumn, string>>) =>
  readPerson(
    linkageColumns.map((column) => cells[column] ?? ''),
    7,
    header,
    gazetteer,
  );
const birth = (birth_date: string, birth_precision = '') => {
  const { earliest, latest, precision, qualifier } = read({ birth_date, birth_precision }).person.birth!;
  return [earliest, latest, precision, qualifier];
};
const codes = (cells: Partial<Record<LinkageColumn, string>>) =>
  read(cells).warnings.map((one) => `${one.column} ${one.code}`);

describe('a date of a file with the column that says how precise it is', () => {
  it.each([
    ['1984', '', ['1984-01-01', '1984-12-31', 'year', 'exact']],
    ['1984-05', '', ['1984-05-01', '1984-05-31', 'month', 'exact']],
    ['1984-05-12', '', ['1984-05-12', '1984-05-12', 'day', 'exact']],
    ['1984-05-12', 'day', ['1984-05-12', '1984-05-12', 'day', 'exact']],
    ['١٩٨٤/٥/١٢', '', ['1984-05-12', '1984-05-12', 'day', 'exact']],
    ['12/05/1984', '', ['1984-05-12', '1984-12-05', 'day', 'exact']],
    ['circa 1984', '', ['1982-01-01', '1986-12-31', 'year', 'about']],
  ])('%s (%s) is read as it is written', (date, precision, expected) => {
    expect(birth(date, precision)).toEqual(expected);
  });

  it.each([
    ['1984-01-01', 'year', ['1984-01-01', '1984-12-31', 'year', 'exact']],
    ['1984-05-12', 'year', ['1984-01-01', '1984-12-31', 'year', 'exact']],
    ['12/05/1984', 'YEAR', ['1984-01-01', '1984-12-31', 'year', 'exact']],
    ['1984-05-12', 'month', ['1984-05-01', '1984-05-31', 'month', 'exact']],
    ['1984-02-12', 'month', ['1984-02-01', '1984-02-29', 'month', 'exact']],
    ['1984-05-12', 'circa', ['1982-01-01', '1986-12-31', 'year', 'about']],
    ['1984', 'ca.', ['1982-01-01', '1986-12-31', 'year', 'about']],
    ['1984', 'day', ['1984-01-01', '1984-12-31', 'year', 'exact']],
    ['circa 1984', 'year', ['1982-01-01', '1986-12-31', 'year', 'about']],
  ])('%s with %s says no more than that', (date, precision, expected) => {
    expect(birth(date, precision)).toEqual(expected);
  });

  it('leaves the Hijri year of a Hijri day', () => {
    expect(birth('2/3/1405', 'year')).toEqual(birth('1405'));
    expect(birth('١٤٠٥/٣/٢', 'circa')).toEqual(birth('circa 1405'));
    const [from, to, precision] = birth('1405-03-02', 'month');
    expect([precision, from! < '1984-11-01', to! > '1984-12-01']).toEqual(['month', true, true]);
  });

  it('is kept as written with a warning when it is no date, or the precision no precision', () => {
    expect(codes({ birth_date: '31/02/1984', sex: 'male' })).toEqual(['birth_date date.impossible']);
    expect(codes({ event_date: 'after the feast', sex: 'male' })).toEqual(['event_date date.not_understood']);
    expect(codes({ event_date: '2013-05-01', event_precision: 'roughly' })).toEqual([
      'event_precision precision.not_understood',
    ]);
    expect(read({ birth_date: '31/02/1984' }).person.birth).toMatchObject({ raw: '31/02/1984', precision: 'unknown' });
  });
});

describe('a row of a file', () => {
  it('gives the whole name and its parts, and every further name of the cell', () => {
    expect(
      read({ full_name: 'Samer Athartest / سامر أثرتست', given_name: 'Samer', family_name: 'Athartest' }).person.names,
    ).toEqual([{ raw: 'Samer Athartest', parts: { given: 'Samer', family: 'Athartest' } }, { raw: 'سامر أثرتست' }]);
    expect(read({ given_name: 'Samer', father_name: 'Hasan', grandfather_name: 'unknown' }).person.names).toEqual([
      { raw: 'Samer Hasan', parts: { given: 'Samer', father: 'Hasan' } },
    ]);
  });

  it('gives places in both scripts: where taken, and where held', () => {
    for (const [governorate, district, facility] of [
      ['Homs', 'Tadmor', 'Sednaya'],
      ['حمص', 'تدمر', 'سجن صيدنايا'],
    ]) {
      const { taken, held, home, birth: born } = read({ governorate, district, facility }).person.places;
      expect(taken).toMatchObject({ governorate: 'SY04', district: 'SY0405' });
      expect(held?.facility).toMatch(/sednaya|saydnaya|sedna/);
      expect([home, born]).toEqual([null, null]);
    }
  });

  it('keeps what the governorate says when the district is not known, with a warning', () => {
    const { person, warnings } = read({ governorate: 'Homs', district: 'Qqzzxx' });
    expect(person.places.taken?.governorate).toBe('SY04');
    expect(warnings).toEqual([{ row: 7, column: 'district', code: 'place.not_known', value: 'Qqzzxx' }]);
  });

  it('counts as unusable when nothing in it can be compared, and stays', () => {
    for (const cells of [
      { id: '1' },
      { id: '1', full_name: '?', sex: '-' },
      { full_name: 'Man' },
      { birth_date: 'long ago' },
    ]) {
      const { usable, person, warnings } = read(cells);
      expect([usable, person.names]).toEqual([false, []]);
      expect(warnings.at(-1)?.code).toBe('row.nothing_usable');
    }
    expect(read({ sex: 'ذكر' })).toMatchObject({ usable: true, person: { sex: 'male' } });
  });

  it('warns of what somebody should look at', () => {
    expect(codes({ full_name: 'Man', sex: 'perhaps' })).toEqual([
      'full_name name.names_nobody',
      'sex sex.not_understood',
      ' row.nothing_usable',
    ]);
    expect(codes({ full_name: 'a'.repeat(5_000), sex: 'f' })).toEqual(['full_name text.too_long']);
    const slipped = readPerson(
      ['1', 'Samer Athartest', 'x', 'y'],
      2,
      readHeader(['id', 'full_name'], linkageColumns),
      gazetteer,
    );
    expect(slipped.warnings.map(({ code }) => code)).toEqual(['row.too_many_cells']);
  });
});

describe('a heading row', () => {
  it('is read whatever the case, spaces and hyphens; what means nothing is told', () => {
    const { places, ignored } = readHeader(
      [' ID ', 'Full Name', 'BIRTH-DATE', 'full_name', 'colour', ''],
      linkageColumns,
    );
    expect(places).toEqual({ id: 0, full_name: 1, birth_date: 2 });
    expect(ignored).toEqual(['full_name', 'colour']);
  });
});
