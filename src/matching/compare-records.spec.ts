import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeRecord } from './columns/coded-record.js';
import { ColumnBuilder } from './columns/column-builder.js';
import { RecordSearch } from './columns/record-search.js';
import { compareRecords } from './compare-records.js';
import { compileRecord } from './compile-record.js';
import { parseDate } from './dates/parse-date.js';
import { bandOf, builtInModel } from './model/index.js';
import { nowhere } from './places/place-resolution.js';
import type { MatchRecord, PersonName } from './record.js';

interface Written {
  names: (string | PersonName)[];
  mother?: string;
  birth?: string;
  event?: string;
  governorate?: string;
  sex?: 'male' | 'female';
  national?: string;
}

function person({ names, mother, birth, event, governorate, sex, national }: Written): MatchRecord {
  return {
    names: names.map((name) => (typeof name === 'string' ? { raw: name } : name)),
    motherName: mother ?? null,
    sex: sex ?? null,
    birth: birth === undefined ? null : parseDate(birth),
    event: event === undefined ? null : parseDate(event),
    places: {
      birth: null,
      home: null,
      taken: governorate === undefined ? null : { ...nowhere, governorate },
      held: null,
    },
    identifiers: national === undefined ? [] : [{ type: 'national_number', value: national }],
  };
}

const score = (a: Written, b: Written) => compareRecords(person(a), person(b));
const outcome = (a: Written, b: Written, comparison: string) =>
  score(a, b).comparisons.find((one) => one.comparison === comparison)!;

describe('a report and a detention record', () => {
  it('with given, father, family name, year of birth and governorate agreeing across scripts are a strong suggestion', () => {
    expect(
      score(
        { names: ['سامر حسن الخطيب'], birth: '1985', governorate: 'SY04' },
        { names: ['Samer Hassan al-Khateeb'], birth: '12 آذار 1985', governorate: 'SY04' },
      ).band,
    ).toBe('strong');
  });

  it('whose names are the commonest need more than those and a year of birth to be strong', () => {
    const report: Written = { names: ['محمد خالد العلي'], birth: '1985' };
    const record: Written = { names: ['Mohammad Khaled Al-Ali'], birth: '1985' };
    expect(score(report, record).band).toBe('worth_a_look');
    const [more, evenMore] = [
      { mother: 'فاطمة', event: '2013-03-12' },
      { mother: 'Fatima', event: '2013-03-12' },
    ];
    expect(score({ ...report, ...more }, { ...record, ...evenMore }).band).toBe('strong');
  });

  it('of whom only the commonest of names is known are not suggested', () => {
    expect(score({ names: ['محمد'] }, { names: ['محمد'] }).band).toBeNull();
    expect(score({ names: ['محمد أحمد'] }, { names: ['Mohamed Ahmed'] }).band).toBeNull();
    expect(score({ names: ['أحمد'] }, { names: ['Ahmad'] }).band).toBeNull();
  });

  it('of whom nothing is known stay near the starting point, with every comparison not recorded', () => {
    const nothing = score({ names: [] }, { names: ['مجهول'] });
    expect(nothing.matchWeight).toBeCloseTo(builtInModel.priorWeight, 2);
    expect(nothing.band).toBeNull();
    for (const { level, weight } of nothing.comparisons)
      if (level !== 'as_written') expect([level, weight]).toEqual(['not_recorded', 0]);
  });

  it('agreeing on a rare name weigh more than those agreeing on a common one', () => {
    const rare = outcome({ names: ['جوان خالد شيخموس'] }, { names: ['جوان خالد شيخموس'] }, 'family').weight;
    const common = outcome({ names: ['جوان خالد العلي'] }, { names: ['جوان خالد العلي'] }, 'family').weight;
    expect(rare).toBeGreaterThan(common + 3);
  });

  it('with several written names are compared by the two that agree best', () => {
    const both = score(
      { names: ['أبو ياسين', 'سامر حسن الخطيب'] },
      { names: ['Samer Hassan al-Khateeb', 'Abu Yassin'] },
    );
    const one = score({ names: ['سامر حسن الخطيب'] }, { names: ['Samer Hassan al-Khateeb'] });
    expect(both.matchWeight).toBeGreaterThanOrEqual(one.matchWeight);
  });

  it('lose by an exchange of parts, but less than by other names', () => {
    const asWritten = score({ names: ['سامر حسن الخطيب'] }, { names: ['سامر حسن الخطيب'] }).matchWeight;
    const swapped = score({ names: ['سامر حسن الخطيب'] }, { names: ['حسن سامر الخطيب'] }).matchWeight;
    const others = score({ names: ['سامر حسن الخطيب'] }, { names: ['وائل كمال الخطيب'] }).matchWeight;
    expect(asWritten).toBeGreaterThan(swapped);
    expect(swapped).toBeGreaterThan(others);
  });

  it('of different sex lose, yet are not ruled out', () => {
    const { weight } = outcome({ names: ['نور'], sex: 'male' }, { names: ['نور'], sex: 'female' }, 'sex');
    expect(weight).toBeLessThan(-2);
    expect(weight).toBeGreaterThanOrEqual(builtInModel.strongestDisagreement);
  });
});

describe('brothers', () => {
  const hasan: Written = {
    names: ['حسن خالد الدرويش'],
    mother: 'فاطمة',
    birth: '1985',
    governorate: 'SY04',
    event: '2013-03-12',
  };
  const umar: Written = {
    names: ['عمر خالد الدرويش'],
    mother: 'فاطمة',
    birth: '1988',
    governorate: 'SY04',
    event: '2013-03-12',
  };

  it('taken together on one day are not suggested, and the evidence says that they may be relatives', () => {
    const { band, relative, probabilities } = score(hasan, umar);
    expect(band).toBeNull();
    expect(relative.kind).toBe('sibling');
    expect(probabilities.relative).toBeGreaterThan(0.9);
  });

  it('whose births do not tell them apart are never strong, and may be relatives', () => {
    for (const birth of [undefined, '1985']) {
      const { band, probabilities } = score({ ...hasan, birth }, { ...umar, birth });
      expect(band).not.toBe('strong');
      expect(probabilities.relative).toBeGreaterThan(0.2);
    }
  });

  it('even twins, and even with names that sound alike, are never strong', () => {
    const twins = score({ ...hasan, birth: '1985-03-12' }, { ...umar, birth: '1985-03-12' });
    expect(twins.band).not.toBe('strong');
    for (const name of ['حسين خالد الدرويش', 'Hussein Khaled al-Darwish'])
      expect(score({ ...hasan, birth: undefined }, { ...umar, birth: undefined, names: [name] }).band).not.toBe(
        'strong',
      );
  });

  it('are not mistaken for a slip in the given name of the person himself', () => {
    const slip = score(hasan, { ...hasan, names: ['حشن خالد الدرويش'] });
    expect(slip.matchWeight).toBeGreaterThan(score(hasan, umar).matchWeight + 5);
  });

  it('and the father, whose name agrees one place up, are not suggested as strong', () => {
    const father = score({ names: ['باسل أحمد سيف المحمود'] }, { names: ['أحمد سيف المحمود'] });
    expect(father.band).not.toBe('strong');
  });

  it('do not lose the person himself: the same given name keeps what the family shares', () => {
    const himself = score(hasan, { ...hasan, names: ['Hassan Khaled al-Darwish'] });
    expect(himself.band).toBe('strong');
    expect(himself.probabilities.relative).toBeLessThan(0.1);
  });
});

describe('any two records', () => {
  const given = [
    'محمد',
    'أحمد',
    'سامر',
    'Samir',
    'حسن',
    'Hussein',
    'فاطمة',
    'Fatma',
    'عبد الرحمن',
    'Abdulrahman',
    'خالد',
    'Khaled',
    'ياسين',
  ];
  const family = ['العلي', 'Alali', 'الخطيب', 'Khateeb', 'درويش', 'Darwish', 'شيخموس', 'الحموي'];
  const name = fc.oneof(
    fc.array(fc.constantFrom(...given, ...family), { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    fc
      .tuple(fc.constantFrom(...given), fc.constantFrom(...given), fc.constantFrom(...family))
      .map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const written: fc.Arbitrary<Written> = fc.record({
    names: fc.array(name, { maxLength: 2 }),
    mother: optional(fc.constantFrom('فاطمة', 'Fatima', 'مريم العلي', '-', 'أم محمد')),
    birth: optional(
      fc.constantFrom('1985', '1986', 'about 1985', '12/3/1985', '1985-03-12', '1405', 'unknown', 'before 1980'),
    ),
    event: optional(fc.constantFrom('2013', '3/2013', '2013-03-12', '2014-05-01', '2011-01-05')),
    governorate: optional(fc.constantFrom('SY01', 'SY02', 'SY03')),
    sex: optional(fc.constantFrom('male' as const, 'female' as const)),
  });
  it('add up: prior, lines and relative give the total, and the band follows from it', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const { matchWeight, priorWeight, comparisons, relative, probabilities, band } = score(a, b);
        const sum = comparisons.reduce((total, { weight }) => total + weight, priorWeight + relative.weight);
        expect(sum).toBeCloseTo(matchWeight, 6);
        expect(probabilities.same + probabilities.relative + probabilities.unrelated).toBeCloseTo(1, 6);
        expect(relative.weight).toBeLessThanOrEqual(0);
        expect(band).toBe(bandOf(matchWeight, builtInModel));
        for (const { weight } of comparisons) {
          expect(Number.isFinite(weight)).toBe(true);
          expect(weight).toBeGreaterThanOrEqual(builtInModel.strongestDisagreement);
        }
      }),
    );
  });

  it('always get the same score, compiled or not', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const once = score(a, b);
        expect(compareRecords(compileRecord(person(a)), compileRecord(person(b)))).toEqual(once);
      }),
    );
  });

  it('weigh the same whichever of them is the report, but for the order of events', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [one, two] = [
          { ...a, event: undefined },
          { ...b, event: undefined },
        ];
        expect(score(one, two).matchWeight).toBeCloseTo(score(two, one).matchWeight, 6);
      }),
    );
  });

  const fields = ['mother', 'birth', 'event', 'governorate', 'sex'] as const;

  it('gain or lose nothing by a value that one of them does not have', () => {
    fc.assert(
      fc.property(written, written, fc.constantFrom(...fields), (a, b, field) => {
        const line = field === 'governorate' ? 'taken' : field;
        const [onlyOne, onlyTwo, neither] = [
          [a, { ...b, [field]: undefined }],
          [{ ...a, [field]: undefined }, b],
          [
            { ...a, [field]: undefined },
            { ...b, [field]: undefined },
          ],
        ] as [Written, Written][];
        expect(outcome(...onlyOne, line)).toMatchObject({ level: 'not_recorded', weight: 0 });
        expect(score(...onlyOne).matchWeight).toBe(score(...neither).matchWeight);
        expect(score(...onlyTwo).matchWeight).toBe(score(...neither).matchWeight);
      }),
    );
  });

  it('never weigh more for one more conflict, whatever else agrees or not', () => {
    const conflicts: [Partial<Written>, Partial<Written>][] = [
      [{ birth: '1930' }, { birth: '1999-05-05' }],
      [{ birth: '1985' }, { birth: '1988' }],
      [{ sex: 'male' }, { sex: 'female' }],
      [{ mother: 'زينب' }, { mother: 'Maryam' }],
      [{ governorate: 'SY04' }, { governorate: 'SY02' }],
      [{ event: '2013-03-12' }, { event: '2011-05-01' }],
      [{ national: '01230456789' }, { national: '09876501234' }],
    ];
    fc.assert(
      fc.property(written, written, fc.constantFrom(...conflicts), (a, b, [ofA, ofB]) => {
        const silence = Object.fromEntries(Object.keys(ofA).map((field) => [field, undefined]));
        const silent = score({ ...a, ...silence }, { ...b, ...silence }).matchWeight;
        const opposed = score({ ...a, ...silence, ...ofA }, { ...b, ...silence, ...ofB }).matchWeight;
        expect(opposed).toBeLessThanOrEqual(silent);
      }),
      { numRuns: 400 },
    );
  });

  it('with the same names never weigh more for a grandfather of another name', () => {
    const parts = fc.record({
      given: fc.constantFrom(...given),
      father: fc.constantFrom(...given),
      family: fc.constantFrom(...family),
    });
    fc.assert(
      fc.property(parts, (told) => {
        const name = (parts: Record<string, string>): Written => ({
          names: [{ raw: Object.values(parts).join(' '), parts }],
        });
        const silent = score(name(told), name(told)).matchWeight;
        const opposed = score(name({ ...told, grandfather: 'زكريا' }), name({ ...told, grandfather: 'Nawfal' }));
        expect(opposed.matchWeight).toBeLessThanOrEqual(silent);
      }),
      { numRuns: 300 },
    );
  });

  it('score the same however names are marked, stretched, spaced or put in capitals', () => {
    const mark = fc.constantFrom('\u064e', '\u0651', '\u0640', '\u200f', '\u202b', '\u200b');
    fc.assert(
      fc.property(written, written, mark, fc.nat(30), (a, b, sign, at) => {
        const rewritten = (text: string): string => {
          // A mark stands after a letter; beside a space or between Latin letters it would be a sign of its own.
          const letters = [...text.replaceAll(' ', '  ').toUpperCase()];
          const place = at % (letters.length + 1);
          if (/\p{Script=Arabic}/u.test(letters[place - 1] ?? '') && letters[place] !== ' ')
            letters.splice(place, 0, sign);
          return ` ${letters.join('')} `;
        };
        const plain = { ...a, names: a.names.filter((one) => typeof one === 'string' && !/[^\p{L} ]/u.test(one)) };
        const noisy = { ...plain, names: plain.names.map((one) => rewritten(one as string)) };
        const mother = a.mother === undefined ? undefined : rewritten(a.mother);
        expect(score({ ...noisy, mother }, b).matchWeight).toBe(score(plain, b).matchWeight);
      }),
      { numRuns: 400 },
    );
  });

  it('weigh the same in columns, whichever of them asks', () => {
    let together = 0;
    const weighedIn = (asks: 'report' | 'record', a: Written, b: Written) => {
      const builder = new ColumnBuilder();
      builder.add(codeRecord(compileRecord(person(asks === 'report' ? b : a))));
      const search = new RecordSearch(builder.columns(), asks);
      const query = compileRecord(person(asks === 'report' ? a : b));
      const [found] = search.exact(query, { least: Number.NEGATIVE_INFINITY, most: 1 });
      expect(search.boundsOf(query).exact[0]).toBeGreaterThanOrEqual(found!.weight);
      expect(search.boundsOf(query).among[0]).toBeGreaterThanOrEqual(found!.weight);
      return found!.weight;
    };
    const joined = (one: Written): Written => ({
      ...one,
      names: one.names.map((text) => (typeof text === 'string' ? text.replace(' ', '') : text)),
    });
    fc.assert(
      fc.property(written, written, fc.boolean(), (a, b, writeTogether) => {
        const other = writeTogether ? joined(b) : b;
        if (writeTogether && b.names.length > 0) together += 1;
        const plain = score(a, other).matchWeight;
        expect(weighedIn('report', a, other)).toBe(plain);
        expect(weighedIn('record', a, other)).toBe(plain);
      }),
      { numRuns: 400 },
    );
    expect(together).toBeGreaterThan(60);
  });
});
