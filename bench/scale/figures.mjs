// How measurements are summed up: quantiles, and recall with an interval over reports.

export const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** The rows that `run` gives, or one that says why there are none. */
export async function attemptRows(name, run) {
  const rows = await attempt(name, run);
  return Array.isArray(rows) ? rows : [rows];
}

/** What `run` gives, or, where it throws, a row that says so and has no figure: what cannot be measured fails loudly and the rest is still measured. */
export async function attempt(name, run) {
  try {
    return await run(name);
  } catch (error) {
    process.stderr.write(`${name}: ${error.stack}\n`);
    process.exitCode = 1;
    return { name, unit: '', failed: error.message };
  }
}

export const median = (values) => quantile(values, 0.5);

/**
 * Share of all true pairs (a person may be on several lists) whose record is among the first `first` found, with the interval that holds 95 of 100 samples of
 * reports drawn with replacement. A found record that stands nowhere does not count, whatever the reason.
 * @param found rows per asked report, best first
 * @param truth true rows per asked report, in the same order
 */
export function recall(found, truth, first = Infinity) {
  const counts = truth.map((rows, at) => {
    const among = new Set(first === Infinity ? found[at] : found[at].slice(0, first));
    return { right: rows.filter((row) => among.has(row)).length, all: rows.length };
  });
  const share = (of) => of.reduce((sum, { right }) => sum + right, 0) / of.reduce((sum, { all }) => sum + all, 0);
  const draw = drawFrom(counts);
  const samples = Array.from({ length: 400 }, () => share(draw()));
  return { recall: share(counts), low: quantile(samples, 0.025), high: quantile(samples, 0.975) };
}

/** Samples with replacement, the same ones every time (mulberry32). */
function drawFrom(list) {
  let state = 1;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => list.map(() => list[Math.floor(next() * list.length)]);
}
