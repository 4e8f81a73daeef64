import { describe, expect, it } from '@jest/globals';
import { blockingKeys, candidateBits, sharesEnough } from './blocking.js';
import { compileRecord } from './compile-record.js';
import { parseDate } from './dates/parse-date.js';
import { keyHash } from './key-hash.js';
import { builtInModel } from './model/index.js';
import { nowhere } from './places/place-resolution.js';
import type { MatchRecord } from './record.js';

function person(
  name: string,
  more: Partial<Record<'birth' | 'event' | 'mother' | 'governorate' | 'national', string>> = {},
): MatchRecord {
  return {
    names: [{ raw: name }],
    motherName: more.mother ?? null,
    sex: null,
    birth: more.birth ? parseDate(more.birth) : null,
    event: more.event ? parseDate(more.event) : null,
    places: {
      birth: null,
      home: null,
      taken: more.governorate ? { ...nowhere, governorate: more.governorate } : null,
      held: null,
    },
    identifiers: more.national ? [{ type: 'national_number', value: more.national }] : [],
  };
}

const keys = (record: MatchRecord, side: 'report' | 'record') => blockingKeys(compileRecord(record), side);

function meet(report: MatchRecord, record: MatchRecord): boolean {
  const mine = new Map(keys(report, 'report').map(({ key, bits }) => [key, bits]));
  const shared = keys(record, 'record').filter(({ key }) => mine.has(key));
  for (const { key, bits } of shared) expect(mine.get(key)).toBe(bits);
  return sharesEnough(shared.map(({ bits }) => bits));
}

const kunyaBeside = person('خالد الخطيب (أبو عمر)', { birth: '1985' });

describe('a report and a record are compared', () => {
  it.each([
    ['when the name agrees across scripts', person('سامر حسن الخطيب'), person('Samer Hassan al-Khateeb')],
    ['when parts are exchanged', person('سامر حسن الخطيب'), person('الخطيب حسن سامر')],
    [
      'when only a common name and the year of birth agree with the family',
      person('محمد العلي', { birth: '1985' }),
      person('Mohamad Alali', { birth: '12 آذار 1985' }),
    ],
    [
      'when the year of birth is one off',
      person('سامر', { birth: '1985', governorate: 'SY04' }),
      person('Samer', { birth: '1986', governorate: 'SY04' }),
    ],
    ['when one name and the mother agree', person('سامر', { mother: 'فاطمة' }), person('Samer', { mother: 'Fatima' })],
    [
      'when the events are in neighbouring months',
      person('سامر', { event: '3/2013' }),
      person('Samer', { event: '2013-04-02' }),
    ],
    [
      'when day and month of birth are exchanged, whatever the name',
      person('سامر', { birth: '1985-04-03' }),
      person('وائل', { birth: '1985-03-04' }),
    ],
    [
      'when the national number is the same, whatever the name',
      person('سامر', { national: '01230456789' }),
      person('وائل', { national: '٠١٢٣٠٤٥٦٧٨٩' }),
    ],
    ['when a rare name agrees, whatever the rest', person('شيخموس'), person('شيخموس')],
    ['when a kunya and the year of birth agree', kunyaBeside, person('أبو عمر', { birth: '1985' })],
    [
      'when a kunya in the other script and the year of birth agree',
      kunyaBeside,
      person('Abu Omar', { birth: '1985' }),
    ],
    [
      'when a kunya that is a second written name and the year of birth agree',
      { ...kunyaBeside, names: [{ raw: 'خالد الخطيب' }, { raw: 'أبو عمر' }] },
      person('أبو عمر', { birth: '1984' }),
    ],
    [
      'when the commonest kunya and the year of birth agree',
      person('خالد الخطيب (أبو محمد)', { birth: '1985' }),
      person('Abu Mohammad', { birth: '1985' }),
    ],
    [
      'when a kunya, the governorate and the month agree',
      person('خالد الخطيب (أبو عمر)', { event: '3/2013', governorate: 'SY04' }),
      person('Abu Omar', { event: '2013-03-12', governorate: 'SY04' }),
    ],
  ])('%s', (_, report, record) => {
    expect(meet(report, record)).toBe(true);
  });

  it('but not for a kunya alone, nor for that of a father and that of a mother', () => {
    expect(meet(person('خالد الخطيب (أبو عمر)'), person('أبو عمر'))).toBe(false);
    expect(meet(kunyaBeside, person('أم عمر', { birth: '1985' }))).toBe(false);
  });

  it('but not for one common name', () => {
    expect(meet(person('محمد'), person('محمد'))).toBe(false);
    expect(meet(person('محمد أحمد'), person('Mohamed Ahmed'))).toBe(false);
    expect(meet(person('محمد', { governorate: 'SY02' }), person('محمد', { governorate: 'SY02' }))).toBe(false);
  });

  it('nor for nothing', () => {
    expect(keys(person(''), 'report')).toEqual([]);
    expect(sharesEnough([])).toBe(false);
  });
});

describe('the keys of a record', () => {
  const full = person('عبد الرحمن خالد محمد الدرويش', {
    birth: '12/3/1985',
    event: '3/2013',
    mother: 'فاطمة العلي',
    governorate: 'SY04',
    national: '01230456789',
  });

  it('are whole numbers of 32 bits, each once, not too many and none too common', () => {
    for (const side of ['report', 'record'] as const) {
      const found = keys(full, side);
      expect(found.length).toBeGreaterThan(10);
      expect(found.length).toBeLessThanOrEqual(builtInModel.blocking.mostKeys[side]);
      expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      for (const { key, bits } of found) {
        expect(key | 0).toBe(key);
        expect(bits).toBeGreaterThanOrEqual(builtInModel.blocking.fewestBits);
      }
    }
  });

  it('are the same each time', () => {
    expect(keys(full, 'record')).toEqual(keys(structuredClone(full), 'record'));
  });

  it('do not grow with a date so wide that it finds everybody', () => {
    expect(keys(person('سامر حسن', { birth: '1980s', event: 'before 2015' }), 'report')).toEqual(
      keys(person('سامر حسن'), 'report'),
    );
  });

  it('are hashed as FNV-1a does it', () => {
    expect(keyHash('')).toBe(0x811c9dc5 | 0);
    expect(keyHash('a')).toBe(0xe40c292c | 0);
    expect(keyHash('foobar')).toBe(0xbf9cf968 | 0);
  });

  it('are enough exactly at the limit', () => {
    expect(sharesEnough([candidateBits / 2, candidateBits / 2])).toBe(true);
    expect(sharesEnough([candidateBits - 0.01])).toBe(false);
  });
});
