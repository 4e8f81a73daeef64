// One run's stage: a fresh database, API, workers and sender as processes, a link of ours before each server, clients, and a watch over the work.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { inventStaff, putAccount } from '../../dist/access/demonstration-accounts.js';
import { openDataSource } from '../../dist/database/data-source.js';
import { databaseUrls } from '../../dist/database/roles.js';
import { Random } from '../../dist/demonstration/random.js';
import { freePort } from '../../dist/embedded/free-port.js';
import { createKeyRing } from '../../dist/keys/key-ring-file.js';
import { Caller } from './caller.mjs';
import { Ledger } from './ledger.mjs';
import { Link } from './link.mjs';
import { SupervisedProcess } from './processes.mjs';

/** How long work may take to be done after the last trouble. */
const settleWithinMs = 180_000;

export class Stage {
  /** @param wants what a fault needs: { workers, environment, apiEnvironment, workerEnvironment } */
  static async open(lane, { seed, quick = false, wants = {} }) {
    const stage = new Stage();
    stage.lane = lane;
    stage.wants = wants;
    stage.quick = quick;
    stage.random = new Random(seed * 7919 + 17);
    stage.recoveries = [];
    stage.notes = [];
    stage.watches = [];
    stage.processes = [];
    stage.links = {};
    stage.database = await lane.newDatabase();
    stage.directory = join(lane.disk('files'), stage.database);
    mkdirSync(stage.directory);
    try {
      await stage.set();
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }

  async set() {
    const { lane, wants } = this;
    // Beside the disks that may be full, but for what a fault fills on purpose.
    const logs = join(lane.directory, `logs-${this.database}`);
    mkdirSync(logs);
    this.logs = logs;
    const ownerUrl = lane.postgres.url(this.database);
    this.ownerUrl = ownerUrl;
    const dataSource = await openDataSource(ownerUrl);
    this.staff = inventStaff();
    for (const account of this.staff.filter(({ login }) => ['rana', 'omar', 'salma'].includes(login)))
      await putAccount(dataSource, account, true);
    await dataSource.destroy();

    for (const name of ['api-postgres', 'api-queue', 'worker-postgres', 'worker-queue', 'sender-postgres']) {
      const server = name.endsWith('postgres') ? lane.postgres : lane.queue;
      this.links[name] = new Link(name, new Random(this.random.between(1, 1e9)), () => server.port);
      await this.links[name].listen();
    }
    const urls = (process_) => databaseUrls(lane.postgres.url(this.database, this.links[`${process_}-postgres`].port));
    this.keysFile = join(logs, 'keys.json');
    createKeyRing(this.keysFile);
    this.witnessFile = join(this.directory, 'audit-heads.jsonl');
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    const common = {
      ATHAR_MODE: 'demonstration',
      LOG_LEVEL: 'debug',
      QUEUE_PREFIX: this.database,
      // A search thread reads all tables of names before its first search; few people need none.
      SEARCH_THREADS: '0',
      IMPORT_CHUNK: '10',
      ...(this.quick ? { SWEEP_INTERVAL_MS: '500', RING_AGAIN_AFTER_MS: '3000' } : {}),
      ...wants.environment,
    };
    const workers = wants.workers ?? 1;
    const snapshots = join(this.directory, 'snapshot');
    mkdirSync(snapshots);
    this.workerEnvironment = {
      ...common,
      SNAPSHOT_DIR: snapshots,
      DATABASE_URL: urls('worker').worker,
      REDIS_URL: lane.queue.urlBy(this.links['worker-queue'].port),
      ...wants.workerEnvironment,
    };
    this.processes = [
      new SupervisedProcess(
        'api',
        ['serve', '--only', 'api'],
        {
          ...common,
          HOST: '127.0.0.1',
          PORT: String(this.port),
          DATABASE_URL: urls('api').api,
          REDIS_URL: lane.queue.urlBy(this.links['api-queue'].port),
          ATHAR_KEYS_FILE: this.keysFile,
          ATHAR_WITNESS_FILE: this.witnessFile,
          ...wants.apiEnvironment,
          ...this.clockOf('api'),
        },
        join(logs, 'api.log'),
      ),
    ];
    for (let at = 0; at < workers; at++) this.addWorker();
    await Promise.all(this.processes.map((each) => each.start()));

    this.ledger = new Ledger(join(logs, 'ledger.jsonl'));
    this.callers = ['rana', 'omar'].map(
      (login) =>
        new Caller({
          url: this.url,
          account: this.staff.find((each) => each.login === login),
          ledger: this.ledger,
          random: new Random(this.random.between(1, 1e9)),
        }),
    );
    for (const caller of this.callers) {
      caller.over = () => this.ended;
      await caller.signIn();
    }
    this.probe = new Caller({
      url: this.url,
      account: this.callers[0].account,
      ledger: this.ledger,
      random: this.random,
    });
    this.probe.token = this.callers[0].token;
  }

  /** Not started yet. */
  addWorker() {
    const name = `worker-${this.workers.length}`;
    const worker = new SupervisedProcess(
      name,
      ['worker'],
      { ...this.workerEnvironment, ...this.clockOf(name) },
      join(this.logs, `${name}.log`),
    );
    this.processes.push(worker);
    return worker;
  }

  /** What makes the clock of a process one that can be set, for a fault that wants it. */
  clockOf(name) {
    if (!this.wants.clocks) return {};
    const program = new URL('./shifted-clock.mjs', import.meta.url).href;
    return { NODE_OPTIONS: `--import=${program}`, FAULTS_CLOCK_FILE: join(this.logs, `${name}.clock`) };
  }

  setClock(name, offsetMs) {
    writeFileSync(join(this.logs, `${name}.clock`), String(offsetMs));
  }

  get api() {
    return this.processes[0];
  }

  get workers() {
    return this.processes.slice(1);
  }

  /** How much of the worker's work is stored: it only grows while somebody works. Null while the database cannot be asked. */
  async progress() {
    try {
      const [row] = await this.ask(`select
        (select coalesce(sum(rows_staged + rows_done), 0) from imports)::int + (select count(*) from match_profiles)::int
        + (select count(*) from suggestion_events where account_id is null)::int + (select count(*) from imports where inspection is not null)::int as done,
        (select count(*) from due_marks)::int as due,
        (select count(*) from imports where state in ('receiving', 'inspecting', 'mapping', 'checking', 'checked', 'queued', 'running'))::int as under_way`);
      return row;
    } catch {
      return null;
    }
  }

  /** Asks the server itself, past all links. */
  async ask(text, values = []) {
    const client = new pg.Client({ connectionString: this.ownerUrl, connectionTimeoutMillis: 3_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Resolves when the worker stored something more than `share` of what is to come; at once when all is done. */
  async until(test, everyMs = 20, withinMs = 60_000) {
    const until = Date.now() + withinMs;
    while (Date.now() < until && !this.ended) {
      const now = await this.progress();
      if (now && test(now)) return true;
      await pause(everyMs);
    }
    return false;
  }

  /** From now until the worker stores something again, or nothing is due; what it took is this run's recovery. */
  async workResumes(what = 'work') {
    const from = performance.now();
    let before = null;
    while (before === null) before = (await this.progress()) ?? (await pause(100, null));
    const busy = before.due > 0;
    const resumed = await this.until((now) => now.done > before.done || now.due === 0, 50, settleWithinMs);
    if (busy) this.recovered(what, resumed ? (performance.now() - from) / 1000 : Number.POSITIVE_INFINITY);
  }

  /** From now until the API answers a question that needs the database, three times in a row. */
  async apiAnswers(what = 'api') {
    const from = performance.now();
    let good = 0;
    let firstGood = 0;
    while (good < 3 && performance.now() - from < settleWithinMs) {
      const { status } = await this.probe.ask('GET', '/v1/reports?limit=1');
      if (status === 200 && good === 0) firstGood = performance.now();
      good = status === 200 ? good + 1 : 0;
      await pause(100);
    }
    this.recovered(what, good === 3 ? (firstGood - from) / 1000 : Number.POSITIVE_INFINITY);
  }

  /** Seconds until the API said that it cannot. */
  saidUnavailable(seconds) {
    this.slowestRefusal = Math.max(this.slowestRefusal ?? 0, seconds);
  }

  recovered(what, seconds) {
    this.recoveries.push({ what, seconds: Math.round(seconds * 100) / 100 });
  }

  /** Waits until nothing is due, under way or waiting. @returns what is left, or null */
  async settled() {
    const until = Date.now() + settleWithinMs;
    let left = null;
    while (Date.now() < until) {
      const now = await this.progress();
      if (now && now.due === 0) return null;
      left = now;
      await pause(100);
    }
    return JSON.stringify(left);
  }

  async stopProcesses() {
    this.ended = true;
    await Promise.all(this.processes.map((each) => each.stop()));
  }

  async close() {
    await this.stopProcesses();
    for (const link of Object.values(this.links)) await link.close();
    await this.lane.drop(this.database).catch(() => {});
  }
}
