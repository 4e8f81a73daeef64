import { describe, expect, it } from '@jest/globals';
import { builtInModel } from '../model/index.js';
import type { Identifier } from '../record.js';
import { compareIdentifiers, compileIdentifiers } from './identifier.js';

const compare = (a: Identifier[], b: Identifier[]) =>
  compareIdentifiers(compileIdentifiers(a), compileIdentifiers(b), builtInModel);
const national = (value: string): Identifier[] => [{ type: 'national_number', value }];

describe('numbers of a person', () => {
  it('agree across digit sets and separators', () => {
    const { level, weight } = compare(national('٠١٢٣٠٤٥٦٧٨٩'), national('0123 045 6789'));
    expect(level).toBe('national_number_same');
    expect(weight).toBeGreaterThan(12);
  });

  it('forgive one digit, or the leading zero that a spreadsheet took', () => {
    expect(compare(national('01230456789'), national('01230456788')).level).toBe('national_number_one_digit');
    expect(compare(national('01230456789'), national('1230456789')).level).toBe('national_number_one_digit');
    expect(compare(national('01230456789'), national('01230456788')).weight).toBeLessThan(10);
    expect(compare(national('01230456789'), national('99887766554')).weight).toBeLessThan(0);
  });

  it('that only fill the cell are no numbers', () => {
    for (const filler of ['0', '00000000000', '12345678901', '-', '11111111111']) {
      expect(compare(national(filler), national(filler))).toMatchObject({ level: 'not_recorded', weight: 0 });
    }
  });

  it('of a family register or a prison count less, and never against', () => {
    const register = (value: string): Identifier[] => [{ type: 'registry_number', value }];
    expect(compare(register('415'), register('415')).weight).toBeLessThan(
      compare(national('01230456789'), national('01230456789')).weight,
    );
    expect(compare(register('415'), register('416')).weight).toBeCloseTo(0, 2);
    expect(compare(register('01230456789'), national('01230456789')).level).toBe('not_recorded');
  });
});
