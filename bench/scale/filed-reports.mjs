// Reports in the number that a service has filed over the years: read and coded only, without the records of their populations.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generatePopulation } from '../../dist/demonstration/index.js';
import { codeRecord } from '../../dist/matching/columns/coded-record.js';
import { blockingKeys, compileRecord } from '../../dist/matching/index.js';
import { keepLines, linesFile, threadReader } from './population-slice.mjs';

/** Of each slice of `records` invented records this many people are reported missing. */
export const filedSlice = { reports: 12_500, records: 50_000 };

/** A line for each report: features, coded record, keys. */
export function makeFiledReports(folder, { seed }) {
  if (existsSync(linesFile(folder, 'filed'))) return;
  const lines = generatePopulation({ seed, ...filedSlice }).reports.map((report) => {
    const { features } = threadReader().report(report);
    const compiled = compileRecord(features);
    return JSON.stringify({
      features,
      coded: codeRecord(compiled),
      keys: blockingKeys(compiled, 'report').map(({ key }) => key),
    });
  });
  keepLines(folder, 'filed', lines);
}

/** Where the slice lies that holds reports from `at * 12,500` on. */
export const filedFolder = (home, at) => join(home, `filed-${at}`);
