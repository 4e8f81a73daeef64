import { beforeAll, describe, expect, it } from '@jest/globals';
import { generatePopulation } from '../demonstration/index.js';
import type { Columns, NameColumn } from '../matching/columns/column-data.js';
import { comparedFields } from '../matching/compare-records.js';
import {
  type CodedName,
  type CodedRecord,
  ColumnBuilder,
  type CompiledName,
  type CompiledRecord,
  codeRecord,
  compareRecords,
  compileName,
  compileRecord,
  decodeField,
  eachCandidates,
  KeyIndexBuilder,
  memoryOf,
  nameRoles,
  PackedColumns,
  packColumns,
} from '../matching/index.js';
import { tokenOf } from '../matching/names/token.js';
import { consonantsApart } from '../matching/names/token-codes.js';
import { readPopulation } from './population-records.js';

/** A name with nothing of what its source wrote beside the spellings. */
function nameOf({ told, sure, parts }: CodedName): CompiledName {
  const all = parts.map(([written, role]) => ({ written, token: tokenOf(written), role: nameRoles[role] ?? null }));
  return {
    ...compileName(''),
    key: all.map(({ written, role }) => `${role ?? ''}:${written}`).join(' '),
    parse: { ...compileName('').parse, confidence: sure },
    parts: all,
    rolesGiven: told,
  };
}

function recordOf({ names, mother, fields }: CodedRecord): CompiledRecord {
  const decoded = comparedFields.map((field) => [field, decodeField(field, fields[field])] as const);
  const of = Object.fromEntries(decoded) as Record<(typeof comparedFields)[number], CompiledRecord>;
  return {
    source: { ...of.birth.source, sex: of.sex.source.sex },
    names: names.map(nameOf),
    mother: mother && nameOf(mother),
    kunyas: of.kunya.kunyas,
    birth: of.birth.birth,
    event: of.event.event,
    places: of.places.places,
    identifiers: of.identifiers.identifiers,
  };
}

/** A row of the columns as the code that it was made from. */
function rowOf({ names, mothers, parts, spellings, fields }: Columns, row: number): CodedRecord {
  const partsOf = (column: NameColumn, name: number): CodedName['parts'] =>
    [...column.parts.slice(column.starts[name], column.starts[name + 1])].map((part) => [
      spellings.text(parts.spelling[part]!),
      parts.role[part]!,
    ]);
  const namesOf = (column: NameColumn): CodedName[] => {
    const [from, to] = [column.first[row]!, column.first[row + 1]!];
    return Array.from({ length: to - from }, (_, at) => ({
      told: column.told[from + at] === 1,
      sure: column.sure[from + at]!,
      parts: partsOf(column, from + at),
    }));
  };
  const texts = comparedFields.map((field) => [field, fields[field].values.text(fields[field].ids[row]!)]);
  return { names: namesOf(names), mother: namesOf(mothers)[0] ?? null, fields: Object.fromEntries(texts) };
}

describe('records as the columns hold them', () => {
  let reports: CompiledRecord[];
  let records: CompiledRecord[];

  beforeAll(() => {
    const population = readPopulation(generatePopulation({ seed: 11, reports: 150, records: 1500 }));
    reports = population.reports.map(({ features }) => compileRecord(features));
    records = population.records.map(({ features }) => compileRecord(features));
  });

  it('are compared exactly as the records that they were made from', () => {
    const stored = (record: CompiledRecord): CompiledRecord =>
      recordOf(JSON.parse(JSON.stringify(codeRecord(record))) as CodedRecord);
    const [ofReports, ofRecords] = [reports.map(stored), records.map(stored)];
    let pairs = 0;
    eachCandidates(reports, records, (report, found) => {
      for (const record of [...found, (report * 7) % records.length]) {
        pairs += 1;
        const before = compareRecords(reports[report]!, records[record]!);
        expect(compareRecords(ofReports[report]!, ofRecords[record]!).matchWeight).toBe(before.matchWeight);
      }
    });
    expect(pairs).toBeGreaterThan(1000);
  });

  it('come out of the columns as they went in, also while more are added', () => {
    const builder = new ColumnBuilder();
    const columns = builder.columns();
    const coded = [...records, ...reports].map(codeRecord);
    for (const [at, one] of coded.entries()) {
      expect(builder.add(one)).toBe(at);
      expect(rowOf(columns, at)).toEqual(one);
    }
    expect(columns.rows).toBe(coded.length);
    expect(coded.map((_, at) => rowOf(columns, at))).toEqual(coded);
    expect(columns.fields.sex.values.count).toBe(3);
    expect(columns.spellings.count).toBeLessThan(columns.parts.count);
  });

  it('are the same when the columns are packed, the commonest parts and values first', () => {
    const builder = new ColumnBuilder();
    const coded = records.map(codeRecord);
    for (const one of coded) builder.add(one);
    const arrays = packColumns(builder.columns());
    const packed = new PackedColumns(arrays);
    expect(packed.rows).toBe(coded.length);
    expect(coded.map((_, at) => rowOf(packed, at))).toEqual(coded);
    const uses = new Array<number>(packed.parts.count).fill(0);
    for (const part of [...packed.names.parts, ...packed.mothers.parts]) uses[part]! += 1;
    expect(uses).toEqual([...uses].sort((a, b) => b - a));
    expect(packed.fields.birth.values.text(0)).toBe('');
    const again = new PackedColumns(packColumns(packed, packed.spellings));
    expect(coded.map((_, at) => rowOf(again, at))).toEqual(coded);
    const { bytes, perMillionRows } = memoryOf(arrays, new KeyIndexBuilder().pack());
    expect(bytes.names).toBeGreaterThan(coded.length * 20);
    // Without keys; few rows share their lists less than a million do, where all this takes 86 MB.
    expect(perMillionRows).toBeLessThan(120e6);
  });

  it('are found by every spelling that may stand for one of theirs', () => {
    const builder = new ColumnBuilder();
    const { spellings } = builder.columns();
    for (const record of records.slice(0, 600)) builder.add(codeRecord(record));
    const asked = ['Mohd', 'م', 'K', 'Husein', 'عبدالرحمن', 'Nour-din', '?'];
    for (const record of records.slice(1200, 1250))
      asked.push(...record.names[0]!.parts.map(({ token }) => token.text));
    for (const token of asked.map(tokenOf)) {
      const near = new Set(spellings.near(token));
      expect(near.size).toBe(spellings.near(token).length);
      for (let id = 0; id < spellings.count; id++) {
        const other = spellings.token(id);
        const meets =
          token.isInitial ||
          other.isInitial ||
          token.folded === other.folded ||
          token.aliases.some((group) => other.aliases.includes(group)) ||
          !consonantsApart(token.codes, other.codes);
        if (meets) expect(near).toContain(id);
      }
    }
    expect(spellings.near(tokenOf('Husein')).length).toBeLessThan(spellings.count / 3);
  });
});
