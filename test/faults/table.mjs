// The figures of many runs, a line for each fault.

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => (values.length === 0 ? null : sorted(values)[(values.length - 1) >> 1]);

export function summary(results, faults) {
  return Object.values(faults)
    .map(({ id, title, limitSeconds }) => {
      const runs = results.filter(({ fault }) => fault === id);
      const seconds = runs.flatMap(({ recoveries }) => recoveries.map((each) => each.seconds));
      return {
        fault: id,
        title,
        seeds: runs.length,
        violations: runs.reduce((sum, run) => sum + run.violations.length, 0),
        failing_seeds: runs.filter((run) => run.violations.length > 0).map(({ seed }) => seed),
        recoveries: seconds.length,
        median_seconds: median(seconds),
        most_seconds: seconds.length === 0 ? null : Math.max(...seconds),
        limit_seconds: limitSeconds,
      };
    })
    .filter(({ seeds }) => seeds > 0);
}

export function table(lines) {
  const cells = lines.map((each) => [
    each.fault,
    each.title,
    each.seeds,
    each.violations,
    each.median_seconds ?? '–',
    each.most_seconds ?? '–',
    each.limit_seconds ?? '–',
    each.failing_seeds.join(' ') || '–',
  ]);
  const all = [
    ['', 'fault', 'seeds', 'violations', 'recovery median s', 'most s', 'limit s', 'failing seeds'],
    ...cells,
  ].map((row) => row.map(String));
  const widths = all[0].map((_, at) => Math.max(...all.map((row) => row[at].length)));
  const seeds = lines.reduce((sum, each) => sum + each.seeds, 0);
  const violations = lines.reduce((sum, each) => sum + each.violations, 0);
  return [
    ...all.map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    ),
    `${seeds} runs, ${violations} violations`,
  ].join('\n');
}
