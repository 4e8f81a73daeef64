// Hostile input of every kind against the running service, for as long as one likes. Run: npm run fuzz -- --minutes 10 [--seed 1] [--surface api,names,lines]
// [--operation "POST /v1/reports"] [--json]. api: every operation that the served document describes, as described and spoiled. names: whatever reads names,
// dates, places and lists, in this process. lines: request lines that no client writes. Held: no answer above 499 but a 503 that says when to come back,
// nothing crashes, every refusal is problem+json and repeats no name, nothing that was taken in stops the worker. What is found is kept in test/fuzz-corpus
// and sent again with every run of the tests. docs/fuzzing.md. Exit code 1 when something was found.
import { parseArgs } from 'node:util';
import { withDatabase } from './support/matrix/with-database.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    surface: { type: 'string', default: 'names,lines,api' },
    operation: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(options.seed);
const surfaces = options.surface.split(',');
for (const surface of surfaces)
  if (!['api', 'names', 'lines'].includes(surface)) throw new RangeError(`There is no surface "${surface}".`);
const say = (text) => process.stderr.write(`${text}\n`);
/** A world wears out: sessions end, cases are closed, receipts are revoked. */
const worldMinutes = 10;
/** Ctrl-C, or an end from outside: what is under way is finished and told, and the servers are stopped. */
let over = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    over = true;
  });
const share = (Number(options.minutes) * 60_000) / surfaces.length;
Object.assign(process.env, {
  READS_PER_HOUR: '10000',
  READS_PER_DAY: '100000',
  IMPORT_FILES_PER_DAY: '1000000',
  // The worker marks what it could not do again soon, so that what it cannot do is seen.
  SEARCH_THREADS: '0',
});

const totals = { api: null, names: null, lines: null };
const findings = [];
const kinds = new Set();
const began = performance.now();
say(`seed ${seed}`);
if (surfaces.includes('names')) await fuzzNames();
if (surfaces.includes('lines')) await inWorlds(fuzzLines);
if (surfaces.includes('api')) await inWorlds(fuzzApi);
report();
process.exit(findings.length > 0 ? 1 : 0);

async function note(found) {
  const { keep } = await import('./support/fuzz/corpus.ts');
  for (const finding of found) {
    findings.push(finding);
    // The first of a kind: a thousand inputs that do the same are one finding.
    const kind = `${finding.surface} ${finding.what} ${finding.input?.operation ?? finding.input?.reader ?? ''}`;
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    // What the service did by itself has no input that could be sent again.
    say(finding.input === null ? `FOUND ${kind}` : `FOUND ${kind}: test/fuzz-corpus/${keep(finding)}`);
  }
}

async function fuzzNames() {
  await import('./support/register-typescript.mjs');
  const { NamesSurface } = await import('./support/fuzz/names-surface.ts');
  const surface = new NamesSurface();
  const until = performance.now() + share;
  for (let batch = 0; performance.now() < until && !over; batch++) {
    await note(await surface.run(seed + batch, 200));
    if (batch % 50 === 49) say(`names: ${surface.counts.total} texts, ${findings.length} found`);
  }
  totals.names = { total: surface.counts.total, classes: surface.counts.classes, slowest: surface.slowest };
}

/** One world after the other until the time is over; making one does not count. */
async function inWorlds(work) {
  let left = share;
  for (let round = 0; left > 0 && !over; round++)
    await withDatabase(async () => {
      const { startApplication } = await import('./support/application.ts');
      const application = await startApplication({ config: { logLevel: 'warn' } });
      try {
        const spent = await work(application, round, Math.min(left, worldMinutes * 60_000));
        left -= spent;
        await note(await afterwards(application));
      } finally {
        await application.stop();
      }
    });
}

/** @returns milliseconds of asking */
async function fuzzLines(application, round, forMs) {
  const { LinesSurface } = await import('./support/fuzz/lines-surface.ts');
  const surface = new LinesSurface(application.url);
  const from = performance.now();
  const until = from + forMs;
  for (let batch = 0; performance.now() < until && !over; batch++) {
    await note(await surface.run(seed + round * 1_000_003 + batch, 500));
    if (batch % 20 === 19) say(`lines: ${surface.counts.total} answers, ${findings.length} found`);
  }
  totals.lines = summed(totals.lines, surface.counts);
  return performance.now() - from;
}

/** @returns milliseconds of asking */
async function fuzzApi(application, round, forMs) {
  const { makeWorld } = await import('./support/matrix/world.ts');
  const { ApiSurface } = await import('./support/fuzz/api-surface.ts');
  const surface = await ApiSurface.of(await makeWorld(application));
  const from = performance.now();
  const until = from + forMs;
  const operations = surface.operations.filter(({ key }) => !options.operation || key === options.operation);
  for (let batch = 0; performance.now() < until && !over; batch++) {
    for (const [at, operation] of operations.entries()) {
      if (performance.now() > until || over) break;
      await note(await surface.run(operation, seed + round * 1_000_003 + batch * 1_009 + at, 20));
    }
    // Who guesses is slowed down, which is tested elsewhere: here everything is a guess.
    await application.dataSource.query('delete from try_limits');
    await application.dataSource.query('update accounts set disabled_at = null');
    say(`api: ${surface.counts.total} requests to ${operations.length} operations, ${findings.length} found`);
  }
  surface.close();
  const spent = performance.now() - from;
  totals.api = summed(totals.api, surface.counts);
  const reached = Object.entries(surface.perOperation);
  totals.api.operations = operations.length;
  totals.api.answered2xx = reached.filter(([, { classes }]) =>
    Object.keys(classes).some((status) => status < '300'),
  ).length;
  totals.api.fewest = Math.min(...operations.map(({ key }) => surface.perOperation[key]?.total ?? 0));
  totals.api.neverWell = reached
    .filter(([, { classes }]) => !Object.keys(classes).some((status) => status < '300'))
    .map(([key]) => key);
  return spent;
}

function summed(before, { total, classes }) {
  const both = { ...before?.classes };
  for (const [name, n] of Object.entries(classes)) both[name] = (both[name] ?? 0) + n;
  return { total: (before?.total ?? 0) + total, classes: both };
}

/** Both processes are there, nothing was written to the log as an error, and what was taken in can be compared. */
async function afterwards(application) {
  const found = [];
  const wrong = (what, input = null) => found.push({ surface: 'service', what, input });
  for (const [name, { child }] of Object.entries({ api: application.api, worker: application.worker }))
    if (child.exitCode !== null || child.signalCode !== null) wrong(`the ${name} ended by itself`);
  const { settled } = await import('./support/matrix/world.ts');
  await settled(application).catch((error) => wrong(error.message));
  for (const [name, { output }] of Object.entries({ api: application.api, worker: application.worker }))
    for (const line of output().split('\n'))
      if (/"level":(5|6)0/.test(line) && !/"code":"service\.(unavailable|busy)"/.test(line))
        wrong(`${name}: ${line.replace(/"time":"[^"]*",/, '').replace(/"instance":"[^"]*",?/, '')}`);
  return found;
}

function report() {
  const seconds = Math.round((performance.now() - began) / 1000);
  if (options.json) {
    console.log(JSON.stringify({ seed, seconds, totals, findings }, null, 2));
    return;
  }
  for (const [surface, counted] of Object.entries(totals)) {
    if (!counted) continue;
    const classes = Object.entries(counted.classes).sort((a, b) => b[1] - a[1]);
    console.log(`${surface.padEnd(6)} ${counted.total}   ${classes.map(([name, n]) => `${name}: ${n}`).join(', ')}`);
    if (counted.operations) {
      console.log(
        `       ${counted.operations} operations, at least ${counted.fewest} requests each in the last world, ${counted.answered2xx} of them answered well at least once`,
      );
      if (counted.neverWell.length > 0) console.log(`       never answered well: ${counted.neverWell.join('; ')}`);
    }
    if (counted.slowest)
      console.log(
        `       the slowest took ${Math.round(counted.slowest.ms)} ms of processor time: ${counted.slowest.reader}`,
      );
  }
  console.log(`seed ${seed}, ${seconds} s: ${findings.length} violations of ${kinds.size} kinds`);
}
