import { describe, expect, it } from '@jest/globals';
import { projectGazetteer } from '../../linkage/project-gazetteer.js';
import type { ImportField } from './import-fields.js';
import { valueMap } from './value-maps.js';

const gazetteer = projectGazetteer();
const mapOf = (field: ImportField, values: string[], chosen?: Record<string, string | null>) =>
  valueMap(field, new Map(values.map((value, at) => [value, values.length - at])), gazetteer, chosen);

describe('the values of a column', () => {
  it.each<[ImportField, string, string | null, string | null]>([
    ['sex', 'ذكر', 'male', null],
    ['sex', 'femal', null, 'female'],
    ['event_type', 'نقل', 'transfer', null],
    ['event_type', 'interogation', null, 'interrogation'],
    ['status', 'معتقل', 'detained', null],
    ['status', 'معتقلل', null, 'detained'],
    ['status', 'zzzz', null, null],
    ['governorate', 'ريف دمشق', 'SY03', null],
    ['governorate', 'Rural Damascus', 'SY03', null],
    ['facility', 'فرع فلسطين', 'mi-235', null],
    ['facility', 'qqqqqq', null, null],
  ])('%s %s is read as %s, and nearly as %s', (field, written, means, near) => {
    expect(mapOf(field, [written])).toMatchObject([{ written, count: 1, means, near }]);
  });

  it('come most frequent first, and what a person chose stands', () => {
    const found = mapOf('status', ['gone', 'معتقل', 'x1'], { gone: 'missing', معتقل: null });
    expect(found.map(({ written, count, means }) => [written, count, means])).toEqual([
      ['gone', 3, 'missing'],
      ['معتقل', 2, null],
      ['x1', 1, null],
    ]);
  });

  it('of places have the name of the place in both languages', () => {
    expect(mapOf('governorate', ['حمص'])[0].name).toEqual({ ar: 'حمص', en: 'Homs' });
    expect(mapOf('sex', ['m'])[0].name).toBeNull();
  });
});
