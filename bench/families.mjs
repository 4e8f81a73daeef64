// Reports that families file by the pages while a partner's list of 100,000 rows is taken in. Run: npm run bench:families
// [-- --a-minute 600] [-- --minutes 5] [-- --rows 100000] [-- --json]. Everything on this machine: the service, the database and whoever asks.
// Each family is of its own network, as a trusted proxy says it, and goes a short way: who it is, a name, the mother, the last news, how to be reached, what
// is allowed, send, receipt. Before the clock starts the invented lists in which some of these people stand are taken in. A ledger outside of the service holds what each was told; afterwards the database is compared with it: nothing lost, nothing twice.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { generatePopulation, writeDetentionCsv } from '../dist/demonstration/index.js';
import { handIn } from './hand-in.mjs';
import { listFile } from './import/list-file.mjs';
import { startService } from './import/service.mjs';

const { values: options } = parseArgs({
  options: {
    'a-minute': { type: 'string', default: '600' },
    minutes: { type: 'string', default: '5' },
    rows: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
  },
});
const aMinute = Number(options['a-minute']);
const count = Math.round(aMinute * Number(options.minutes));
const rows = Number(options.rows);
/** security.md 3.1, L1 and L5: floors. */
const floors = { sendP95Ms: 500, suggestionP95S: 300 };
const say = (text) => process.stderr.write(`${text}\n`);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A browser without scripts: keeps cookies, sends forms, follows nothing by itself. */
class Family {
  cookies = new Map();
  times = [];

  constructor(url, network) {
    this.url = new URL(url);
    this.network = network;
  }

  ask(method, path, form) {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const headers = {
      'x-forwarded-for': this.network,
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const from = performance.now();
      const sending = request(
        { agent, host: this.url.hostname, port: this.url.port, method, path, headers },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            for (const cookie of answer.headers['set-cookie'] ?? []) {
              const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
              this.cookies.set(name, value);
            }
            const ms = performance.now() - from;
            this.times.push(ms);
            resolve({
              status: answer.statusCode,
              text: Buffer.concat(chunks).toString(),
              ms,
              to: answer.headers.location,
            });
          });
        },
      );
      sending.on('error', reject);
      sending.end(body);
    });
  }

  /** Answers the form of a page as it stands there, token included. */
  async answer(path, fields) {
    const page = await this.ask('GET', path);
    const token = /name="token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const answer = await this.ask('POST', path, { token, ...fields });
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  }
}

/** @returns what the family was told: its number, and how long the sending took */
async function fileReport(url, { name, mother, lastNews }, network) {
  const family = new Family(url, network);
  await family.answer('/en/report/relationship', { relationship: 'mother' });
  await family.answer('/en/report/name', name);
  if (mother) await family.answer('/en/report/mother', { mother });
  if (lastNews) await family.answer('/en/report/last-news', lastNews);
  await family.answer('/en/report/you', { way: 'code' });
  await family.answer('/en/report/consent', { search: 'yes', partners: 'yes', contact: 'no' });
  const check = await family.ask('GET', '/en/report/check');
  const token = /name="token" value="([^"]*)"/.exec(check.text)?.[1] ?? '';
  const sent = await family.ask('POST', '/en/report/send', { token });
  if (sent.status !== 303) throw Object.assign(new Error(`send answered ${sent.status}`), { status: sent.status });
  const receipt = await family.ask('GET', '/en/receipt');
  const number = /\b([1-9]\d{5})\b/.exec(receipt.text.replace(/<[^>]+>/g, ' '))?.[1];
  if (receipt.status !== 200 || !number) throw new Error(`the receipt answered ${receipt.status}`);
  return { number, sendMs: sent.ms, times: family.times };
}

const list = await listFile('csv', rows);
const service = await startService({ TRUSTED_PROXIES: '127.0.0.1' }, { say });
const database = new pg.Client(service.databaseUrl);
try {
  await database.connect();
  const { reports, records } = generatePopulation({ seed: 20_261_123, reports: count, records: count * 4 });
  const people = reports.map(({ sought, disappearance }) => {
    const [{ given = '', father = '', grandfather = '', family = '', full = '' }] = sought.names;
    return {
      name:
        given || family
          ? { given, father, grandfather, family }
          : { given: full, father: '', grandfather: '', family: '' },
      mother: sought.mother_name,
      lastNews: disappearance.date ? { words: disappearance.date, place: disappearance.place ?? '' } : undefined,
    };
  });
  for (const { lines, source } of writeDetentionCsv(records)) {
    const { type, title, documentDate } = source;
    await handIn(service.url, service.token, {
      name: 'earlier.csv',
      text: [...lines].join('\n'),
      source: { document_type: type, title, document_date: documentDate },
    });
  }
  say(`One report before the clock starts, then ${count} in ${options.minutes} minutes beside ${rows} rows…`);
  await fileReport(service.url, people[0], '10.255.255.1');

  const importing = handIn(service.url, service.token, {
    name: 'list.csv',
    text: readFileSync(list.name),
    source: { document_type: 'intake_register', title: 'Timed beside families' },
  }).then(
    ({ storedSeconds }) => ({ storedSeconds }),
    (error) => ({ error: error.message }),
  );

  const ledger = { told: [], errors: [] };
  const began = performance.now();
  const under = [];
  for (let i = 0; i < count; i++) {
    // At a steady pace whatever the service does: who waits does not hold up who comes next.
    const due = began + (i * 60_000) / aMinute;
    if (due > performance.now()) await pause(due - performance.now());
    under.push(
      fileReport(service.url, people[i], `10.${i >> 8}.${i & 255}.7`).then(
        (told) => ledger.told.push(told),
        (error) => ledger.errors.push(error.message),
      ),
    );
  }
  await Promise.all(under);
  const filedS = (performance.now() - began) / 1000;
  const imported = await importing;
  say('Waiting until everything is compared…');
  const left = async () =>
    (
      await database.query(
        "select count(*)::int as n from due_marks where task in ('reports.match', 'detention-records.match')",
      )
    ).rows[0].n;
  const waitUntil = performance.now() + 20 * 60_000;
  while ((await left()) > 0 && performance.now() < waitUntil) await pause(500);
  const waiting = await left();

  const { rows: stored } = await database.query('select request_number from receipts');
  const numbers = new Map();
  for (const { request_number: number } of stored) numbers.set(number, (numbers.get(number) ?? 0) + 1);
  const lost = ledger.told.filter(({ number }) => numbers.get(number) !== 1).length;
  const { rows: delays } = await database.query(
    `select extract(epoch from min(s.created_at) - r.created_at)::float as seconds
     from reports r join suggestions s on s.report_id = r.id group by r.id, r.created_at`,
  );
  const after = delays.map(({ seconds }) => seconds);
  const sends = ledger.told.map(({ sendMs }) => sendMs);
  const all = ledger.told.flatMap(({ times }) => times);
  const failures = Object.entries(Object.groupBy?.(ledger.errors, (each) => each) ?? {}).map(
    ([what, each]) => `${each.length} x ${what}`,
  );
  const found = {
    asked: count,
    told: ledger.told.length,
    errors: ledger.errors.length,
    failures: failures.length > 0 ? failures : [...new Set(ledger.errors)],
    lost,
    storedReceipts: stored.length,
    filedS,
    sendMs: { median: quantile(sends, 0.5), p95: quantile(sends, 0.95), p99: quantile(sends, 0.99) },
    anyPageMs: { median: quantile(all, 0.5), p95: quantile(all, 0.95) },
    suggestionS:
      after.length > 0 ? { reports: after.length, median: quantile(after, 0.5), p95: quantile(after, 0.95) } : null,
    import: imported,
    waiting,
  };
  if (options.json) console.log(JSON.stringify(found, null, 2));
  else print(found);
  if (lost > 0 || ledger.errors.length > 0) process.exitCode = 1;
} finally {
  agent.destroy();
  await database.end();
  await service.stop();
}

function print(found) {
  const ms = (value) => `${value.toFixed(0)} ms`;
  console.log(
    `reports                 ${found.asked} asked in ${found.filedS.toFixed(0)} s, ${found.told} answered with a number, ${found.errors} errors ${found.failures.join(', ')}`,
  );
  console.log(
    `ledger and database     ${found.lost} lost or twice, ${found.storedReceipts} receipts stored (one of them before the clock)`,
  );
  console.log(
    `sending a report        median ${ms(found.sendMs.median)}, p95 ${ms(found.sendMs.p95)}, p99 ${ms(found.sendMs.p99)} (floor: p95 at most ${floors.sendP95Ms} ms)`,
  );
  console.log(`any page                median ${ms(found.anyPageMs.median)}, p95 ${ms(found.anyPageMs.p95)}`);
  console.log(
    found.suggestionS
      ? `filed to first suggestion median ${found.suggestionS.median.toFixed(1)} s, p95 ${found.suggestionS.p95.toFixed(1)} s over ${found.suggestionS.reports} reports that have one (floor: ${floors.suggestionP95S} s)`
      : 'no report has a suggestion',
  );
  console.log(
    `the list beside it      ${found.import.error ?? `${rows} rows stored after ${found.import.storedSeconds.toFixed(0)} s`}; ${found.waiting} still to be compared`,
  );
  console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
}
