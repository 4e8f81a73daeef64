import { describe, expect, it } from '@jest/globals';
import { type CodedRecord, codeRecord, compileRecord } from '../matching/index.js';
import { nobody, readContent, saysNothing, Unreadable } from './profile-content.js';

const whole = codeRecord(
  compileRecord({
    ...nobody,
    names: [{ raw: 'Abu Omar Ahmad Athartest' }],
    motherName: 'Salma Athartest',
    places: {
      ...nobody.places,
      held: { governorate: 'SY02', district: null, subdistrict: null, community: null, facility: 'branch 248%' },
    },
    identifiers: [{ type: 'other', value: 'AT-1234567' }],
  }),
);
const contentOf = (coded: CodedRecord): string => JSON.stringify([coded, [1, 2]]);

describe('the profile of one record', () => {
  it.each([
    ['somebody of whom much is known', whole],
    ['somebody of whom nothing is known', saysNothing],
  ])('is read as it was written, of %s', (_who, coded) => {
    expect(readContent(contentOf(coded))).toEqual([coded, [1, 2]]);
  });

  it.each<[string, Partial<CodedRecord['fields']>]>([
    ['a kunya that is cut off', { kunya: '[["Abu Omar","abu' }],
    ['a kunya without its child', { kunya: '[["Abu Omar"]]' }],
    ['an identifier that is cut off', { identifiers: '[["other"' }],
    ['a place whose letters are not escaped as they should be', { places: ';;;SY02,,,,248%,' }],
  ])('is refused before it could fail the search for anybody else, with %s', (_what, broken) => {
    expect(() => readContent(contentOf({ ...whole, fields: { ...whole.fields, ...broken } }))).toThrow(Unreadable);
  });

  it.each([-2, 4, 0.5, 1e12, null])('is refused with a part of a name in a role that is none: %s', (role) => {
    const names = [{ told: true, sure: 1, parts: [['ahmad', role as number]] as [string, number][] }];
    expect(() => readContent(contentOf({ ...whole, names }))).toThrow(Unreadable);
  });
});
