// What is used up while a load runs: processor time by kind of process, connections of the API, what the database waits for, and how old the oldest due mark is.
import { cpus } from 'node:os';
import pg from 'pg';
import { cpuBetween, ProcessFigures } from '../import/process-figures.mjs';

const everyMs = 1_000;
/** Connections of the API (foundation.module.ts). */
const poolSize = 10;

export class Saturation {
  #figures = new ProcessFigures();
  #database;
  #samples = [];
  #timer;
  #before;
  #own;
  #from;

  static async watch(databaseUrl) {
    const watching = new Saturation();
    watching.#database = new pg.Client(databaseUrl);
    await watching.#database.connect();
    watching.#before = watching.#figures.now();
    watching.#own = process.cpuUsage();
    watching.#from = performance.now();
    let looking = false;
    watching.#timer = setInterval(async () => {
      if (looking) return;
      looking = true;
      watching.#samples.push(await watching.#look());
      looking = false;
    }, everyMs);
    return watching;
  }

  async #look() {
    const { rows: sessions } = await this.#database.query(
      `select usename, state, wait_event_type as waits, wait_event as event, count(*)::int as n from pg_stat_activity
       where usename like 'athar%' and backend_type = 'client backend' group by 1, 2, 3, 4`,
    );
    const { rows: due } = await this.#database.query(
      `select count(*)::int as n, coalesce(extract(epoch from now() - min(due_at)), 0)::float as oldest from due_marks where due_at <= now()`,
    );
    const of = (test) => sessions.filter(test).reduce((sum, { n }) => sum + n, 0);
    const busy = (row) => row.state !== 'idle';
    return {
      apiBusy: of((row) => row.usename === 'athar_api' && busy(row)),
      onLocks: of((row) => busy(row) && row.waits === 'Lock'),
      onAdvisory: of((row) => busy(row) && row.event === 'advisory'),
      onDisk: of((row) => busy(row) && ['IO', 'LWLock'].includes(row.waits)),
      connections: of(() => true),
      due: due[0].n,
      oldestDueS: Math.max(0, due[0].oldest),
    };
  }

  /** @returns shares and peaks over the time watched, and `first`: what was used up first, in words */
  async stop() {
    clearInterval(this.#timer);
    const seconds = (performance.now() - this.#from) / 1000;
    const figures = this.#figures.now();
    const cpu = cpuBetween(this.#before, figures);
    this.#figures.stop();
    await this.#database.end();
    const { user, system } = process.cpuUsage(this.#own);
    cpu.generator = (user + system) / 1e6;
    const cores = cpus().length;
    const shares = Object.fromEntries(
      Object.entries(cpu)
        .map(([kind, spent]) => [kind, spent / seconds])
        .sort((a, b) => b[1] - a[1]),
    );
    const mean = (of) => this.#samples.reduce((sum, each) => sum + of(each), 0) / Math.max(1, this.#samples.length);
    const peak = (of) => Math.max(0, ...this.#samples.map(of));
    const found = {
      seconds,
      /** Cores' worth of processor time by kind of process. */
      cpu: shares,
      cpuOfAll: Object.values(shares).reduce((sum, each) => sum + each, 0) / cores,
      /** Share of looks at which every connection of the API was at work. */
      poolFull: mean(({ apiBusy }) => Number(apiBusy >= poolSize)),
      apiBusy: mean(({ apiBusy }) => apiBusy),
      onLocks: mean(({ onLocks }) => onLocks),
      onAdvisory: mean(({ onAdvisory }) => onAdvisory),
      onDisk: mean(({ onDisk }) => onDisk),
      connections: peak(({ connections }) => connections),
      dueAtMost: peak(({ due }) => due),
      oldestDueS: peak(({ oldestDueS }) => oldestDueS),
      memory: Object.fromEntries(Object.entries(figures).map(([kind, { memory }]) => [kind, memory])),
    };
    return { ...found, first: whatFirst(found) };
  }
}

/** Processes that take less are not what the processor went to. */
const notable = 0.1;

function whatFirst({ cpu, cpuOfAll, poolFull, onAdvisory, onLocks, onDisk, oldestDueS }) {
  const most = Object.entries(cpu)
    .filter(([, share]) => share >= notable)
    .slice(0, 4)
    .map(([kind, share]) => `${kind} ${share.toFixed(2)}`)
    .join(', ');
  const causes = [];
  if (cpuOfAll >= 0.85) causes.push(`the processor, ${Math.round(cpuOfAll * 100)} % of all cores`);
  if (poolFull >= 0.2) causes.push(`connections of the API, all at work at ${Math.round(poolFull * 100)} % of looks`);
  if (onAdvisory >= 2) causes.push(`the writer of the audit chain, ${onAdvisory.toFixed(1)} waiting for it`);
  else if (onLocks >= 2) causes.push(`locks, ${onLocks.toFixed(1)} waiting`);
  if (onDisk >= 2) causes.push(`the disk of the database, ${onDisk.toFixed(1)} waiting`);
  if (oldestDueS >= 60) causes.push(`matching, the oldest due mark waited ${Math.round(oldestDueS)} s`);
  const said = causes.length > 0 ? causes.join('; ') : `nothing (processor ${Math.round(cpuOfAll * 100)} %)`;
  return `${said} [cores: ${most}]`;
}
