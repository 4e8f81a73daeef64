// One slice of the population, made and kept in files: what is written of each person (features), and what the matcher makes of it (compiled).
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { generatePopulation } from '../../dist/demonstration/index.js';
import { populationReader } from '../../dist/evaluation/population-records.js';
import { codeRecord } from '../../dist/matching/columns/coded-record.js';
import { blockingKeys, compileRecord } from '../../dist/matching/index.js';
import { plainColumns } from './plain-columns.mjs';

/** One for each thread: it remembers what places it has read. */
let reader;
export const threadReader = () => {
  reader ??= populationReader();
  return reader;
};

/** Invents the slice and reads it as the service would. Rows that the import would not take are counted and left out. */
export function makeFeatures(folder, { seed, reports, records }) {
  if (existsSync(join(folder, 'features.json'))) return;
  const population = generatePopulation({ seed, reports, records });
  const { report, record } = threadReader();
  const read = {
    reports: population.reports.map(report),
    records: population.records.flatMap((one) => record(one) ?? []),
  };
  const places = new Map(read.records.map(({ key }, at) => [key, at]));
  const reportPlaces = new Map(read.reports.map(({ key }, at) => [key, at]));
  // A true pair of a record that is left out is nothing that a search could find.
  const truth = population.truth.flatMap(({ reportKey, recordKey }) =>
    places.has(recordKey) ? [[reportPlaces.get(reportKey), places.get(recordKey)]] : [],
  );
  for (const side of ['records', 'reports'])
    keepLines(
      folder,
      side,
      read[side].map(({ features }) => JSON.stringify(features)),
    );
  const refused = population.records.length - read.records.length;
  keep(
    folder,
    'features.json',
    JSON.stringify({ records: read.records.length, reports: read.reports.length, refused, truth }),
  );
}

/** Compiles each record once: its keys, its coded form, and the plain columns of the baselines. */
export function makeCompiled(folder, into) {
  if (existsSync(join(into, 'compiled.json'))) return;
  const coded = [];
  const plain = [];
  const starts = [0];
  const keys = [];
  const bits = [];
  for (const line of readLines(folder, 'records')) {
    const record = compileRecord(JSON.parse(line));
    for (const one of blockingKeys(record, 'record')) {
      keys.push(one.key);
      bits.push(one.bits);
    }
    starts.push(keys.length);
    coded.push(JSON.stringify(codeRecord(record)));
    plain.push(plainColumns(record));
  }
  mkdirSync(into, { recursive: true });
  keepLines(into, 'coded', coded);
  keepLines(into, 'plain', plain);
  const numbers = Buffer.concat([
    bytesOf(Int32Array.from(starts)),
    bytesOf(Int32Array.from(keys)),
    bytesOf(Float32Array.from(bits)),
  ]);
  keep(into, 'keys.bin', numbers);
  keep(into, 'compiled.json', JSON.stringify({ records: starts.length - 1, keys: keys.length, coded: coded.length }));
}

/** Keys of the records of one slice: those of record r from starts[r] up to starts[r + 1]. */
export function readKeys(into) {
  const { records, keys } = JSON.parse(readFileSync(join(into, 'compiled.json'), 'utf8'));
  const { buffer, byteOffset } = readFileSync(join(into, 'keys.bin'));
  const copy = buffer.slice(byteOffset, byteOffset + 4 * (records + 1 + 2 * keys));
  return {
    starts: new Int32Array(copy, 0, records + 1),
    keys: new Int32Array(copy, 4 * (records + 1), keys),
    bits: new Float32Array(copy, 4 * (records + 1 + keys), keys),
  };
}

export const linesFile = (folder, name) => join(folder, `${name}.lines.gz`);

/** The lines of one file of a slice. */
export function readLines(folder, name) {
  const text = gunzipSync(readFileSync(linesFile(folder, name))).toString('utf8');
  return text === '' ? [] : text.split('\n');
}

const bytesOf = (numbers) => Buffer.from(numbers.buffer);
export const keepLines = (folder, name, lines) =>
  keep(folder, `${name}.lines.gz`, gzipSync(lines.join('\n'), { level: 1 }));

/** Under another name first: a file that was cut short is never taken for a whole one. */
function keep(folder, name, content) {
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${name}.${process.pid}.unfinished`);
  writeFileSync(unfinished, content);
  renameSync(unfinished, join(folder, name));
}
