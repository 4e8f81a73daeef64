import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { writeDetentionCsv } from './detention-csv.js';
import { type DemoRecord, generatePopulation, reportBody } from './population.js';
import { loadSources } from './sources.js';

const size = { seed: 2026, reports: 500, records: 5000 };
const population = generatePopulation(size);
const { reports, records, truth, relatives, tally } = population;

const nameOf = (record: DemoRecord): string => record.full_name ?? record.given_name ?? '';
const shareOfRecords = (holds: (record: DemoRecord) => boolean): number =>
  records.filter(holds).length / records.length;
/** 5,000 draws wander by about 0.7 points (one standard deviation) round 0.5. */
const within = (actual: number, wanted: number, tolerance = 0.025): void => {
  expect(actual).toBeGreaterThan(wanted - tolerance);
  expect(actual).toBeLessThan(wanted + tolerance);
};

describe('an invented population', () => {
  it('is the same to the byte when made again from the same seed', () => {
    expect(JSON.stringify(generatePopulation(size))).toBe(JSON.stringify(population));
  });

  it('has other people for another seed', () => {
    const other = generatePopulation({ ...size, seed: 2027 });
    const names = (list: typeof reports): string => JSON.stringify(list.map(({ sought }) => sought.names));
    expect(names(other.reports)).not.toBe(names(reports));
  });

  it('has exactly as many reports and records as asked for, each with a key of its own', () => {
    expect(reports).toHaveLength(500);
    expect(records).toHaveLength(5000);
    expect(new Set(reports.map(({ key }) => key)).size).toBe(500);
    expect(new Set(records.map(({ id }) => id)).size).toBe(5000);
  });

  it('refuses a size that leaves no room for the people found and their relatives', () => {
    expect(() => generatePopulation({ seed: 1, reports: 10, records: 39 })).toThrow(RangeError);
    expect(() => generatePopulation({ seed: 1, reports: 0, records: 10 })).toThrow(RangeError);
    expect(() => generatePopulation({ seed: 1.5, reports: 1, records: 10 })).toThrow(RangeError);
  });

  it('fills the smallest sizes exactly', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const small = generatePopulation({ seed, reports: 3, records: 12 });
      expect([small.reports.length, small.records.length]).toEqual([3, 12]);
    }
  });
});

describe('the truth kept apart', () => {
  it('names only reports and records that exist', () => {
    const reportKeys = new Set(reports.map(({ key }) => key));
    const recordKeys = new Set(records.map(({ id }) => id));
    for (const { reportKey, recordKey } of [...truth, ...relatives]) {
      expect(reportKeys.has(reportKey)).toBe(true);
      expect(recordKeys.has(recordKey)).toBe(true);
    }
  });

  it('gives a record to one report at most, and never calls a person his own relative', () => {
    expect(new Set(truth.map(({ recordKey }) => recordKey)).size).toBe(truth.length);
    const same = new Set(truth.map(({ reportKey, recordKey }) => `${reportKey} ${recordKey}`));
    expect(relatives.filter(({ reportKey, recordKey }) => same.has(`${reportKey} ${recordKey}`))).toEqual([]);
  });

  it('finds about 60 % of the people sought, in one to three records each', () => {
    const perReport = new Map<string, number>();
    for (const { reportKey } of truth) perReport.set(reportKey, (perReport.get(reportKey) ?? 0) + 1);
    within(perReport.size / reports.length, 0.6, 0.07);
    expect(new Set(perReport.values())).toEqual(new Set([1, 2, 3]));
  });

  it('cannot be read off the order of the records', () => {
    const places = new Map(records.map(({ id }, index) => [id, index]));
    const meanPlace = truth.reduce((sum, { recordKey }) => sum + places.get(recordKey)!, 0) / truth.length;
    within(meanPlace / records.length, 0.5, 0.08);
  });

  it('leaves many records of relatives beside those of the people sought', () => {
    expect(relatives.length).toBeGreaterThan(truth.length / 2);
  });
});

describe('the noise of the records', () => {
  it('gives every record some name and never a national number', () => {
    expect(records.filter((record) => nameOf(record).trim() === '')).toEqual([]);
    expect(records.filter((record) => record.national_number !== undefined)).toEqual([]);
  });

  it('leaves values out as often as real lists do', () => {
    within(
      shareOfRecords((record) => record.mother_name === undefined),
      0.55,
    );
    within(
      shareOfRecords((record) => record.birth_date === undefined),
      0.12,
    );
    within(
      shareOfRecords((record) => record.event_date === undefined),
      0.2,
    );
    within(
      shareOfRecords((record) => record.governorate === undefined),
      0.25,
    );
    within(tally.record_no_father! / records.length, 0.16);
    within(tally.record_no_family! / records.length, 0.08);
    within(tally.record_no_grandfather! / records.length, 0.75);
  });

  it('is in Latin letters for about 38 % of the records and 28 % of the reports', () => {
    within(
      shareOfRecords((record) => /\p{Script=Latin}/u.test(nameOf(record))),
      0.38,
    );
    const latin = reports.filter(({ sought }) => !/\p{Script=Arabic}/u.test(Object.values(sought.names[0]!).join(' ')));
    within(latin.length / reports.length, 0.28, 0.06);
  });

  it('mistypes, confuses and blurs as often as measured on real lists', () => {
    const births = shareOfRecords((record) => record.birth_date !== undefined) * records.length;
    within((tally.record_birth_year_only! + tally.record_birth_about!) / births, 0.42);
    within(tally.record_birth_first_of_january! / births, 0.12);
    within(tally.record_birth_year_off! / births, 0.08);
    within(tally.record_birth_day_month_exchanged! / births, 0.03, 0.012);
    within(tally.record_typos! / tally.record_name_parts!, 0.05, 0.01);
    within(tally.record_parts_confused! / records.length, 0.025, 0.01);
    within(tally.record_wrong_place! / records.length, 0.05, 0.015);
  });

  it('dates events from 2011 to 2020', () => {
    const years = records
      .filter((record) => record.source === 'monitoring-database' && record.event_date !== undefined)
      .map((record) => Number(/\d{4}/u.exec(record.event_date!)?.[0]));
    expect(Math.min(...years)).toBe(2011);
    expect(Math.max(...years)).toBeLessThanOrEqual(2020);
    expect(Math.max(...years)).toBeGreaterThan(2016);
  });
});

describe('nobody can take it for real', () => {
  it('carries the marker in the account of every report', () => {
    expect(reports.filter(({ disappearance }) => !/Athartest|أثرتست/u.test(disappearance.circumstances ?? ''))).toEqual(
      [],
    );
    expect(new Set(reports.map((report) => report.reporter_reference))).toEqual(new Set(['athartest']));
  });

  it('carries the marker in the title and issuer of every source', () => {
    for (const source of loadSources()) {
      expect(source.title).toMatch(/Athartest|أثرتست/u);
      expect(source.issuer).toMatch(/Athartest/u);
    }
  });
});

describe('what is handed on', () => {
  it('sends a report without its key and mark, and every report consents to being searched for', () => {
    expect(Object.keys(reportBody(reports[0]!))).toEqual(['sought', 'disappearance', 'reporter', 'consent']);
    expect(reports.every(({ consent }) => consent.search)).toBe(true);
  });

  it('loses no record on the way into the files', () => {
    const files = writeDetentionCsv(records);
    expect(files.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(records.length);
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  it('was written without a look at the matcher', () => {
    const folder = new URL('.', import.meta.url);
    const code = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    expect(code.filter((file) => readFileSync(new URL(file, folder), 'utf8').includes('/matching/'))).toEqual([]);
  });
});
