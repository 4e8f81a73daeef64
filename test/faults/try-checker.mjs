// Does the checker see what is wrong? After one undisturbed run each violation of plants.mjs is planted into a copy of its database and looked for.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './checker.mjs';
import { plants } from './plants.mjs';
import { query } from './postgres-server.mjs';

/** @param done a run at rest, its processes stopped: what `check` is given, with the name of its database @returns one line a plant */
export async function tryChecker(lane, done) {
  const tried = [];
  for (const [at, { name, invariant, sql, log }] of plants.entries()) {
    const database = `planted_${at}`;
    const url = lane.postgres.url(database);
    await query(lane.postgres.url('postgres'), `create database ${database} template ${done.database}`);
    if (sql) await query(url, 'set session_replication_role = replica', ...sql);
    if (log) appendFileSync(join(done.logs, 'api.log'), `${log(done.people.canary)}\n`);
    const violations = await check({
      ...done,
      ownerUrl: url,
      ask: (text, values) => ask(url, text, values),
    });
    tried.push({ name, invariant, found: [...new Set(violations.map((each) => each.invariant))] });
    await lane.drop(database);
  }
  return tried;
}

const ask = async (url, text, values) => query(url, { text, values });
