// One measured load for people: what was asked, what was answered how fast, what was used up, and whether it is what was wanted.

const time = (value, unit) => (unit === 's' ? `${value.toFixed(1)} s` : `${Math.round(value)} ms`);
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

export function printRow(row) {
  const { load, rate, called, unit = 'ms', times, counts, ledger, used } = row;
  const pace = row.perMinute ? `${row.perMinute}/min` : row.perSecond ? `${row.perSecond}/s` : (called ?? '');
  const parts = [`${load} ${rate.padEnd(5)} ${pace}`];
  if (row.total)
    parts.push(
      `${row.rows} rows in ${row.total.toFixed(0)} s (${Object.entries(row.stages)
        .map(([name, s]) => `${name} ${s.toFixed(0)}`)
        .join(', ')})`,
    );
  if (times)
    parts.push(
      `median ${time(times.median, unit)}, p95 ${time(times.p95, unit)}, p99 ${time(times.p99, unit)} of ${times.count}`,
    );
  console.log(`${parts.join('   ')}   ${verdict(row)}`);
  const line = (text) => console.log(`        ${text}`);
  line(`wanted: ${row.wanted}`);
  if (counts)
    line(
      `${counts.sent} sent: ${Object.entries(counts)
        .filter(([name, n]) => name !== 'sent' && (n > 0 || name === 'accepted'))
        .map(([name, n]) => `${n} ${name}`)
        .join(
          ', ',
        )}${row.refusalTimes ? `, refused after ${time(row.refusalTimes.median, 'ms')} (p95 ${time(row.refusalTimes.p95, 'ms')})` : ''}`,
    );
  if (ledger)
    line(
      `ledger: ${ledger.acceptedInTheEnd} accepted in the end, ${ledger.lost} lost, ${ledger.doubled} twice, ${ledger.openInTheEnd} still open`,
    );
  if (row.beside)
    line(
      `beside it: ${row.beside.error ?? `${row.beside.rows} rows stored after ${row.beside.storedSeconds.toFixed(0)} s`}`,
    );
  if (row.memory)
    line(
      `memory: ${Object.entries(row.memory)
        .filter(([kind]) => ['parser child', 'api', 'worker'].includes(kind))
        .map(([kind, bytes]) => `${kind} ${megabytes(bytes)}`)
        .join(', ')}`,
    );
  if (row.waiting) line(`${row.waiting} still to be compared after 20 minutes`);
  if (used) line(`used up first: ${used.first}`);
  if (row.lateMs > 20)
    line(`the generator itself was ${Math.round(row.lateMs)} ms late (p95): this machine is too small for both`);
}

function verdict({ held, goal, rate }) {
  if (goal !== undefined) return goal ? 'GOAL REACHED' : held ? 'FLOOR REACHED' : 'MISSED';
  return held ? `${rate.toUpperCase()} REACHED` : 'MISSED';
}
