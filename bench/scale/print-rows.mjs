// Rows for people: figure, goal, reached or not.

const number = (value) => {
  if (value === undefined || value === null) return '-';
  const size = Math.abs(value);
  if (size >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (size >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
};

/** Whether a figure of the row is within (or, where more is better, at least) its goal. */
export function judged(row) {
  return (row.goals ?? []).map((goal) => {
    const value = row[goal.of];
    const reached = typeof value === 'number' ? (goal.atLeast ? value >= goal.limit : value <= goal.limit) : null;
    return { ...goal, reached };
  });
}

export function printRows(letter, title, rows) {
  console.log(`\n${letter}. ${title}`);
  for (const row of rows) {
    if (row.failed) {
      console.log(`   ${row.name.padEnd(48)} FAILED: ${row.failed}`);
      continue;
    }
    const cells = [
      `p50 ${number(row.p50).padStart(8)}`,
      `p95 ${number(row.p95).padStart(8)}`,
      `CPU ${number(row.cpu).padStart(8)}`,
    ].join('  ');
    const value = row.value === undefined ? cells : number(row.value).padStart(12).padEnd(cells.length);
    const times = row.timesOurs
      ? `  ${number(row.timesOurs.p50)} x ours at p50, ${number(row.timesOurs.p95)} x at p95`
      : '';
    const ratio = row.ratio ? `  ${number(row.ratio.times)} x ${row.ratio.of}` : '';
    console.log(`   ${row.name.padEnd(48)} ${value} ${row.unit}${times}${ratio}${row.note ? `  ${row.note}` : ''}`);
    for (const { of, limit, unit, atLeast, reached } of judged(row)) {
      const verdict = reached === null ? 'not measured' : reached ? 'reached' : 'NOT reached';
      console.log(
        `   ${''.padEnd(48)} goal: ${of} ${atLeast ? 'at least' : 'at most'} ${number(limit)} ${unit}: ${verdict}`,
      );
    }
  }
}
