// Breaks things on purpose and looks whether anything was lost or doubled. Run: npm run faults -- [--seeds 3] [--only K1,K6] [--seed 17] [--lanes 2]
// [--json] [--keep <directory>]. The same fault and seed give the same people, choices and schedule. docs/faults.md
import { parseArgs } from 'node:util';
import { keptSeeds } from './kept-seeds.mjs';
import { faults } from './kinds/index.mjs';
import { Lane } from './lane.mjs';
import { runOnce, workloads } from './run-once.mjs';
import { summary, table } from './table.mjs';
import { tryChecker } from './try-checker.mjs';

const { values: options } = parseArgs({
  options: {
    /** Of each fault. */
    seeds: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(faults).join(',') },
    /** The first seed; the others follow it. */
    seed: { type: 'string', default: '1' },
    /** Runs that go on beside each other, each with servers of its own. */
    lanes: { type: 'string', default: '1' },
    /** The seeds that CI runs, instead of `only` and `seeds`, and the checker is tried as well. */
    kept: { type: 'boolean', default: false },
    /** Shorter waits of sweeper and bell: for CI. Recovery times are then not those of the service as it comes. */
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const say = (text) => process.stderr.write(`${text}\n`);
const chosen = options.only.split(',').map((id) => {
  if (!faults[id]) throw new Error(`No fault ${id}; there are ${Object.keys(faults).join(', ')}.`);
  return faults[id];
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, at) => Number(options.seed) + at);
const todo = options.kept
  ? keptSeeds.map(([id, seed]) => ({ fault: faults[id], seed }))
  : seeds.flatMap((seed) => chosen.map((fault) => ({ fault, seed })));
const planned = todo.length;
const references = new Map();
const results = [];
let stopped = false;
let tried = [];
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    stopped = true;
    say('Ending after the runs under way.');
  });

await Promise.all(Array.from({ length: Number(options.lanes) }, () => runLane()));
const told = summary(results, faults);
if (options.json)
  console.log(
    JSON.stringify({ faults: told, checker: tried, runs: results.map(({ suggestions: _, ...rest }) => rest) }, null, 2),
  );
else console.log(table(told));
process.exitCode = results.every(({ violations }) => violations.length === 0) && results.length === planned ? 0 : 1;

async function runLane() {
  const lanes = { plain: null, small: null };
  const laneFor = async (fault) => {
    const kind = fault?.wants?.smallDisks ? 'small' : 'plain';
    lanes[kind] ??= await Lane.open({ small: kind === 'small' });
    return lanes[kind];
  };
  try {
    while (todo.length > 0 && !stopped) {
      const { fault, seed } = todo.shift();
      const result = await attempt(await laneFor(fault), fault, seed, () => laneFor(null));
      results.push(result);
      say(line(result));
    }
  } finally {
    for (const lane of Object.values(lanes)) await lane?.close();
  }
}

/** A run that the harness itself could not bring to its end is told as such: it shows nothing. */
async function attempt(lane, fault, seed, plainLane) {
  try {
    const reference = await undisturbed(await plainLane(), seed % workloads);
    return await runOnce(lane, fault, seed, { reference, keep: options.keep, quick: options.quick });
  } catch (error) {
    return {
      fault: fault.id,
      seed,
      violations: [{ invariant: 'run', what: String(error.stack ?? error) }],
      recoveries: [],
      seconds: 0,
    };
  }
}

/** What the same workload leaves when nothing breaks: asked for once, by whichever lane comes first. */
function undisturbed(lane, workload) {
  // Once is enough.
  const atRest =
    options.kept && references.size === 0
      ? async (done) => {
          tried = await tryChecker(lane, done);
        }
      : null;
  if (!references.has(workload))
    references.set(
      workload,
      runOnce(lane, null, workload, { quick: options.quick, atRest }).then(({ violations, suggestions, seconds }) => {
        if (violations.length > 0)
          throw new Error(`Undisturbed, workload ${workload} breaks ${JSON.stringify(violations)}`);
        say(`undisturbed, workload ${workload}: ${suggestions.length} suggestions, ${seconds.toFixed(1)} s`);
        return suggestions;
      }),
    );
  return references.get(workload);
}

function line({ fault, seed, violations, recoveries, seconds, operations, unavailable }) {
  const recovered = recoveries.map((each) => `${each.what} ${each.seconds} s`).join(', ');
  const counts = operations
    ? `${operations.ok} ok, ${operations.failed} failed, ${operations.unknown} unknown; ${unavailable} × 503`
    : '';
  const what = violations.map(({ invariant, what }) => `\n    ${invariant}: ${what}`).join('');
  return `${fault} seed ${seed}: ${violations.length} violations, ${counts}; ${recovered}; ${seconds.toFixed(1)} s${what}`;
}
