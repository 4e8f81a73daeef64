import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { builtInModel } from '../model/index.js';
import { type CompiledPlaces, compilePlaces } from '../places/compiled-place.js';
import { nowhere } from '../places/place-resolution.js';
import type { MatchRecord, PlaceCodes, PlaceKind } from '../record.js';
import { readTable } from '../tables/read-table.js';
import { comparePlaces, placeComparisons, weighPlaces } from './place.js';

type Places = Partial<MatchRecord['places']>;
const compiled = (places: Places): CompiledPlaces =>
  compilePlaces({ birth: null, home: null, taken: null, held: null, ...places });
const compared = (a: Places, b: Places) => comparePlaces(compiled(a), compiled(b), builtInModel);
const total = (a: Places, b: Places): number => weighPlaces(compiled(a), compiled(b), builtInModel);
const row = (comparison: string, a: Places, b: Places) =>
  compared(a, b).find((outcome) => outcome.comparison === comparison)!;
const weight = (kind: PlaceKind, a: PlaceCodes, b: PlaceCodes): number => total({ [kind]: a }, { [kind]: b });

/** SY03/SY0302/SY030200/C2338; shorter texts are wider places, #id is a place of detention. */
function place(text: string): PlaceCodes | null {
  if (text === '') return null;
  const [path, facility] = text.split('#');
  const [governorate = null, district = null, subdistrict = null, community = null] = path ? path.split('/') : [];
  return { governorate, district, subdistrict, community, facility: facility ?? null };
}

const duma = place('SY03/SY0302/SY030200/C2338')!;
const harasta = place('SY03/SY0302/SY030201/C2342')!;
const countryside = place('SY03')!;
const damascus = place('SY01/SY0100/SY010000/C1001')!;
const homs = place('SY04')!;

describe('a table of pairs', () => {
  it.each(readTable('place-pairs.cases.tsv'))('compares $comparison: $a against $b is $level', (each) => {
    const kinds = (cell: string): Places =>
      Object.fromEntries(
        cell
          .split(' ')
          .filter(Boolean)
          .map((part) => part.split('='))
          .map(([kind, text]) => [kind, place(text)]),
      );
    expect(row(each.comparison, kinds(each.a), kinds(each.b)).level).toBe(each.level);
  });
});

describe('two places', () => {
  it('weigh more the narrower they agree', () => {
    for (const kind of ['birth', 'home', 'taken'] as const) {
      expect(weight(kind, duma, duma)).toBeGreaterThan(weight(kind, duma, { ...duma, community: null }));
      expect(weight(kind, duma, { ...duma, community: null })).toBeGreaterThan(weight(kind, duma, countryside));
      expect(weight(kind, duma, countryside)).toBeGreaterThan(0);
    }
  });

  it('say more when few people live there: a village more than a city', () => {
    const village = place('SY04/SY0401/SY040101/C2580')!;
    expect(weight('taken', village, village)).toBeGreaterThan(weight('taken', damascus, damascus) + 2);
    expect(weight('taken', place('SY14')!, place('SY14')!)).toBeGreaterThan(
      weight('taken', place('SY02')!, place('SY02')!),
    );
  });

  it('that are neighbours say something, but less than one and the same', () => {
    const near = weight('taken', duma, harasta);
    expect(near).toBeGreaterThan(0);
    expect(near).toBeLessThan(weight('taken', duma, duma));
  });

  it('in governorates apart count against, most for the birth and least for the arrest, because people move and are moved', () => {
    const hasakah = place('SY08')!;
    const [birth, home, taken] = (['birth', 'home', 'taken'] as const).map((kind) => weight(kind, homs, hasakah));
    expect(birth).toBeLessThan(home);
    expect(home).toBeLessThan(taken);
    expect(taken).toBeLessThan(0);
    expect(total({ taken: homs }, { held: hasakah })).toBe(builtInModel.place.held.held_elsewhere);
  });

  it('say nothing when one is not known', () => {
    expect(row('taken', { taken: duma }, {})).toMatchObject({ level: 'not_recorded', weight: 0, a: 'C2338', b: null });
    expect(total({ taken: nowhere }, { taken: duma })).toBe(0);
    expect(total({ taken: { ...nowhere, facility: 'nowhere-known' } }, { taken: duma })).toBe(0);
  });

  it('read from a near spelling weigh less, for and against', () => {
    const guess = { ...duma, guessed: true };
    expect(weight('home', guess, duma)).toBeLessThan(weight('home', duma, duma));
    expect(weight('home', guess, homs)).toBeGreaterThan(weight('home', duma, homs));
    expect(row('home', { home: guess }, { home: duma }).note).toEqual({ guessed: 1 });
  });
});

describe('the places of one person', () => {
  it('that agree all at once say little more than the strongest alone', () => {
    const all = { birth: duma, home: duma, taken: duma };
    const one = total({ birth: duma }, { birth: duma });
    expect(total(all, all)).toBeGreaterThan(one);
    expect(total(all, all)).toBeLessThan(one * 2);
  });

  it('take away no more than the model lets them, whatever contradicts', () => {
    const hasakah = place('SY08')!;
    const against = total(
      { birth: homs, home: homs, taken: homs, held: place('SY04')! },
      { birth: hasakah, home: hasakah, taken: hasakah, held: hasakah },
    );
    expect(against).toBeCloseTo(builtInModel.place.mostAgainst, 6);
  });
});

describe('any two records', () => {
  const code = fc.constantFrom(
    'SY03/SY0302/SY030200/C2338',
    'SY03/SY0302/SY030201/C2342',
    'SY03/SY0302',
    'SY03',
    'SY01/SY0100/SY010000/C1001',
    'SY04/SY0401/SY040100/C2528',
    'SY04',
    'SY05',
    'SY08/SY0802',
    '#saydnaya',
    '#mi-215',
    'SY99/SY9901',
    '',
  );
  const codes = fc.record({ text: code, guessed: fc.boolean() }).map(({ text, guessed }) => {
    const found = place(text);
    return found && { ...found, guessed };
  });
  const places = fc.record({ birth: codes, home: codes, taken: codes, held: codes });

  it('weigh the same whichever stands first', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        expect(total(a, b)).toBeCloseTo(total(b, a), 9);
        for (const comparison of placeComparisons)
          expect(row(comparison, a, b).level).toBe(row(comparison, b, a).level);
      }),
    );
  });

  it('get from the quick sum what the rows add up to', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const rows = compared(a, b);
        expect(rows.map(({ comparison }) => comparison)).toEqual([...placeComparisons]);
        expect(rows.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(total(a, b), 9);
        for (const { level, weight: bits } of rows) if (level === 'not_recorded') expect(bits).toBe(0);
      }),
    );
  });

  it('never gain by saying less of a place that agrees', () => {
    const levels = ['governorate', 'district', 'subdistrict', 'community'] as const;
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 3 }), fc.constantFrom('birth', 'home', 'taken'), (text, at, kind) => {
        const narrow = place(text);
        if (narrow === null) return;
        const wider = { ...narrow };
        for (const level of levels.slice(at)) wider[level] = null;
        expect(weight(kind as PlaceKind, narrow, wider)).toBeLessThanOrEqual(weight(kind as PlaceKind, narrow, narrow));
      }),
    );
  });
});
