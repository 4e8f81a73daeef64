// The embedded Postgres with the keys and the names of the population in tables of three kinds, for the baselines of candidate search.
import { chmodSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../dist/embedded/postgres.js';
import { plainColumnNames } from '../plain-columns.mjs';
import { eachKeys, eachLine } from '../population.mjs';

/** Starts a server whose data are thrown away, fills it, and hands over one connection. */
export async function withPostgresTables(population, say, use) {
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-postgres-'));
  chmodSync(directory, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: directory, test: true });
  const database = new pg.Client(server.url);
  try {
    await database.connect();
    // One backend, as one search has it; memory as a server of this size would be given.
    await database.query(
      "set max_parallel_workers_per_gather = 0; set work_mem = '64MB'; set maintenance_work_mem = '1GB'; set jit = off",
    );
    const built = await fill(database, directory, population, say);
    const [{ pid }] = (await database.query('select pg_backend_pid() as pid')).rows;
    return await use(database, { pid, built });
  } finally {
    await database.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function fill(database, directory, population, say) {
  await database.query(`
    create extension pg_trgm;
    create unlogged table key_rows (key int, record int, bits real);
    create unlogged table key_lists (record int, keys int[]);
    create unlogged table name_texts (record int, latin text, skeletons text)`);
  let copied = 0;
  const file = join(directory, 'copied.txt');
  const copy = async (table, lines) => {
    writeFileSync(file, lines.length > 0 ? `${lines.join('\n')}\n` : '', { mode: 0o644 });
    await database.query(`copy ${table} from '${file}'`);
    unlinkSync(file);
  };
  const slices = [];
  eachKeys(population, (keys, firstRow) => slices.push({ keys, firstRow }));
  for (const { keys, firstRow } of slices) {
    const { starts } = keys;
    const rows = [];
    const lists = [];
    for (let row = 0; row + 1 < starts.length; row++) {
      for (let at = starts[row]; at < starts[row + 1]; at++)
        rows.push(`${keys.keys[at]}\t${firstRow + row}\t${keys.bits[at]}`);
      lists.push(`${firstRow + row}\t{${keys.keys.slice(starts[row], starts[row + 1]).join(',')}}`);
    }
    await copy('key_rows', rows);
    await copy('key_lists', lists);
    copied += rows.length;
  }
  const latin = plainColumnNames.indexOf('latin');
  const skeletons = plainColumnNames.indexOf('skeletons');
  const texts = [];
  eachLine(population, 'plain', (line, row) => {
    const cells = line.split('\t');
    texts.push(`${row}\t${cells[latin] || '\\N'}\t${cells[skeletons]}`);
  });
  await copy('name_texts', texts);

  const built = {};
  for (const [name, index] of Object.entries({
    'key table': 'create index on key_rows (key) include (record, bits)',
    'GIN int[]': 'create index on key_lists using gin (keys)',
    pg_trgm:
      'create index on name_texts using gin (latin gin_trgm_ops); create index on name_texts using gin (skeletons gin_trgm_ops)',
  })) {
    const from = performance.now();
    await database.query(index);
    built[name] = (performance.now() - from) / 1000;
    say(`Postgres: ${name} built in ${built[name].toFixed(1)} s`);
  }
  await database.query('vacuum analyze');
  return { rows: copied, seconds: built };
}
