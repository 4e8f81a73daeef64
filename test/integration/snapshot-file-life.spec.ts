import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { createLog } from '../../src/logging.js';
import { blockingKeys, codeRecord, compileRecord, type MatchRecord, matcherVersion } from '../../src/matching/index.js';
import { keepBase, type MadeBase, makeBase, snapshotFile } from '../../src/snapshot/make-base.js';
import { Snapshots } from '../../src/snapshot/snapshots.js';
import { startWorkerProcess } from '../support/application.js';

jest.setTimeout(180_000);

const many = 3_000;
const organisation = randomUUID();
const directory = join(mkdtempSync(join(tmpdir(), 'athar-snapshot-')), 'snapshot');
const file = snapshotFile(directory);
let owner: DataSource;
let workersOwn: DataSource;

const khaled: MatchRecord = {
  names: [{ raw: 'Khaled Qasem Athartest' }],
  motherName: 'Huda',
  sex: 'male',
  birth: null,
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
};
const compiled = compileRecord(khaled);

/** @param records how many of one name */
async function store(records: number, names = khaled): Promise<void> {
  const made = compileRecord(names);
  await owner.query(
    `insert into match_profiles (record_id, side, organisation_id, with_partners, revision, matcher_version, features, coded, keys)
     select gen_random_uuid(), 'record', $1, false, 1, $2, $3, $4, $5 from generate_series(1, $6)`,
    [
      organisation,
      matcherVersion,
      names,
      codeRecord(made),
      blockingKeys(made, 'record').map(({ key }) => key),
      records,
    ],
  );
}

beforeAll(async () => {
  owner = await openDataSource(process.env.DATABASE_URL!);
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
  await owner.query("insert into organisations (id, name, kind) values ($1, 'Amal', 'operator')", [organisation]);
  await store(many);
});
afterAll(async () => {
  await workersOwn?.destroy();
  await owner?.destroy();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

async function keptBase(): Promise<MadeBase> {
  const base = await makeBase(workersOwn, { directory, anew: true });
  expect(await keepBase(workersOwn, base, directory)).toBe(true);
  return base;
}
const begin = async (): Promise<MadeBase> => makeBase(workersOwn, { directory, anew: false });
const refusedBecause = async () => (await begin()).refused;

function newWorker(): Snapshots {
  const config = { searchThreads: 0, databaseUrl: '', snapshotDirectory: directory };
  return new Snapshots(workersOwn, createLog('silent', 'worker'), config);
}
const search = async (worker: Snapshots) => {
  const asking = { side: 'report' as const, organisationId: organisation, withPartners: false, compiled };
  return (await worker.search(asking, 'indexed')).hits.map(({ recordId }) => recordId);
};

describe('the file of a snapshot', () => {
  it('is made when there is none, for its owner alone, and used by the next start', async () => {
    expect((await search(newWorker())).length).toBe(many);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await refusedBecause()).toBeNull();
  });

  it('is followed by what changed since: who came is found, who was removed or has another name is not', async () => {
    await keptBase();
    const before = await search(newWorker());
    const [gone, renamed] = before;
    await owner.query('delete from match_profiles where record_id = $1', [gone]);
    const other = compileRecord({ ...khaled, names: [{ raw: 'Nizar Wasim' }], motherName: 'Salma' });
    await owner.query('update match_profiles set coded = $2, keys = $3 where record_id = $1', [
      renamed,
      codeRecord(other),
      blockingKeys(other, 'record').map(({ key }) => key),
    ]);
    await store(1);
    expect(await refusedBecause()).toBeNull();
    const after = await search(newWorker());
    expect(after).not.toContain(gone);
    expect(after).not.toContain(renamed);
    expect(after.filter((id) => !before.includes(id))).toHaveLength(1);
    expect(after).toHaveLength(before.length - 1);
  });

  it('is not used when a byte of it is wrong or it was cut off, and made anew', async () => {
    const { data } = await keptBase();
    const { size } = statSync(file);
    const whole = await search(newWorker());
    const broken = await open(file, 'r+');
    const byte = Buffer.alloc(1);
    await broken.read(byte, 0, 1, Math.floor(size / 2));
    byte[0] ^= 0x10;
    await broken.write(byte, 0, 1, Math.floor(size / 2));
    await broken.close();
    expect(await refusedBecause()).toBe('it is damaged');
    await keepBase(workersOwn, { ...(await begin()), data }, directory);
    expect(await refusedBecause()).toBeNull();
    const cut = await open(file, 'r+');
    await cut.truncate(size - 100);
    await cut.close();
    expect(await refusedBecause()).toBe('it was cut off');
    expect((await search(newWorker())).sort()).toEqual(whole.sort());
    expect(await refusedBecause()).toBeNull();
  });

  it('does not stop the search when it cannot be read or written', async () => {
    rmSync(file, { force: true });
    mkdirSync(file);
    expect(await begin()).toMatchObject({ refused: 'it could not be read', code: 'EISDIR' });
    expect((await search(newWorker())).length).toBeGreaterThanOrEqual(many - 1);
    rmSync(file, { recursive: true });
  });

  it('is made anew when it is older than a day and still holds the names of somebody who was removed since', async () => {
    await keptBase();
    // As if the transaction that wrote the mark had done so yesterday.
    await owner.query("update snapshot_marks set made_in = this_transaction(), made_at = now() - interval '25 hours'");
    const worker = newWorker();
    const [gone] = await search(worker);
    const { ino } = statSync(file);
    await store(1);
    await search(worker);
    await pause(300);
    expect(statSync(file).ino).toBe(ino);
    await owner.query('delete from match_profiles where record_id = $1', [gone]);
    expect(await search(worker)).not.toContain(gone);
    while (statSync(file).ino === ino) await pause(20);
    expect(await refusedBecause()).toBeNull();
    expect(await search(worker)).not.toContain(gone);
  });

  it('is not used by a database that was restored to a time before it', async () => {
    await keptBase();
    await owner.query('delete from snapshot_marks');
    expect(await refusedBecause()).toBe('its database has another history');
  });

  it('is not used by a database into which its own rows were copied', async () => {
    await keptBase();
    // What a restored dump does: the same rows, written by other transactions.
    await owner.query('create temporary table copied as select * from snapshot_marks');
    await owner.query('delete from snapshot_marks');
    await owner.query('insert into snapshot_marks select * from copied');
    await owner.query('drop table copied');
    expect(await refusedBecause()).toBe('its database has another history');
  });

  it('is not used when the table was made anew', async () => {
    await keptBase();
    await owner.query('vacuum full match_profiles');
    expect(await refusedBecause()).toBe('it was made of another database');
  });

  it('is whole or not there, whenever the worker that writes it is killed', async () => {
    process.env.SNAPSHOT_DIR = directory;
    process.env.SEARCH_THREADS = '1';
    rmSync(directory, { recursive: true, force: true });
    try {
      const written = () => (existsSync(directory) ? readdirSync(directory) : []);
      const isBeingWritten = () => written().some((name) => name.endsWith('.part'));
      // Before it writes, while it writes, and when the file stands there.
      for (const killWhen of [() => true, isBeingWritten, isBeingWritten, () => existsSync(file)]) {
        const worker = await startWorkerProcess();
        while (!killWhen() && !existsSync(file)) await pause(1);
        await worker.stop('SIGKILL');
        expect(await refusedBecause()).toBe(existsSync(file) ? null : 'there is no file');
        // The next one has to write it again.
        rmSync(file, { force: true });
      }
      const last = await startWorkerProcess();
      while (!existsSync(file)) await pause(50);
      await last.stop();
      // What the killed ones left is gone.
      expect(readdirSync(directory)).toEqual(['profiles.snapshot']);
      expect((await search(newWorker())).length).toBeGreaterThanOrEqual(many - 1);
    } finally {
      delete process.env.SNAPSHOT_DIR;
      delete process.env.SEARCH_THREADS;
    }
  });
});
