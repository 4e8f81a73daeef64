// What the audit chain costs, and how long a million entries take to verify. Run: npm run bench:audit [-- <entries>]
// Against a baseline in the same run: the same columns into a plain table, and a plain reading of the same rows.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { entryRowColumns } from '../dist/audit/canonical-entry.js';
import { sealHeads } from '../dist/audit/seal-heads.js';
import { verifyDatabase } from '../dist/audit/verify-database.js';
import { WitnessFile } from '../dist/audit/witness-file.js';
import { dataSourceOptions } from '../dist/database/data-source.js';
import { migrate } from '../dist/database/migrate.js';
import { databaseUrls } from '../dist/database/roles.js';
import { startEmbeddedPostgres } from '../dist/embedded/postgres.js';

const entries = Number(process.argv[2] ?? 1_000_000);
const rounds = 7;
const perRound = 400;
const say = (text) => process.stderr.write(`${text}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const directory = mkdtempSync(join(tmpdir(), 'athar-bench-'));
chmodSync(directory, 0o755);
// As an operator runs it, with every commit on the disk.
const postgres = await startEmbeddedPostgres({ dataDirectory: directory });
try {
  await migrate(postgres.url);
  const owner = await connect(postgres.url);
  await owner.query(`create table plain_entries (organisation_id uuid, id bigint generated always as identity primary key,
      at timestamptz default clock_timestamp(), actor_kind text, actor_id uuid, action text, subject_kind text, subject_id text,
      fields text[], seen uuid[], reason text, operation text, outcome text);
    create index on plain_entries (organisation_id, subject_id);
    create index on plain_entries (organisation_id, actor_id);
    grant insert on plain_entries to athar_api`);
  const plain = `insert into plain_entries (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id, fields, seen, reason, operation,
    outcome) values ($1, 'staff', $2, 'report.read', 'report', $3, '{sought.names,birth}', '{}', null, null, 'done')`;
  const chained = `select append_audit_entry($1, 'staff', $2, 'report.read', 'report', $3, '{sought.names,birth}', '{}', null, null, 'done')`;

  const results = {};
  results.one_writer = await compare(1, () => 0);
  results.eight_writers_of_eight_organisations = await compare(8, (writer) => writer);
  results.eight_writers_of_one_organisation = await compare(8, () => 0);

  say(`Writing ${entries} entries…`);
  const chains = Array.from({ length: 20 }, () => randomUUID());
  for (let done = 0; done < entries; done += 50_000) {
    await owner.query(
      `select count(append_audit_entry($1::uuid, 'staff', $2::uuid, 'report.read', 'report', gen_random_uuid()::text,
         '{sought.names,birth}', '{}', null, null, 'done')) from generate_series(1, $3::int)`,
      [chains[(done / 50_000) % chains.length], randomUUID(), Math.min(50_000, entries - done)],
    );
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signer = { keyId: 'bench', sign: (bytes) => sign(null, bytes, privateKey), publicKeyOf: () => publicKey };
  const witness = new WitnessFile(join(directory, 'witness.jsonl'));
  const api = await new DataSource(dataSourceOptions(databaseUrls(postgres.url).api, [], 1)).initialize();
  await api.transaction((manager) => sealHeads(manager, witness, signer));
  await api.destroy();
  const readings = [];
  const verifications = [];
  let stored = 0;
  for (let round = 0; round < 3; round++) {
    readings.push(await timed(readAll));
    verifications.push(
      await timed(async () => {
        const verification = await verifyDatabase(owner, witness, signer);
        if (verification.findings.length > 0) throw new Error('The chain does not verify.');
        stored = verification.entries;
      }),
    );
  }
  const [read, verified] = [median(readings), median(verifications)];
  results.verify = {
    entries: stored,
    read_s: round2(read / 1000),
    verify_s: round2(verified / 1000),
    ratio: round2(verified / read),
  };
  await owner.end();

  for (const [name, { plain_ms, chained_ms, ratio, chained_per_s }] of Object.entries(results).slice(0, 3)) {
    console.log(
      `${name}: plain insert ${plain_ms} ms, chained ${chained_ms} ms an entry (x ${ratio}; ${chained_per_s} entries/s)`,
    );
  }
  console.log(
    `verify ${stored} entries: ${results.verify.verify_s} s (reading alone ${results.verify.read_s} s, x ${results.verify.ratio})`,
  );
  console.log(JSON.stringify(results));
  process.exitCode = verified > 60_000 * (stored / 1_000_000) ? 1 : 0;

  /** Medians over rounds, one kind after the other in each, of the time that one entry of a transaction of its own takes its writer. */
  async function compare(writers, chainOf) {
    const chainIds = Array.from({ length: writers }, () => randomUUID());
    const clients = await Promise.all(Array.from({ length: writers }, () => connect(databaseUrls(postgres.url).api)));
    const times = { plain: [], chained: [] };
    for (let round = 0; round < rounds; round++) {
      for (const [kind, sql] of Object.entries({ plain, chained })) {
        const took = await timed(() =>
          Promise.all(
            clients.map(async (client, writer) => {
              for (let i = 0; i < perRound / writers; i++)
                await client.query(sql, [chainIds[chainOf(writer)], randomUUID(), randomUUID()]);
            }),
          ),
        );
        times[kind].push(took);
      }
    }
    await Promise.all(clients.map((client) => client.end()));
    const each = (kind) => round2((median(times[kind]) * writers) / perRound);
    const ratio = median(times.chained.map((took, i) => took / times.plain[i]));
    return {
      plain_ms: each('plain'),
      chained_ms: each('chained'),
      ratio: round2(ratio),
      chained_per_s: Math.round((perRound * 1000) / median(times.chained)),
    };
  }

  async function readAll() {
    await owner.query('begin');
    await owner.query(
      `declare walk cursor for select ${entryRowColumns} from audit_entries order by audit_entries.chain_id, audit_entries.seq`,
    );
    while ((await owner.query('fetch 5000 from walk')).rows.length > 0);
    await owner.query('rollback');
  }
} finally {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function connect(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function round2(value) {
  return Math.round(value * 100) / 100;
}
