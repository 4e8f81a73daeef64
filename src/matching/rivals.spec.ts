import { describe, expect, it } from '@jest/globals';
import { compareRecords } from './compare-records.js';
import { parseDate } from './dates/parse-date.js';
import type { MatchRecord } from './record.js';
import { bandBeside, closeMargin } from './rivals.js';

const report: MatchRecord = {
  names: [{ raw: 'جوان شيرزاد شيخموس' }],
  motherName: 'بريفان',
  sex: 'male',
  birth: parseDate('1985-03-17'),
  event: parseDate('2013-03-12'),
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
};
const against = (record: Partial<MatchRecord>) => compareRecords(report, { ...report, ...record });
const agreeing = against({ event: null });
const motherDiffers = against({ motherName: 'Khadija', names: report.names });
const withoutMother = against({ motherName: null });
const farBehind = { ...motherDiffers, matchWeight: agreeing.matchWeight - closeMargin - 1 };

describe('two records that fit one report about equally well', () => {
  it('are both strong alone', () => {
    for (const score of [agreeing, motherDiffers, withoutMother]) expect(score.band).toBe('strong');
  });

  it('stay strong when both may be the same person', () => {
    expect(bandBeside(agreeing, [withoutMother])).toBe('strong');
    expect(bandBeside(withoutMother, [agreeing])).toBe('strong');
  });

  it('are not strong where one agrees with the report and the other contradicts it, unless one is far ahead', () => {
    const level = { ...motherDiffers, matchWeight: agreeing.matchWeight - 1 };
    expect(bandBeside(level, [agreeing])).toBe('worth_a_look');
    expect(bandBeside(agreeing, [level])).toBe('worth_a_look');
    expect(bandBeside(agreeing, [farBehind])).toBe('strong');
  });

  it('get the same band in whatever order the others come', () => {
    const others = [withoutMother, motherDiffers, farBehind];
    expect(bandBeside(agreeing, [...others].reverse())).toBe(bandBeside(agreeing, others));
  });

  it('keep a band below strong, whatever stands beside them', () => {
    expect(bandBeside({ ...agreeing, band: 'weak' }, [motherDiffers])).toBe('weak');
    expect(bandBeside({ ...agreeing, band: null }, [motherDiffers])).toBeNull();
  });
});
