import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generatePopulation, linkageFiles } from '../demonstration/index.js';
import { evaluateLinkedPairs } from '../evaluation/index.js';
import { builtInModelFile, compareRecords, compileRecord, modelForSize } from '../matching/index.js';
import { type LinkedRecord, type LinkOptions, type LinkSummary, link } from './link.js';
import { linkageColumns, readHeader } from './linkage-columns.js';
import { projectGazetteer } from './project-gazetteer.js';
import { readPerson } from './read-person.js';
import { readPairs, readRowsById, readTruth } from './read-truth.js';

/** Every run reads the gazetteer, and the machine may be busy elsewhere. */
jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'athar-link-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

interface Linked {
  pairs: Map<string, LinkedRecord[]>;
  summary: LinkSummary;
}

async function linked(reports: string, records: string, options: Partial<LinkOptions> = {}): Promise<Linked> {
  const pairs = new Map<string, LinkedRecord[]>();
  const summary = await link(
    {
      reports,
      records,
      warnings: null,
      search: 'exact',
      top: 10,
      threads: 1,
      explain: null,
      model: builtInModelFile,
      expected: null,
      ...options,
    },
    {
      linked: async (id, found) => {
        pairs.set(id, found);
      },
      progress: () => undefined,
      says: () => undefined,
    },
    new AbortController().signal,
  );
  return { pairs, summary };
}

describe('linking two files of invented people', () => {
  const size = { seed: 3, reports: 40, records: 300 };
  let paths: Record<'reports' | 'records' | 'truth', string>;
  let exact: Linked;

  beforeAll(async () => {
    for (const { fileName, lines } of linkageFiles(generatePopulation(size))) write(fileName, [...lines].join('\n'));
    paths = {
      reports: join(folder, 'reports.csv'),
      records: join(folder, 'records.csv'),
      truth: join(folder, 'truth.csv'),
    };
    exact = await linked(paths.reports, paths.records, { explain: 'en' });
  });

  it('finds nearly everybody who is in the records', async () => {
    const { truth, relatives } = await readTruth(paths.truth);
    const pairs = [...exact.pairs].flatMap(([reportKey, list]) =>
      list.map(({ recordId, matchWeight, probability }) => ({
        reportKey,
        recordKey: recordId,
        weight: matchWeight,
        probability,
      })),
    );
    const figures = evaluateLinkedPairs({ truth, relatives, pairs, groupsOf: () => [] });
    expect(figures.reports_with_true_record).toBeGreaterThan(15);
    expect(figures.recall_at_10).toBeGreaterThan(0.9);
    expect(figures.precision_at_80_percent_recall).toBeGreaterThan(0.8);
  });

  it('gives each report the best of all pairs, with the weight, probability and band that the plain comparison gives', async () => {
    const gazetteer = projectGazetteer();
    const header = readHeader([...linkageColumns], linkageColumns);
    const model = modelForSize(builtInModelFile, size.records);
    const people = async (path: string) => {
      const { rows } = await readRowsById(path, () => true);
      return [...rows].map(([id, cells]) => ({
        id,
        compiled: compileRecord(readPerson(cells, 0, header, gazetteer).person),
      }));
    };
    const records = await people(paths.records);
    for (const report of (await people(paths.reports)).slice(0, 5)) {
      const best = records
        .map(({ id, compiled }) => ({ id, score: compareRecords(report.compiled, compiled, model) }))
        .sort((a, b) => b.score.matchWeight - a.score.matchWeight)
        .slice(0, 10);
      const found = exact.pairs.get(report.id)!;
      expect(
        found.map(({ recordId, matchWeight, probability, band }) => [recordId, matchWeight, probability, band]),
      ).toEqual(best.map(({ id, score }) => [id, score.matchWeight, score.probabilities.same, score.band]));
    }
  });

  it('explains each pair by lines that add up to its weight', () => {
    for (const list of exact.pairs.values()) {
      for (const { explanation, matchWeight } of list) {
        const { startingPoint, rows, total } = JSON.parse(explanation!);
        const sum = rows.reduce((all: number, row: { weight: number }) => all + row.weight, startingPoint.weight);
        expect(total).toBe(matchWeight);
        expect(sum).toBeCloseTo(matchWeight, 6);
      }
    }
  });

  it('finds with the index hardly less than without, and never another weight', async () => {
    const indexed = await linked(paths.reports, paths.records, { search: 'indexed' });
    expect(indexed.summary.search).toBe('indexed');
    const weights = new Map(
      [...exact.pairs].flatMap(([id, list]) => list.map((one) => [`${id} ${one.recordId}`, one.matchWeight])),
    );
    let strong = 0;
    let missed = 0;
    for (const [id, list] of exact.pairs) {
      const there = new Set(indexed.pairs.get(id)!.map(({ recordId }) => recordId));
      for (const { recordId, band } of list) {
        if (band !== 'strong') continue;
        strong += 1;
        if (!there.has(recordId)) missed += 1;
      }
      for (const one of indexed.pairs.get(id)!) {
        const weight = weights.get(`${id} ${one.recordId}`);
        if (weight !== undefined) expect(one.matchWeight).toBe(weight);
      }
    }
    expect(strong).toBeGreaterThan(15);
    expect(missed / strong).toBeLessThan(0.05);
  });

  it('ends between two steps when somebody asks', async () => {
    const asked = new AbortController();
    asked.abort(new Error('enough'));
    const options: LinkOptions = {
      ...paths,
      warnings: null,
      search: 'exact',
      top: 1,
      threads: 1,
      explain: null,
      model: builtInModelFile,
      expected: null,
    };
    const listener = { linked: async () => undefined, progress: () => undefined, says: () => undefined };
    await expect(link(options, listener, asked.signal)).rejects.toThrow('enough');
  });
});

describe('files as people make them', () => {
  const plain = 'id,full_name,birth_date\nA,Samer Hassan Athartest,1984\nB,Rania Yousef Athartest,1990-02-03\n';
  const reports = (): string => write('plain.csv', plain);
  const idsOf = (pairs: Map<string, LinkedRecord[]>, report: string) =>
    pairs.get(report)!.map(({ recordId }) => recordId);

  it.each([
    ['a byte order mark and lines of Windows', `\ufeff${plain.replaceAll('\n', '\r\n')}`],
    ['semicolons', plain.replaceAll(',', ';')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['quotation marks', plain.replaceAll(/^([AB]),([^,]*),/gm, '"$1","$2",')],
    ['headings of their own style', plain.replace('id,full_name,birth_date', ' ID ,Full Name,"BIRTH DATE"')],
    ['blank lines and no end of the last', `${plain.replace('\nB', '\n\n,,\nB').trimEnd()}`],
    ['more columns', plain.replace('birth_date\n', 'birth_date,colour\n')],
  ])('are read with %s', async (_what, text) => {
    const { pairs, summary } = await linked(reports(), write('records.csv', text));
    expect(summary.records).toMatchObject({ rows: 2, unusable: 0 });
    expect(idsOf(pairs, 'A')).toEqual(['A', 'B']);
    expect(idsOf(pairs, 'B')).toEqual(['B', 'A']);
  });

  it('tells columns that mean nothing, and keeps a quotation mark within a name', async () => {
    const text = 'id,full_name,colour\nA,Samer "Abu Ali" Hassan Athartest,red\n"B",Rania Yousef Athartest,\n';
    const { pairs, summary } = await linked(reports(), write('records.csv', text));
    expect(summary.records.ignoredColumns).toEqual(['colour']);
    expect(idsOf(pairs, 'A')).toEqual(['A', 'B']);
  });

  it('keep rows without an id or with one that was there before, and lists an id once with its better row', async () => {
    const text = 'id,full_name\nA,Somebody Else\nA,Samer Hassan Athartest\n,Rania Yousef Athartest\n';
    const path = join(folder, 'warnings.csv');
    const { pairs, summary } = await linked(reports(), write('records.csv', text), { warnings: path });
    expect(summary.records.warnings).toEqual({ 'id.duplicate': 1, 'id.missing': 1 });
    expect(idsOf(pairs, 'A')).toEqual(['A', 'row-4']);
    expect(pairs.get('A')![0]!.band).not.toBeNull();
    expect(readFileSync(path, 'utf8').split('\n')).toEqual([
      'file,row,column,code,value',
      'records,3,id,id.duplicate,A (first in row 2)',
      'records,4,id,id.missing,',
      '',
    ]);
  });

  it('put the rows of a report that is there twice into one list', async () => {
    const twice = write('twice.csv', `${plain}A,Rania Yousef Athartest,1990-02-03\n`);
    const { pairs } = await linked(twice, reports());
    expect([...pairs.keys()]).toEqual(['A', 'B']);
    expect(idsOf(pairs, 'A').sort()).toEqual(['A', 'B']);
    expect(pairs.get('A')!.every(({ band }) => band !== null)).toBe(true);
  });

  it('keep and count rows with nothing usable', async () => {
    const { pairs, summary } = await linked(
      write('empty.csv', `${plain}C,,\nD,?,unknown\n`),
      write('records.csv', `${plain}E,-,\n`),
    );
    expect(summary.reports).toMatchObject({ rows: 4, unusable: 2 });
    expect(summary.records).toMatchObject({ rows: 3, unusable: 1 });
    expect(pairs.get('C')).toEqual([]);
    expect(idsOf(pairs, 'A')).not.toContain('E');
  });

  it.each([
    ['is empty', '', /empty/],
    ['names no column', 'a,b\n1,2\n', /none of the columns/],
    [
      'is in another encoding',
      Buffer.from([0x69, 0x64, 0x2c, 0x66, 0x75, 0x6c, 0x6c, 0x5f, 0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xc3, 0x28]),
      /encoding|UTF-8/,
    ],
    ['never closes a quotation mark', 'id,full_name\n1,"Samer\n', /cannot be read|malformed/i],
  ])('are refused with the reason when one %s', async (_what, text, reason) => {
    const failure = linked(reports(), write('bad.csv', text)).catch(
      (error) => `${error.message} ${error.title} ${error.detail}`,
    );
    expect(await failure).toMatch(reason);
  });

  it('of pairs are read back in the order of their ranks, or of their weights', async () => {
    const ranked = write('pairs.csv', 'rank,report_id,record_id,match_weight\n2,A,x,3\n1,A,y,2\n');
    expect((await readPairs(ranked)).map(({ recordKey }) => recordKey)).toEqual(['y', 'x']);
    const weighed = write('pairs.csv', 'report_id,record_id,probability\nA,x,0.1\nA,y,0.9\n');
    expect((await readPairs(weighed)).map(({ recordKey }) => recordKey)).toEqual(['y', 'x']);
  });
});
