import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { athar, RunningCommand } from '../support/command.js';

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'athar-link-'));
const at = (name: string): string => join(folder, name);
const rows = (name: string): Record<string, string>[] => parse(readFileSync(at(name)), { columns: true });
const files = ['--reports', at('reports.csv'), '--records', at('records.csv')];
/** No database and no queue are near. */
const alone = { env: { DATABASE_URL: undefined, REDIS_URL: undefined } };
const run = (...args: string[]) => athar(args, alone);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('athar link and evaluate, on files and without a database', () => {
  beforeAll(async () => {
    const made = await run('demo', 'population', '--reports', '60', '--records', '600', '--seed', '5', '--out', folder);
    expect(made.code).toBe(0);
  });

  it('write the population that they are tried on: reports, records and the truth', () => {
    expect(rows('reports.csv')).toHaveLength(60);
    expect(rows('records.csv')).toHaveLength(600);
    expect(new Set(rows('truth.csv').map(({ kind }) => kind)).has('same')).toBe(true);
  });

  it('give the same pairs byte for byte with one thread and with three', async () => {
    for (const threads of ['1', '3']) {
      const { code, out } = await run(
        'link',
        ...files,
        '--out',
        at(`pairs-${threads}.csv`),
        '--threads',
        threads,
        '--top',
        '12',
      );
      expect(code).toBe(0);
      expect(out).toMatch(/60 reports, 600 records: 720 pairs \(exact search/);
    }
    expect(readFileSync(at('pairs-3.csv'), 'utf8')).toBe(readFileSync(at('pairs-1.csv'), 'utf8'));
  });

  it('write the columns that are documented, ranks from one up, the heavier pair first', () => {
    const pairs = rows('pairs-1.csv');
    expect(Object.keys(pairs[0]!)).toEqual(['report_id', 'record_id', 'match_weight', 'probability', 'band', 'rank']);
    pairs.forEach((pair, index) => {
      expect(pair.match_weight).toMatch(/^-?\d+\.\d\d$/);
      expect(Number(pair.probability)).toBeGreaterThan(0);
      expect(Number(pair.probability)).toBeLessThan(1);
      expect(['strong', 'worth_a_look', 'weak', '']).toContain(pair.band);
      expect(pair.rank).toBe(String((index % 12) + 1));
      if (pair.rank !== '1')
        expect(Number(pair.match_weight)).toBeLessThanOrEqual(Number(pairs[index - 1]!.match_weight));
    });
  });

  it('explain each pair as JSON whose lines add up to the weight', async () => {
    const options = ['--explain', '--language', 'ar', '--top', '3', '--threads', '2'];
    const { code } = await run('link', ...files, '--out', at('explained.csv'), ...options);
    expect(code).toBe(0);
    const pairs = rows('explained.csv');
    expect(pairs).toHaveLength(180);
    for (const pair of pairs) {
      const { startingPoint, rows: lines, total } = JSON.parse(pair.explanation!);
      const sum = lines.reduce((all: number, line: { weight: number }) => all + line.weight, startingPoint.weight);
      expect(total.toFixed(2)).toBe(pair.match_weight);
      expect(sum).toBeCloseTo(total, 6);
    }
  });

  it('evaluate a file of pairs, and two files that are linked for it, alike', async () => {
    const truth = ['evaluate', '--truth', at('truth.csv'), '--json'];
    const ofFile = JSON.parse((await run(...truth, '--pairs', at('pairs-1.csv'))).out);
    expect(ofFile.recall_at_10).toBeGreaterThan(0.9);
    expect(ofFile.recall_at_1).toBeGreaterThan(0.8);
    expect(ofFile.reliability).toHaveLength(10);
    const linked = JSON.parse((await run(...truth, ...files, '--top', '12', '--threads', '2')).out);
    expect(linked).toMatchObject({
      recall_at_1: ofFile.recall_at_1,
      recall_at_10: ofFile.recall_at_10,
      precision_at_80_percent_recall: ofFile.precision_at_80_percent_recall,
      pairs: 720,
    });
    expect(linked.cpu_ms_per_report).toBeGreaterThan(0);
    const { out } = await run('evaluate', '--truth', at('truth.csv'), '--pairs', at('pairs-1.csv'), ...files);
    expect(out).toMatch(/recall@10 +0\.9/);
    expect(out).toMatch(/worst group: /);
  });

  it('end with code 3 when rows hold nothing, and tell which only in the file asked for', async () => {
    writeFileSync(
      at('dirty.csv'),
      '\ufeffID;Full Name;colour\r\n1;Samer Athartest;red\r\n1;Rania Athartest;\r\n;;\r\n2;?;x\r\n',
    );
    const options = ['--records', at('records.csv'), '--out', at('dirty-pairs.csv'), '--warnings', at('warnings.csv')];
    const { code, err } = await run('link', '--reports', at('dirty.csv'), ...options);
    expect(code).toBe(3);
    expect(err).toMatch(/reports: 1 of 3 rows hold nothing/);
    expect(err).toMatch(/not read: colour/);
    expect(err).not.toMatch(/Samer|Rania/);
    expect(rows('warnings.csv').filter(({ file }) => file === 'reports')).toEqual([
      { file: 'reports', row: '3', column: 'id', code: 'id.duplicate', value: '1 (first in row 2)' },
      { file: 'reports', row: '5', column: '', code: 'row.nothing_usable', value: '' },
    ]);
  });

  it('leave nothing half written when they are stopped, and what was there before stays', async () => {
    writeFileSync(at('kept.csv'), 'as it was\n');
    const command = new RunningCommand(['link', ...files, '--out', at('kept.csv'), '--threads', '2'], alone);
    await command.says(/About .* pairs/);
    command.child.kill('SIGINT');
    const { code, err } = await command.ended;
    expect(code).toBe(1);
    expect(err).toMatch(/Nothing was written/);
    expect(readFileSync(at('kept.csv'), 'utf8')).toBe('as it was\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    [
      'a file that is not there',
      ['--reports', '/nowhere.csv', '--records', at('records.csv'), '--out', at('x.csv')],
      /not a file/,
    ],
    ['an output in place of an input', [...files, '--out', at('records.csv')], /must not take the place/],
    [
      'a file without any column',
      ['--reports', at('empty.csv'), '--records', at('records.csv'), '--out', at('x.csv')],
      /none of the columns/,
    ],
  ])('refuse %s', async (_what, options, reason) => {
    writeFileSync(at('empty.csv'), 'a,b\n1,2\n');
    const { code, err } = await run('link', ...options);
    expect(code).toBe(2);
    expect(err).toMatch(reason);
    expect(readdirSync(folder)).not.toContain('x.csv');
  });
});
