// How many pairs of names and records are compared in a second of one core, beside fastest-levenshtein, jaro-winkler and fuse.js on the same pairs in the same
// rounds. Invented people only. Run: npm run bench:matching [-- --json] [-- --reports 300] [-- --rounds 7]
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import jaroWinkler from 'jaro-winkler';
import { generatePopulation } from '../dist/demonstration/index.js';
import { readPopulation } from '../dist/evaluation/population-records.js';
import {
  builtInModel,
  ColumnBuilder,
  codeRecord,
  compareRecords,
  compileRecord,
  eachCandidates,
  RecordSearch,
} from '../dist/matching/index.js';
import { compareNames } from '../dist/matching/names/compare-names.js';
import { compareTokens } from '../dist/matching/names/compare-tokens.js';
import { consonantsApart, equalSpelling, sameConsonants, withinOneSlip } from '../dist/matching/names/token-codes.js';
import { knownNames } from '../dist/matching/sound/known-names.js';
import { likelihood } from '../dist/matching/sound/likelihood.js';
import { emissions } from '../dist/matching/sound/sound-model.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    reports: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '7' },
    seed: { type: 'string', default: '20261122' },
  },
});
const size = { seed: Number(options.seed), reports: Number(options.reports), records: Number(options.reports) * 20 };
const rounds = Number(options.rounds);

const population = readPopulation(generatePopulation(size));
const reports = population.reports.map(({ features }) => compileRecord(features));
const records = population.records.map(({ features }) => compileRecord(features));
const candidates = [];
eachCandidates(reports, records, (report, found) => candidates.push({ report, found }));
const candidatePairs = candidates.reduce((sum, { found }) => sum + found.length, 0);

// Every query with every name of a list, because that is the only question that fuse.js answers.
const every = (list, count) => Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]);
const distinct = (list, keyOf) => [...new Map(list.map((item) => [keyOf(item), item])).values()];
const namesOf = (people) => people.flatMap(({ names }) => names).filter(({ parts }) => parts.length > 1);
const tokensOf = (people) =>
  distinct(
    namesOf(people).flatMap(({ parts }) => parts.map(({ token }) => token)),
    ({ id }) => id,
  );
const tokenQueries = every(tokensOf(reports), 60);
const tokenList = every(tokensOf(records), 1000);
const nameQueries = every(namesOf(reports), 20);
const nameList = every(namesOf(records), 500);
const nameText = ({ parts }) => parts.map(({ token }) => token.text).join(' ');
const tokenTexts = [tokenQueries, tokenList].map((list) => list.map(({ text }) => text));
const nameTexts = [nameQueries, nameList].map((list) => list.map(nameText));

const crossed = (queries, list, compare) => () => {
  let found = 0;
  for (const query of queries) for (const item of list) found += compare(query, item);
  return { pairs: queries.length * list.length, found };
};
const searched = ([queries, list]) => {
  const fuse = new Fuse(list, { includeScore: true, threshold: 0.4 });
  return () => {
    let found = 0;
    for (const query of queries) found += fuse.search(query).length;
    return { pairs: queries.length * list.length, found };
  };
};
const asked = (question) => crossed(tokenQueries, tokenList, (a, b) => (question(a.codes, b.codes) ? 1 : 0));

const sounds = every(knownNames, 60).map(({ sound }) => sound);
const written = every(
  tokensOf(records).filter(({ script, readings }) => script === 'Latn' && readings.length > 0),
  1000,
);
for (const token of written)
  compareTokens(
    token,
    tokenQueries.find(({ script }) => script === 'Arab'),
  ); // fills what each may stand for
const spellings = written.flatMap(({ meaning }) => (meaning ? [meaning.readings[0].sound] : []));

const builder = new ColumnBuilder();
for (const record of records) builder.add(codeRecord(record));
const search = new RecordSearch(builder.columns(), 'report');
const suggested = { least: builtInModel.suggestAtMatchWeight.weak, most: Number.POSITIVE_INFINITY };
const inFull = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
const scanned = every(reports, 20);
const sampled = candidates
  .flatMap(({ report, found }) => found.map((record) => [report, record]))
  .filter((_, at) => at % 10 === 0);

const rows = {
  tokens: {
    'equal spelling': asked(equalSpelling),
    'one slip apart': asked(withinOneSlip),
    'same consonants': asked(sameConsonants),
    'consonants apart': asked(consonantsApart),
    'all four questions': asked(
      (a, b) => equalSpelling(a, b) || (!consonantsApart(a, b) && (withinOneSlip(a, b) || sameConsonants(a, b))),
    ),
    'cost model, uncached': crossed(sounds, spellings, (a, b) => likelihood(a, b, emissions.probability)),
    'comparison as used, kept by pair': crossed(tokenQueries, tokenList, (a, b) => compareTokens(a, b).similarity),
    'fastest-levenshtein': crossed(...tokenTexts, distance),
    'jaro-winkler': crossed(...tokenTexts, jaroWinkler),
    'fuse.js': searched(tokenTexts),
  },
  names: {
    'comparison of names': crossed(nameQueries, nameList, (a, b) => compareNames(a, b).similarity),
    'fastest-levenshtein': crossed(...nameTexts, distance),
    'jaro-winkler': crossed(...nameTexts, jaroWinkler),
    'fuse.js': searched(nameTexts),
  },
  records: {
    'candidates decided, suggested ones weighed': () => {
      let found = 0;
      for (const { report, found: list } of candidates)
        found += search.among(reports[report], list, list.length, suggested).length;
      return { pairs: candidatePairs, found };
    },
    'candidates weighed in full': () => {
      let found = 0;
      for (const { report, found: list } of candidates)
        found += search.among(reports[report], list, list.length, inFull).length;
      return { pairs: candidatePairs, found };
    },
    'all records weighed in full': () => {
      let found = 0;
      for (const report of scanned) found += search.exact(report, inFull).length;
      return { pairs: scanned.length * records.length, found };
    },
    'all records decided, suggested ones weighed': () => {
      let found = 0;
      for (const report of scanned) found += search.exact(report, suggested).length;
      return { pairs: scanned.length * records.length, found };
    },
    compareRecords: () => {
      let found = 0;
      for (const [report, record] of sampled)
        if (compareRecords(reports[report], records[record]).band !== null) found++;
      return { pairs: sampled.length, found };
    },
  },
};

const cpuMicroseconds = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const measured = Object.entries(rows).flatMap(([kind, ofKind]) =>
  Object.entries(ofKind).map(([name, run]) => ({ kind, name, run, perSecond: [], first: 0, pairs: 0, found: 0 })),
);
/** Short rows are repeated, so that each is timed for long enough. */
const atLeastMicroseconds = 60_000;
for (let round = 0; round <= rounds; round++) {
  for (const row of measured) {
    const began = cpuMicroseconds();
    let pairs = 0;
    let spent = 0;
    do {
      const result = row.run();
      pairs += result.pairs;
      Object.assign(row, { pairs: result.pairs, found: result.found });
      spent = cpuMicroseconds() - began;
    } while (spent < atLeastMicroseconds && round > 0);
    // The first round also compiles and fills what is kept by pair of spellings.
    if (round === 0) row.first = (pairs / spent) * 1e6;
    else row.perSecond.push((pairs / spent) * 1e6);
  }
}

/** Bytes that a call leaves behind, over calls that stay below one collection. */
const bytesPerCall = (run) => {
  const { pairs } = run();
  const before = process.memoryUsage().heapUsed;
  run();
  return Math.max(0, (process.memoryUsage().heapUsed - before) / pairs);
};
const left = {
  'all four questions': bytesPerCall(rows.tokens['all four questions']),
  'cost model, uncached': bytesPerCall(rows.tokens['cost model, uncached']),
  'all records decided': bytesPerCall(rows.records['all records decided, suggested ones weighed']),
};

const results = measured.map(({ kind, name, perSecond, first, pairs, found }) => ({
  kind,
  name,
  pairs,
  found,
  perSecond: median(perSecond),
  slowest: Math.min(...perSecond),
  fastest: Math.max(...perSecond),
  firstRound: first,
}));
const rateOf = (kind, name) => results.find((row) => row.kind === kind && row.name === name)?.perSecond;
for (const row of results) {
  row.timesFuse = rateOf(row.kind, 'fuse.js') === undefined ? null : row.perSecond / rateOf(row.kind, 'fuse.js');
  row.timesLevenshtein =
    rateOf(row.kind, 'fastest-levenshtein') === undefined
      ? null
      : row.perSecond / rateOf(row.kind, 'fastest-levenshtein');
}
const machine = { processor: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0], node: process.version };

if (options.json) {
  console.log(JSON.stringify({ size, rounds, candidatePairs, machine, results, bytesLeftPerPair: left }, null, 2));
} else {
  console.log(
    `${size.reports} reports, ${size.records} records, ${candidatePairs} candidate pairs, seed ${size.seed}; ${rounds} interleaved rounds, processor time.`,
  );
  console.log(
    `${machine.processor}, ${machine.cores} cores, load ${machine.load.toFixed(1)}, Node ${machine.node}. Median (slowest to fastest round; first round).`,
  );
  const rate = (perSecond) =>
    (perSecond >= 1e5 ? `${(perSecond / 1e6).toFixed(2)} M` : `${(perSecond / 1e3).toFixed(1)} k`).padStart(9);
  const times = (ratio, of) =>
    ratio === null ? '' : `  ${(ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)).padStart(6)} x ${of}`;
  for (const row of results) {
    const range = `(${rate(row.slowest).trim()} to ${rate(row.fastest).trim()}; ${rate(row.firstRound).trim()})`;
    console.log(
      `${row.kind.padEnd(8)} ${row.name.padEnd(44)} ${rate(row.perSecond)} pairs/s ${range.padEnd(34)}${times(row.timesFuse, 'fuse.js')}${times(row.timesLevenshtein, 'levenshtein')}`,
    );
  }
  for (const [name, bytes] of Object.entries(left))
    console.log(`left on the heap by ${name}: ${bytes.toFixed(2)} bytes a pair`);
}
