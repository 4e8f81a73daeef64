import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectGazetteer } from '../../linkage/project-gazetteer.js';
import type { Cell, Column } from '../../partner-files/index.js';
import { ColumnGuess } from './column-guess.js';
import { guessMapping, mappingOf } from './guess-mapping.js';
import { type ListKind, mayRepeat } from './import-fields.js';
import type { Mapping } from './mapping.js';
import { mappingProblems } from './mapping-problems.js';

const gazetteer = projectGazetteer();
const columnsOf = (headings: string[]): Column[] =>
  headings.map((heading, index) => ({ index, letter: String.fromCharCode(65 + index), heading }));

/** Columns with their values below. */
function guess(
  columns: [heading: string, ...values: string[]][],
  kind: ListKind = 'detention_records',
  before?: Mapping,
) {
  const longest = Math.max(...columns.map((column) => column.length - 1));
  const rows = Array.from({ length: longest }, (_, at): Cell[] =>
    columns.map((column) => ({ raw: column[at + 1] ?? '' })),
  );
  return guessMapping(kind, columnsOf(columns.map(([heading]) => heading)), rows, { gazetteer }, before);
}
const only = (heading: string, ...values: string[]) => guess([[heading, ...values]])[0];

describe('a column whose heading nobody knows', () => {
  it.each<[what: string, values: string[], field: string | null, confidence: string, code: string]>([
    ['words for a sex', ['ذكر', 'أنثى', 'ذكر', 'ذكر'], 'sex', 'likely', 'content.sex'],
    ['numbers that count up', ['1', '2', '3', '4', '5', '6'], 'row_counter', 'likely', 'content.running'],
    ['the same in Arabic digits', ['١', '٢', '٣', '٤', '٥'], 'row_counter', 'likely', 'content.running'],
    ['dates of births', ['12/5/1980', '1/7/1975', '30/9/1981'], 'birth_date', 'guess', 'content.dates'],
    ['dates of arrests', ['2013-05-04', 'نيسان 2012', 'about 2014'], 'event_date', 'guess', 'content.dates'],
    ['Hijri dates', ['12/9/1435', '1435/10/02', 'رمضان 1436'], 'event_date', 'guess', 'content.dates_hijri'],
    ['ages', ['23', '45', '٣١', '36 سنة'], 'age', 'guess', 'content.ages'],
    ['phone numbers', ['0933 123 456', '+963 944 123 457', '00963955123458'], null, 'none', 'content.contact'],
    ['e-mails', ['a@athartest.org', 'b@athartest.org', 'c@athartest.org'], null, 'none', 'content.contact'],
    [
      'bank accounts',
      ['SY21 0123 4567 8901 2345 6789', 'DE89 3704 0044 0532 0130 00', 'DE12500105170648489890'],
      null,
      'none',
      'content.contact',
    ],
    [
      'national numbers',
      ['04010123456', '04010123457', '04010123459'],
      'national_number',
      'guess',
      'content.eleven_digits',
    ],
    ['codes', ['K-1007', 'K-1044', 'K-1009', 'K-1120', 'K-1003'], 'source_record_id', 'guess', 'content.ids'],
    ['statuses', ['معتقل', 'مفقود', 'محرر', 'شهيد'], 'status', 'guess', 'content.statuses'],
    ['events', ['intake', 'transfer', 'hospital', 'court'], 'event_type', 'guess', 'content.events'],
    ['governorates', ['حمص', 'حلب', 'ريف دمشق', 'درعا'], 'governorate', 'guess', 'content.governorates'],
    ['places of detention', ['فرع فلسطين', 'سجن صيدنايا', 'الفرع 215'], 'facility', 'guess', 'content.facilities'],
    [
      'full names',
      ['محمد خالد الأحمد', 'أحمد قاسم العلي', 'خالد محمود الحسن'],
      'full_name',
      'likely',
      'content.full_names',
    ],
    ['single names', ['محمد', 'أحمد', 'خالد'], 'given_name', 'guess', 'content.names'],
    [
      'long texts',
      Array(4).fill('taken from his home at night together with three neighbours, not seen since'),
      'notes',
      'guess',
      'content.long_text',
    ],
    ['nothing that is understood', ['qq', 'zz 4', '##'], null, 'none', 'content.nothing'],
    ['nothing', ['', ' ', 'غير معروف', '-'], null, 'none', 'content.empty'],
  ])('is judged by its values: %s', (_what, values, field, confidence, code) => {
    const { why, ...column } = only('zzqx', ...values);
    expect({ ...column, code: why.code }).toMatchObject({ field, confidence, code, selected: confidence === 'likely' });
    expect(why.sentence).not.toMatch(/[{}]|undefined|\?/);
  });

  it('is no full name beside a column of names: it may be of somebody else', () => {
    const names = ['محمد خالد الأحمد', 'أحمد قاسم العلي', 'خالد محمود الحسن'];
    const [, other] = guess([
      ['full name', ...names],
      ['zzqx', ...names],
    ]);
    expect(other).toMatchObject({ field: 'full_name', confidence: 'guess', selected: false });
  });

  it('is not taken when another one looks the same', () => {
    const names = ['محمد خالد الأحمد', 'أحمد قاسم العلي', 'خالد محمود الحسن'];
    for (const column of guess([
      ['zzqx', ...names],
      ['qqxz', ...names],
    ])) {
      expect(column).toMatchObject({ confidence: 'guess', selected: false, why: { code: 'field.alike' } });
    }
  });
});

describe('a known heading', () => {
  it.each([
    ['date of birth', ['male', 'female', 'male'], 'contradicts.few_dates', 'sex'],
    ['العمر', ['1985', '1990', '1979'], 'contradicts.few_ages', 'birth_date'],
    ['sex', ['Homs', 'Hama', 'Aleppo'], 'contradicts.few_sex_words', 'governorate'],
    ['full name', ['1', '2', '7'], 'contradicts.few_words', 'age'],
    ['مكان الاعتقال', ['1/2/2013', '3/4/2012', '5/6/2014'], 'contradicts.dates', 'event_date'],
    ['family name', ['ذكر', 'ذكر', 'أنثى'], 'contradicts.sex_words', 'sex'],
    ['mother name', ['0933123456', '0944123456', '0955123456'], 'contradicts.contact', undefined],
  ])('%s that its values contradict is not taken, and says why', (heading, values, code, other) => {
    const column = only(heading, ...values);
    expect(column).toMatchObject({ confidence: 'guess', selected: false, why: { code } });
    if (other) expect(column.alternatives).toContain(other);
  });

  it('is believed where the column is empty or has two values only', () => {
    expect(only('date of birth', '', '')).toMatchObject({ confidence: 'exact', selected: true });
    expect(only('date of birth', 'male', 'x')).toMatchObject({ confidence: 'exact', selected: true });
  });

  it('without a field is kept away although its values look like something', () => {
    expect(only('اسم الشاهد', 'محمد خالد الأحمد', 'أحمد قاسم العلي')).toMatchObject({ field: null, selected: false });
    expect(only('تاريخ التوثيق', '1/2/2013', '3/4/2012', '5/6/2014')).toMatchObject({ field: null, selected: false });
  });

  it('that other lists have is no field in a list of reports', () => {
    const [status] = guess([['status', 'missing', 'missing']], 'reports');
    expect(status).toMatchObject({ field: null, why: { code: 'heading.other_kind' } });
    expect(guess([['relationship to missing person', 'mother']], 'reports')[0]).toMatchObject({
      field: 'reporter_relationship',
      selected: true,
    });
  });

  it.each([
    ['ID', ['04010123456', '04010123457', '04010123459'], 'national_number'],
    ['ID', ['K-1007', 'K-1044', 'K-1009'], 'source_record_id'],
    ['الرقم', ['1', '2', '3', '4'], 'row_counter'],
    ['الرقم', ['1', '2', '3', '4', '5', '6', '7', '8', 'الرقم', '9', '10', '11'], 'row_counter'],
    ['الرقم', ['77-1', '90-4', '12-3'], 'source_record_id'],
    ['الاسم', ['محمد خالد الأحمد', 'أحمد قاسم العلي', 'خالد محمود الحسن'], 'full_name'],
    ['الاسم', ['محمد', 'أحمد', 'خالد'], 'given_name'],
    ['التاريخ', ['1/2/2013', '3/4/2012', '5/6/2014'], 'event_date'],
    ['الحالة', ['معتقل', 'مفقود', 'محرر'], 'status'],
  ])('%s that may mean several things is settled by its values', (heading, values, field) => {
    expect(only(heading, ...values)).toMatchObject({ field, confidence: 'likely', selected: true });
  });

  it('"name" is the given name beside a column of family names', () => {
    const [name] = guess([
      ['الاسم', 'محمد علي', 'أحمد', 'خالد'],
      ['الكنية', 'الأحمد', 'العلي', 'الحسن'],
    ]);
    expect(name).toMatchObject({ field: 'given_name', selected: true });
  });
});

describe('two columns of one field', () => {
  it('the one whose values fit better is taken, the other says which', () => {
    const [doubted, good] = guess([
      ['gender', 'a', 'b', 'c'],
      ['الجنس', 'ذكر', 'أنثى', 'ذكر'],
    ]);
    expect(doubted).toMatchObject({ field: 'sex', selected: false, why: { code: 'contradicts.few_sex_words' } });
    expect(good).toMatchObject({ field: 'sex', selected: true });
    const [first, second] = guess([
      ['gender', 'm', '', ''],
      ['sex', 'm', 'f', 'm'],
    ]);
    expect(first).toMatchObject({ selected: false, why: { code: 'field.taken', facts: { column: 'B' } } });
    expect(second.selected).toBe(true);
  });

  it('are both taken where a field is kept as a list', () => {
    expect(
      guess([
        ['notes', 'a'],
        ['ملاحظات', 'b'],
      ]).map(({ selected }) => selected),
    ).toEqual([true, true]);
  });
});

describe('a list that was sent before', () => {
  const before: Mapping = {
    kind: 'detention_records',
    columns: [
      { heading: 'Who', field: 'full_name' },
      { heading: 'When', field: 'event_date', date_order: 'month_first', calendar: 'gregorian' },
      { heading: 'Sort', field: 'status', values: { gone: 'missing', fled: null } },
      { heading: 'phone', field: null },
    ],
  };
  const rows: [string, ...string[]][] = [
    ['When', '03/04/2013'],
    ['Who', 'Samer Athartest'],
    ['SORT ', 'gone', 'gone', 'fled'],
    ['phone', '1'],
  ];

  it('means what it meant, whatever the order of its columns', () => {
    const guesses = guess(rows, 'detention_records', before);
    expect(guesses.map(({ field, confidence, why }) => [field, confidence, why.code])).toEqual([
      ['event_date', 'exact', 'mapping.remembered'],
      ['full_name', 'exact', 'mapping.remembered'],
      ['status', 'exact', 'mapping.remembered'],
      [null, 'exact', 'mapping.remembered'],
    ]);
    expect(guesses[0].date).toMatchObject({
      order: 'month_first',
      why: { code: 'date.order_chosen' },
      examples: [{ raw: '03/04/2013', read_as: { earliest: '2013-03-04', latest: '2013-03-04' } }],
    });
    expect(guesses[2].values).toMatchObject([
      { written: 'gone', count: 2, means: 'missing' },
      { written: 'fled', count: 1, means: null },
    ]);
    expect(mappingOf('detention_records', guesses, before).columns).toMatchObject([
      { field: 'event_date', date_order: 'month_first' },
      { field: 'full_name' },
      { field: 'status', values: { gone: 'missing', fled: null } },
      { field: null },
    ]);
  });

  it('has new columns guessed, which do not take a field from an old one', () => {
    const guesses = guess([...rows, ['full name', 'Omar Athartest'], ['gender', 'm']], 'detention_records', before);
    expect(guesses[4]).toMatchObject({
      field: 'full_name',
      selected: false,
      why: { code: 'field.taken', facts: { column: 'B' } },
    });
    expect(guesses[5]).toMatchObject({ field: 'sex', selected: true, why: { code: 'heading.exact' } });
  });

  it('of another kind says nothing', () => {
    expect(guess([['Who', 'a']], 'reports', before)[0].why.code).not.toBe('mapping.remembered');
  });
});

describe('whatever stands in a file', () => {
  const heading = fc.oneof(
    fc.constantFrom('full name', 'الاسم', 'sex', 'الجنس', 'dob', 'التاريخ', 'ID', 'notes', 'phone', 'age', ''),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const value = fc.oneof(
    fc.constantFrom('ذكر', '1/2/2013', '13/2/2013', 'حمص', 'محمد خالد', '42', '0933123456', '-', 'معتقل', '__proto__'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const file = fc.array(fc.tuple(heading, fc.array(value, { maxLength: 6 })), { minLength: 1, maxLength: 8 });
  const read = (columns: [string, string[]][]) => guess(columns.map(([name, values]) => [name, ...values]));

  it('each column has a guess of the promised shape; what is taken is likely, and a field is taken once unless it is a list', () => {
    fc.assert(
      fc.property(file, (columns) => {
        const guesses = read(columns);
        expect(guesses).toHaveLength(columns.length);
        for (const one of guesses) ColumnGuess.parse(one);
        const taken = guesses.filter(({ selected }) => selected);
        expect(taken.filter(({ confidence }) => confidence === 'guess' || confidence === 'none')).toEqual([]);
        const once = taken.map(({ field }) => field!).filter((field) => !mayRepeat(field));
        expect(new Set(once).size).toBe(once.length);
        const problems = mappingProblems(
          mappingOf('detention_records', guesses),
          columnsOf(columns.map(([name]) => name)),
          { gazetteer },
        );
        expect(problems.filter(({ code }) => code !== 'mapping.no_name')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('the order of the columns does not change what a column means', () => {
    const unique = fc.uniqueArray(fc.tuple(heading, fc.array(value, { maxLength: 6 })), {
      minLength: 2,
      maxLength: 6,
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(unique, (columns) => {
        const meaning = (all: [string, string[]][]) =>
          new Map(
            read(all).map((one) => [
              one.heading,
              [one.field, one.why.code.startsWith('field.') ? 'field' : one.confidence],
            ]),
          );
        const backwards = meaning([...columns].reverse());
        for (const [name, field] of meaning(columns)) expect(backwards.get(name)![0]).toEqual(field[0]);
      }),
      { numRuns: 60 },
    );
  });

  it('a cell that a workbook typed is read as it is shown', () => {
    const cells: Cell[][] = ['2013-05-04', '2013-05-05', '2013-05-06'].map((date) => [
      { raw: '41398', typed: { kind: 'date', value: date } },
    ]);
    const [column] = guessMapping('detention_records', columnsOf(['date of arrest']), cells, { gazetteer });
    expect(column).toMatchObject({
      confidence: 'exact',
      samples: ['2013-05-04', '2013-05-05', '2013-05-06'],
      date: { why: { code: 'date.order_not_needed' } },
    });
  });
});
