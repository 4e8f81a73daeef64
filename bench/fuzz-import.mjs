// Generated and mutated files of every format through the real service (HTTP, API and worker as processes, parser as its child) up to and with the run.
// Of each: no answer above 499, nothing crashes, it ends where it waits for a person or is over, every row is accounted for, and the same bytes again
// change nothing. Run: npm run fuzz:import -- --runs 1000 [--seed 1] [--first 0] [--format csv-utf8,…] [--at-once 4] [--json]
// A violation is printed with what repeats it: --seed S --first N --runs 1. Exit code 1 when there is one.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Random } from '../dist/demonstration/random.js';
import { fuzzOne } from './fuzz/fuzz-one.mjs';
import { mutated } from './fuzz/mutations.mjs';
import { formatsToFuzz, writtenFile } from './fuzz/written-files.mjs';
import { startService } from './import/service.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    first: { type: 'string', default: '0' },
    format: { type: 'string', default: formatsToFuzz.join(',') },
    'at-once': { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(options.seed);
const first = Number(options.first);
let last = first + Number(options.runs);
const formats = options.format.split(',');
for (const format of formats)
  if (!formatsToFuzz.includes(format)) throw new RangeError(`There is no format "${format}": ${formatsToFuzz}.`);
const say = (text) => process.stderr.write(`${text}\n`);
const mutatedShare = 0.6;

const violations = [];
const counts = Object.fromEntries(formats.map((format) => [format, { generated: 0, mutated: 0, ends: {} }]));
let answers = 0;
let highest = 0;
const fetched = globalThis.fetch;
globalThis.fetch = async (...request) => {
  const answer = await fetched(...request);
  answers++;
  highest = Math.max(highest, answer.status);
  if (answer.status > 499)
    violate(null, `an answer ${answer.status}: ${request[1]?.method ?? 'GET'} ${new URL(request[0]).pathname}`);
  return answer;
};

function violate(run, what) {
  violations.push({ run, what });
  const which =
    run === null ? '' : ` (--seed ${seed} --first ${run.at} --runs 1 --format ${options.format}: ${run.what})`;
  say(`VIOLATION: ${what}${which}`);
}

/** Levels of pino: 50 is an error, which the service never has because of a file. */
function hear(name, line) {
  const entry = line.startsWith('{') ? JSON.parse(line) : null;
  if (entry ? entry.level >= 50 : line.startsWith('ended by itself') || /error|exception/i.test(line))
    violate(null, `${name}: ${line}`);
}

const service = await startService(
  { WORKER_CONCURRENCY: '4', SEARCH_THREADS: '0', LOG_LEVEL: 'warn' },
  { test: true, hear },
);
const database = new pg.Pool({ connectionString: service.databaseUrl, max: 4 });
say(`seed ${seed}, files ${first} to ${last - 1}, at ${service.url}`);
const from = performance.now();
let next = first;
// Ctrl-C: those under way are finished and reported.
process.once('SIGINT', () => {
  last = next;
});
try {
  await Promise.all(Array.from({ length: Number(options['at-once']) }, takeFiles));
} finally {
  await database.end();
  await service.stop();
}
const seconds = (performance.now() - from) / 1000;
report();
process.exit(violations.length > 0 ? 1 : 0);

async function takeFiles() {
  while (next < last) {
    const at = next++;
    const random = new Random((seed * 7_919 + at * 104_729) >>> 0);
    const format = random.pick(formats);
    const isMutated = random.chance(mutatedShare);
    const run = { at, what: `${isMutated ? 'mutated' : 'generated'} ${format}` };
    try {
      const file = await writtenFile(format, random);
      const bytes = isMutated ? await mutated(format, file.bytes, random) : file.bytes;
      const end = await fuzzOne({ ...service, database }, { ...file, bytes, isMutated }, random);
      counts[format][isMutated ? 'mutated' : 'generated']++;
      counts[format].ends[end] = (counts[format].ends[end] ?? 0) + 1;
    } catch (error) {
      violate(run, error.name === 'Error' && error.constructor.name === 'Violation' ? error.message : error.stack);
    }
    if ((at + 1 - first) % 200 === 0) say(`${at + 1 - first} files, ${violations.length} violations`);
  }
}

function report() {
  if (options.json) {
    console.log(
      JSON.stringify({ seed, first, runs: last - first, seconds, answers, highest, counts, violations }, null, 2),
    );
    return;
  }
  for (const [format, { generated, mutated: changed, ends }] of Object.entries(counts)) {
    console.log(`${format.padEnd(16)} ${generated} generated, ${changed} mutated`);
    for (const [end, n] of Object.entries(ends).sort((a, b) => b[1] - a[1]))
      console.log(`  ${String(n).padStart(6)} ${end}`);
  }
  console.log(
    `seed ${seed}: ${last - first} files in ${Math.round(seconds)} s (${Math.round(((last - first) / seconds) * 60)} a minute), ${answers} answers, ` +
      `the highest ${highest}; ${violations.length} violations`,
  );
}
