import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { writeDetentionCsv } from './detention-csv.js';
import { type DemoRecord, generatePopulation } from './population.js';

describe('the files of detention records', () => {
  const { records } = generatePopulation({ seed: 4, reports: 50, records: 1000 });
  const files = writeDetentionCsv(records);

  it('can be read back by a CSV reader without losing a cell', () => {
    const english = files.find(({ source }) => source.key === 'monitoring-database')!;
    const rows = parse(`${[...english.lines].join('\r\n')}\r\n`, { columns: true }) as Record<string, string>[];
    const written = records.filter(({ source }) => source === 'monitoring-database');
    expect(rows).toHaveLength(written.length);
    expect(rows.map(({ facility }) => facility)).toEqual(written.map(({ facility }) => facility ?? ''));
  });

  it('have Arabic headings where the document is Arabic', () => {
    const register = files.find(({ source }) => source.key === 'registry-office')!;
    expect([...register.lines][0]).toMatch(/^التسلسل,الاسم الأول,اسم الأب,/u);
  });

  it('give the same lines when read twice', () => {
    for (const { lines } of files) expect([...lines]).toEqual([...lines]);
  });

  it('quote commas and quotation marks', () => {
    const row: DemoRecord = { id: 'demo-1', source: 'border-hospital', full_name: 'A "B", C' };
    expect([...writeDetentionCsv([row])[0]!.lines][1]).toBe('demo-1,"A ""B"", C",,,,');
  });
});
