// The population that every row asks: made once by threads, kept under the temporary directory, and read again by whoever runs next with the same sources.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { filedFolder, filedSlice } from './filed-reports.mjs';
import { readKeys, readLines } from './population-slice.mjs';
import { sourceHash } from './source-hash.mjs';

/** Records of one slice: families live in one slice, so the people of one slice are strangers to those of another. */
const sliceRecords = 50_000;

/** What the features of a person depend on: who invents, and who reads names, dates and places. */
const featureSources = [
  ...['data', 'src/demonstration', 'src/evaluation/population-records.ts', 'src/suggestions/match-features.ts'],
  ...['src/evaluation/understood-record.ts', 'src/imports/rows', 'src/imports/mapping', 'src/imports/word-tables.ts'],
  ...['src/person-names/read-names.ts', 'src/places', 'src/reports/read-report.ts', 'src/reports/report-body.ts'],
  ...['src/matching/dates', 'src/matching/places', 'src/matching/text', 'src/matching/names/parse-name.ts'],
];
/** What keys and coded records depend on beside that. */
const compiledSources = [
  ...['src/matching/names', 'src/matching/text', 'src/matching/tables', 'src/matching/model', 'src/matching/sound'],
  ...[
    'src/matching/comparisons',
    'src/matching/blocking.ts',
    'src/matching/compile-record.ts',
    'src/matching/key-hash.ts',
  ],
  ...[
    'src/matching/part-rarity.ts',
    'src/matching/columns/coded-record.ts',
    'src/matching/columns/field-texts.ts',
    'bench/scale/plain-columns.mjs',
  ],
  'bench/scale/population-slice.mjs',
];

/**
 * @param size records and reports in all; each slice has its share of both and a seed of its own
 * @returns where the slices lie, what is true of them, and what was refused; rows of all slices count through
 */
export async function makePopulation({ seed, records, reports, threads, say }) {
  const count = Math.max(1, Math.round(records / sliceRecords));
  const each = { records: Math.ceil(records / count), reports: Math.ceil(reports / count) };
  const home = join(tmpdir(), 'athar-bench-scale');
  const written = sourceHash(featureSources);
  const read = sourceHash(compiledSources);
  const slices = Array.from({ length: count }, (_, at) => {
    const slice = { seed: seed * 1000 + at, ...each };
    const features = join(home, `features-${written}`, `${slice.seed}-${each.records}-${each.reports}`);
    return { slice, features, compiled: join(features, `compiled-${read}`) };
  });
  const cpuSeconds = await makeSlices(slices, threads, say);

  let [row, report, refused] = [0, 0, 0];
  const truth = [];
  for (const slice of slices) {
    const made = JSON.parse(readFileSync(join(slice.features, 'features.json'), 'utf8'));
    Object.assign(slice, { firstRow: row, rows: made.records, firstReport: report, reports: made.reports });
    for (let at = 0; at < made.reports; at++) truth.push([]);
    for (const [ofReport, ofRow] of made.truth) truth[report + ofReport].push(row + ofRow);
    row += made.records;
    report += made.reports;
    refused += made.refused;
  }
  return { slices, records: row, reports: report, refused, truth, cpuSeconds };
}

/** Reports beside those of the population, as many as a service has filed (filed-reports.mjs). @returns where they lie, and the seeds of their slices */
export async function makeFiled({ seed, reports, threads, say }) {
  const home = join(
    tmpdir(),
    'athar-bench-scale',
    `filed-${sourceHash(featureSources)}-${sourceHash(compiledSources)}`,
  );
  const slices = Array.from({ length: Math.max(1, Math.round(reports / filedSlice.reports)) }, (_, at) => {
    const ofSlice = seed * 1000 + 500 + at;
    return { slice: { seed: ofSlice }, filed: filedFolder(home, ofSlice) };
  });
  await makeSlices(slices, threads, say);
  return { folders: slices.map(({ filed }) => filed), seeds: slices.map(({ slice }) => slice.seed) };
}

/** Gives the slices to threads that take the next one when they are done. Returns the CPU seconds of what had to be made. */
async function makeSlices(slices, threads, say) {
  const began = process.cpuUsage();
  let next = 0;
  let done = 0;
  const work = async () => {
    const worker = new Worker(new URL('./slice-worker.mjs', import.meta.url));
    try {
      while (next < slices.length) {
        const asked = slices[next++];
        worker.postMessage(asked);
        await once(worker, 'message');
        done += 1;
        if (done % 5 === 0) say(`population: ${done} of ${slices.length} slices ready`);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, slices.length) }, work));
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Calls back with each line of a file of all slices: `records` and `reports` (features), `coded`, `plain`. */
export function eachLine({ slices }, name, use) {
  let at = 0;
  for (const { features, compiled } of slices) {
    const folder = name === 'coded' || name === 'plain' ? compiled : features;
    for (const line of readLines(folder, name)) use(line, at++);
  }
}

/** Calls back with the keys of all records, slice by slice; rows count through. */
export function eachKeys({ slices }, use) {
  for (const { compiled, firstRow } of slices) use(readKeys(compiled), firstRow);
}
