// Can a stranger tell from status, headers, body or time whether a request number exists? Run: npm run bench:receipts [-- --door page]
// Over the interface, or on the page on which a family types its number and code (--door page).
// 2 x 1,000 wrong secrets, half for numbers that exist and half for numbers that do not, in random order, one after the other,
// over HTTP against a real API process. Each number is tried once and each try comes from another network, as a proxy that is trusted
// says it, so that nobody has to wait: what is limited is limited as always.
import { randomInt, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inventStaff, putAccount } from '../dist/access/demonstration-accounts.js';
import { slowHash } from '../dist/access/slow-hashes.js';
import { serviceProcesses } from '../dist/cli/service-processes.js';
import { openDataSource } from '../dist/database/data-source.js';
import { migrate } from '../dist/database/migrate.js';
import { runProcesses } from '../dist/embedded/processes.js';
import { startServices } from '../dist/embedded/services.js';
import { createKeyRing } from '../dist/keys/key-ring-file.js';
import { newRequestNumber, newSecret } from '../dist/receipts/receipt-digits.js';

const each = 1_000;
const warmingUp = 50;
const goal = { differenceMs: 2, auc: 0.05 };
const port = '3932';
const door = process.argv[process.argv.indexOf('--door') + 1] === 'page' ? 'page' : 'interface';
/** Where wrong secrets are tried, how they are written, and what is answered. */
const { path, type, write, wrong } = {
  interface: {
    path: '/v1/family/session',
    type: 'application/json',
    write: (number, secret) => JSON.stringify({ request_number: number, secret }),
    wrong: 401,
  },
  page: {
    path: '/en/return',
    type: 'application/x-www-form-urlencoded',
    write: (number, secret) => new URLSearchParams({ token: '', number, code: secret }).toString(),
    wrong: 422,
  },
}[door];
const say = (text) => process.stderr.write(`${text}\n`);
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** Chance that a try of the first kind took longer than one of the second (Mann-Whitney U / n m); equal times count half. */
function auc(first, second) {
  const all = [...first.map((ms) => ({ ms, first: true })), ...second.map((ms) => ({ ms, first: false }))];
  all.sort((a, b) => a.ms - b.ms);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to].ms === all[from].ms) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (all[i].first) ranks += rank;
    from = to;
  }
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}

function shuffled(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** Bounds between which the difference of medians lies in 95 of 100 drawings from the same times (bootstrap): how much of it is noise. */
function interval(first, second) {
  const draw = (values) => median(values.map(() => values[randomInt(values.length)]));
  const differences = Array.from({ length: 1_000 }, () => draw(first) - draw(second)).sort((a, b) => a - b);
  return [differences[25], differences[974]];
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
/** @returns what came and how long it took, from the first byte sent to the last one received, in milliseconds */
function tryOnce(number, secret, address) {
  const body = write(number, secret);
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-forwarded-for': address,
  };
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const sending = request({ agent, host: '127.0.0.1', port, method: 'POST', path, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const ms = performance.now() - from;
        const text = Buffer.concat(chunks).toString();
        const seen = [
          answer.statusCode,
          ...answer.rawHeaders.map((part, i, all) => (/^date$/i.test(all[i - 1] ?? '') ? 'when it came' : part)),
          text.length,
          // The page gives back what was typed.
          text
            .replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:its own')
            .replace(`value="${number}"`, 'value="number"')
            .replace(`value="${secret}"`, 'value="secret"'),
        ];
        resolve({ ms, status: answer.statusCode, look: seen.join('\n') });
      });
    });
    sending.on('error', reject);
    sending.setNoDelay(true);
    sending.end(body);
  });
}

const directory = mkdtempSync(join(tmpdir(), 'athar-bench-'));
chmodSync(directory, 0o755);
const services = await startServices({ dataDirectory: directory });
let running;
let database;
try {
  await migrate(services.databaseUrl);
  const keys = join(directory, 'keys.json');
  createKeyRing(keys);
  const staff = inventStaff();
  const dataSource = await openDataSource(services.databaseUrl);
  for (const account of staff) await putAccount(dataSource, account, true);
  await dataSource.destroy();
  database = new pg.Client(services.databaseUrl);
  await database.connect();

  say(`Giving out ${each} receipts…`);
  const reportId = randomUUID();
  const { rows } = await database.query("select id, organisation_id from accounts where login = 'rana'");
  const [{ id: account, organisation_id: organisation }] = rows;
  await database.query(
    `insert into reports (id, organisation_id, revision, state, created_by) values ($1, $2, 1, 'open', $3)`,
    [reportId, organisation, account],
  );
  const reporterId = randomUUID();
  await database.query(
    `insert into reporters (id, report_id, organisation_id, revision, relationship, language, filing_mode) values ($1, $2, $3, 1, 'mother', 'ar', 'pseudonymous')`,
    [reporterId, reportId, organisation],
  );
  const known = new Set();
  while (known.size < each + warmingUp) known.add(newRequestNumber());
  const unknown = new Set();
  while (unknown.size < each + warmingUp) {
    const number = newRequestNumber();
    if (!known.has(number)) unknown.add(number);
  }
  for (const number of known) {
    await database.query(
      `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash, created_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [randomUUID(), organisation, reportId, reporterId, number, await slowHash(newSecret()), account],
    );
  }
  await database.query('analyze receipts');

  running = runProcesses(
    serviceProcesses({
      services,
      workers: 0,
      api: true,
      environment: {
        ATHAR_MODE: 'demonstration',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: port,
        ATHAR_KEYS_FILE: keys,
        TRUSTED_PROXIES: '127.0.0.1',
      },
    }),
    { services, log: say },
  );
  if (!(await running.ready)) throw new Error('The service did not start.');

  const kinds = { known: [...known], unknown: [...unknown] };
  const order = (from, to) =>
    shuffled(
      Object.entries(kinds).flatMap(([kind, numbers]) => numbers.slice(from, to).map((number) => ({ kind, number }))),
    );
  const times = { known: [], unknown: [] };
  const looks = new Map();
  let done = 0;
  for (const { kind, number } of [...order(0, warmingUp), ...order(warmingUp, warmingUp + each)]) {
    const { ms, status, look } = await tryOnce(number, newSecret(), `10.${done >> 8}.${done & 255}.1`);
    if (status !== wrong) throw new Error(`A try answered ${status}`);
    if (done++ < 2 * warmingUp) continue;
    times[kind].push(ms);
    looks.set(look, (looks.get(look) ?? 0) + 1);
    if (done % 400 === 0) say(`${done} tries…`);
  }

  const [knownMs, unknownMs] = [median(times.known), median(times.unknown)];
  const difference = knownMs - unknownMs;
  const [from, to] = interval(times.known, times.unknown);
  const area = auc(times.known, times.unknown);
  const same = looks.size === 1;
  const met = same && Math.abs(difference) <= goal.differenceMs && Math.abs(area - 0.5) <= goal.auc;
  console.log(
    `${times.known.length} tries of known numbers and ${times.unknown.length} of unknown ones, interleaved, at the ${door}, ${cpus().length} cores`,
  );
  console.log(`status, headers, body         ${same ? 'the same in all of them' : `${looks.size} different ones`}`);
  console.log(`median                        known ${knownMs.toFixed(2)} ms, unknown ${unknownMs.toFixed(2)} ms`);
  console.log(
    `difference of medians         ${difference.toFixed(3)} ms, 95 % interval ${from.toFixed(2)} to ${to.toFixed(2)} (goal: at most ${goal.differenceMs} ms either way)`,
  );
  console.log(`AUC (Mann-Whitney)            ${area.toFixed(4)} (goal: 0.5, at most ${goal.auc} either way)`);
  console.log(met ? 'goals met' : 'GOALS MISSED');
  if (!met) process.exitCode = 1;
} finally {
  agent.destroy();
  await database?.end();
  await running?.stop();
  await services.stop();
  rmSync(directory, { recursive: true, force: true });
}
