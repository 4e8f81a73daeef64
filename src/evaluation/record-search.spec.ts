import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatePopulation } from '../demonstration/index.js';
import {
  ColumnBuilder,
  type CompiledRecord,
  codeRecord,
  compareRecords,
  compileRecord,
  type MatchRecord,
  RecordSearch,
  type RecordSide,
  type WeighedRow,
} from '../matching/index.js';
import { readPopulation } from './population-records.js';

const noPlaces = { birth: null, home: null, taken: null, held: null };
const everything = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

function searchIn(others: readonly CompiledRecord[], asks: RecordSide): RecordSearch {
  const builder = new ColumnBuilder();
  for (const other of others) builder.add(codeRecord(other));
  return new RecordSearch(builder.columns(), asks);
}

/** Every row with the weight that the plain scorer gives, best first. */
function plainly(query: CompiledRecord, others: readonly CompiledRecord[], asks: RecordSide): WeighedRow[] {
  return others
    .map((other, row) => {
      const [report, record] = asks === 'report' ? [query, other] : [other, query];
      return { row, weight: compareRecords(report, record).matchWeight };
    })
    .sort((a, b) => b.weight - a.weight || a.row - b.row);
}

const rowsOf = (others: readonly CompiledRecord[]): number[] => others.map((_, row) => row);

describe('one record looked for among many', () => {
  let reports: CompiledRecord[];
  let records: CompiledRecord[];
  let written: MatchRecord[];

  beforeAll(() => {
    const population = readPopulation(generatePopulation({ seed: 7, reports: 40, records: 300 }));
    written = population.reports.map(({ features }) => features);
    reports = written.map(compileRecord);
    records = population.records.map(({ features }) => compileRecord(features));
  });

  it.each(['report', 'record'] as const)('weighs every pair as the plain scorer does when a %s asks', (asks) => {
    const [askers, others] = asks === 'report' ? [reports, records] : [records.slice(0, 80), reports];
    const search = searchIn(others, asks);
    for (const query of askers)
      expect(search.among(query, rowsOf(others), others.length, everything)).toEqual(plainly(query, others, asks));
  });

  it.each(['report', 'record'] as const)('never expects less of a pair than it weighs when a %s asks', (asks) => {
    const [askers, others] = asks === 'report' ? [reports.slice(0, 12), records] : [records.slice(0, 60), reports];
    const search = searchIn(others, asks);
    for (const query of askers) {
      const bounds = search.boundsOf(query);
      for (const { row, weight } of plainly(query, others, asks)) {
        expect(bounds.exact[row]).toBeGreaterThanOrEqual(weight);
        expect(bounds.among[row]).toBeGreaterThanOrEqual(weight);
      }
    }
  });

  it.each([
    [0, Number.POSITIVE_INFINITY],
    [-12, 50],
    [-100, 7],
  ])('finds, without looking at each row closely, exactly the pairs above %s bits, at most %s', (least, most) => {
    const search = searchIn(records, 'report');
    for (const query of reports.slice(0, 15)) {
      const wanted = plainly(query, records, 'report').filter(({ weight }) => weight >= least);
      expect(search.exact(query, { least, most })).toEqual(wanted.slice(0, most));
    }
  });

  it('finds only rows that may be found', () => {
    const search = searchIn(records, 'report');
    const may = (row: number): boolean => row % 3 === 0;
    const wanted = plainly(reports[0]!, records, 'report').filter(({ row }) => may(row));
    expect(search.exact(reports[0]!, { least: -10, most: 20, may })).toEqual(
      wanted.filter(({ weight }) => weight >= -10).slice(0, 20),
    );
    expect(search.among(reports[0]!, rowsOf(records), records.length, { ...everything, may })).toEqual(wanted);
  });

  it('expects of nobody more than before after a search that broke off', () => {
    const search = searchIn(records, 'report');
    const before = search.boundsOf(reports[0]!);
    const may = (): boolean => {
      throw new Error('broken off');
    };
    expect(() => search.exact(reports[1]!, { ...everything, may })).toThrow('broken off');
    expect(() => search.among(reports[2]!, rowsOf(records), records.length, { ...everything, may })).toThrow(
      'broken off',
    );
    expect(search.boundsOf(reports[0]!)).toEqual(before);
  });

  it('finds rows that were added after it was made', () => {
    const builder = new ColumnBuilder();
    const search = new RecordSearch(builder.columns(), 'report');
    expect(search.exact(reports[0]!, everything)).toEqual([]);
    records.slice(0, 90).forEach((record, row) => {
      builder.add(codeRecord(record));
      if (row % 30 === 29)
        expect(search.exact(reports[1]!, everything)).toEqual(
          plainly(reports[1]!, records.slice(0, row + 1), 'report'),
        );
    });
  });

  it('finds in rows that come between two questions what a new search finds, also when the same birth is asked again', () => {
    const builder = new ColumnBuilder();
    for (const record of records.slice(0, 60)) builder.add(codeRecord(record));
    const kept = new RecordSearch(builder.columns(), 'report');
    const [asking, ...others] = reports.filter(({ birth }) => birth !== null);
    for (const other of others.slice(0, 25)) {
      // Somebody with another name and a date of birth that the columns may not have had.
      builder.add(codeRecord({ ...other, mother: null }));
      const same = { ...other, birth: asking!.birth, source: { ...other.source, birth: asking!.source.birth } };
      builder.add(codeRecord({ ...same, names: asking!.names }));
      const options = { least: -8, most: 50 };
      expect(kept.exact(asking!, options)).toEqual(
        new RecordSearch(builder.columns(), 'report').exact(asking!, options),
      );
      expect(kept.exact(same, options)).toEqual(new RecordSearch(builder.columns(), 'report').exact(same, options));
    }
  });

  it('weighs as the plain scorer does also names written together, exchanged, unsplit or initials, and records that lack fields', () => {
    const change = fc.record({
      report: fc.nat(39),
      exchanged: fc.constantFrom(null, ['given', 'father'], ['given', 'family'], ['father', 'family']),
      writing: fc.constantFrom('parts', 'unsplit', 'together', 'lastTogether', 'initial', 'twoNames'),
      lacking: fc.subarray(['motherName', 'birth', 'event', 'places', 'sex', 'identifiers'] as const),
    });
    let merged = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = changes.map(({ report, exchanged, writing, lacking }) => {
          const { names, ...person } = written[report]!;
          const rewritten = names.flatMap(({ raw, parts }) => {
            const words = raw.split(' ');
            if (writing === 'together') return [{ raw: [words.slice(0, 2).join(''), ...words.slice(2)].join(' ') }];
            if (writing === 'lastTogether')
              return [{ raw: [...words.slice(0, -2), words.slice(-2).join('')].join(' ') }];
            if (writing === 'initial') return [{ raw: [words[0], words[1]?.[0], ...words.slice(2)].join(' ') }];
            if (writing === 'twoNames') return [{ raw }, { raw: words.toReversed().join(' ') }];
            const [one, two] = exchanged ?? ['given', 'given'];
            const moved = { ...parts, [one!]: parts?.[two as 'given'], [two!]: parts?.[one as 'given'] };
            return parts && writing === 'parts'
              ? [{ raw: Object.values(moved).filter(Boolean).join(' '), parts: moved }]
              : [{ raw: exchanged ? words.toReversed().join(' ') : raw }];
          });
          if (writing === 'together' || writing === 'lastTogether') merged += 1;
          const empty = { motherName: null, birth: null, event: null, places: noPlaces, sex: null, identifiers: [] };
          return compileRecord({
            ...person,
            names: rewritten,
            ...Object.fromEntries(lacking.map((field) => [field, empty[field]])),
          });
        });
        const search = searchIn(changed, 'report');
        const back = searchIn(reports.slice(0, 10), 'report');
        for (const { report } of changes) {
          const query = reports[report]!;
          expect(search.exact(query, everything)).toEqual(plainly(query, changed, 'report'));
          const bounds = search.boundsOf(query);
          for (const { row, weight } of plainly(query, changed, 'report'))
            expect(Math.min(bounds.exact[row]!, bounds.among[row]!)).toBeGreaterThanOrEqual(weight);
        }
        for (const query of changed) {
          expect(back.exact(query, { least: -20, most: 5 })).toEqual(
            plainly(query, reports.slice(0, 10), 'report')
              .filter(({ weight }) => weight >= -20)
              .slice(0, 5),
          );
        }
      }),
      { numRuns: 40 },
    );
    expect(merged).toBeGreaterThan(10);
  });
});
