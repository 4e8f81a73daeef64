import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatePopulation } from '../demonstration/index.js';
import {
  type CompiledRecord,
  compareRecords,
  compileRecord,
  eachCandidates,
  type MatchRecord,
  RecordColumns,
  ReportScorer,
} from '../matching/index.js';
import { readPopulation } from './population-records.js';

const noPlaces = { birth: null, home: null, taken: null, held: null };

describe('one report compared with many records', () => {
  let reports: MatchRecord[];
  let records: MatchRecord[];

  beforeAll(() => {
    const population = readPopulation(generatePopulation({ seed: 7, reports: 60, records: 1200 }));
    reports = population.reports.map(({ features }) => features);
    records = population.records.map(({ features }) => features);
  });

  /** What the quick way says of each pair must be what compareRecords says. Returns how many were suggested. */
  function agreesOnAll(asked: CompiledRecord, others: CompiledRecord[], ids: number[], scorer: ReportScorer): number {
    let suggested = 0;
    scorer.compareWith(asked);
    for (const at of ids) {
      const full = compareRecords(asked, others[at]!);
      expect(scorer.suggest(at)).toEqual(full.band === null ? null : full);
      if (full.band !== null) suggested += 1;
    }
    return suggested;
  }

  it('suggests the candidates that the full score suggests, with the same score', () => {
    const [asked, others] = [reports.map(compileRecord), records.map(compileRecord)];
    const scorer = new ReportScorer(new RecordColumns(others));
    let suggested = 0;
    eachCandidates(asked, others, (report, found) => {
      suggested += agreesOnAll(asked[report]!, others, found, scorer);
    });
    expect(suggested).toBeGreaterThan(60);
  });

  it('does so for people whose records lack fields or have the parts of the name exchanged', () => {
    const change = fc.record({
      report: fc.nat(59),
      exchanged: fc.constantFrom(null, ['given', 'father'], ['given', 'family'], ['father', 'family']),
      unsplit: fc.boolean(),
      lacking: fc.subarray(['motherName', 'birth', 'event', 'places', 'sex', 'identifiers'] as const),
    });
    let suggested = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = changes.map(({ report, exchanged, unsplit, lacking }) => {
          const { names, ...person } = reports[report]!;
          const swapped = names.map(({ raw, parts }) => {
            const [one, two] = exchanged ?? ['given', 'given'];
            const moved = { ...parts, [one!]: parts?.[two as 'given'], [two!]: parts?.[one as 'given'] };
            return parts && !unsplit
              ? { raw: Object.values(moved).filter(Boolean).join(' '), parts: moved }
              : { raw: exchanged ? raw.split(' ').reverse().join(' ') : raw };
          });
          const empty = { motherName: null, birth: null, event: null, places: noPlaces, sex: null, identifiers: [] };
          const record: MatchRecord = { ...person, names: swapped };
          return { ...record, ...Object.fromEntries(lacking.map((field) => [field, empty[field]])) };
        });
        const others = changed.map(compileRecord);
        const scorer = new ReportScorer(new RecordColumns(others));
        for (const { report } of changes) {
          suggested += agreesOnAll(
            compileRecord(reports[report]!),
            others,
            others.map((_, at) => at),
            scorer,
          );
        }
      }),
      { numRuns: 60 },
    );
    expect(suggested).toBeGreaterThan(30);
  });

  it('expects no less of a candidate than the full score finds, in all but one of a thousand', () => {
    const [asked, others] = [reports.map(compileRecord), records.map(compileRecord)];
    const scorer = new ReportScorer(new RecordColumns(others));
    let [pairs, tooLow] = [0, 0];
    eachCandidates(asked, others, (report, found) => {
      scorer.compareWith(asked[report]!);
      for (const at of found) {
        pairs += 1;
        if (scorer.mostWeight(at) < compareRecords(asked[report]!, others[at]!).matchWeight) tooLow += 1;
      }
    });
    expect(tooLow).toBeLessThanOrEqual(pairs / 1000);
  });

  it('forgets the last report when it is asked about the next', () => {
    const [first, second] = [compileRecord(reports[0]!), compileRecord(reports[1]!)];
    const others = records.slice(0, 400).map(compileRecord);
    const scorer = new ReportScorer(new RecordColumns(others));
    const weights = (report: CompiledRecord): number[] => {
      scorer.compareWith(report);
      return others.map((_, at) => scorer.mostWeight(at));
    };
    const before = weights(first);
    weights(second);
    expect(weights(first)).toEqual(before);
    expect(weights(second)).not.toEqual(before);
  });

  it('holds no records at all', () => {
    expect(() => new ReportScorer(new RecordColumns([])).compareWith(compileRecord(reports[0]!))).not.toThrow();
  });
});
