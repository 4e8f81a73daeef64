import { setTimeout } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { Account, hasRole } from '../access/account.entity.js';
import { type StaffActor, staffActor } from '../access/actor.js';
import { inventStaff, type NewAccount, putAccount } from '../access/demonstration-accounts.js';
import { AppModule } from '../app.module.js';
import type { Config } from '../config.js';
import { openDataSource } from '../database/data-source.js';
import {
  generatePopulation,
  type Population,
  type PopulationSize,
  reportBody,
  writeDetentionCsv,
} from '../demonstration/index.js';
import { createLog, NestLog } from '../logging.js';
import { ReportBody } from '../reports/report-body.js';
import { ReportsService } from '../reports/reports.service.js';
import { storeInventedList } from './store-invented-list.js';
import { workOnCases } from './work-on-cases.js';

const reportsAtOnce = 8;
const closeWithinMs = 2_000;

export interface Demonstration {
  /** The staff with their new passwords. */
  staff: NewAccount[];
  /**
   * Hands in the invented lists, which takes a running worker: it reads, checks and stores them. What was handed in before stays.
   * @throws the reason of `asked`, between two lists, when the end is asked for
   */
  handInLists(asked: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * Files the invented reports, and later hands in the invented lists, through the same services as everybody else. What is true of them stays
 * apart, in a schema that the service does not know. Loading that was interrupted goes on where it stopped.
 * @throws the reason of `asked`, between two reports, when the end is asked for
 */
export async function loadDemonstration(
  config: Config,
  ownerUrl: string,
  size: PopulationSize,
  say: (text: string) => void,
  asked: AbortSignal,
): Promise<Demonstration> {
  const log = createLog('fatal', 'demonstration');
  const app = await NestFactory.createApplicationContext(
    AppModule.with({ ...config, logLevel: 'fatal', metrics: null }, log),
    {
      logger: new NestLog(log),
      abortOnError: false,
    },
  );
  const dataSource = await openDataSource(ownerUrl, [Account]);
  const close = async () => {
    await dataSource.destroy();
    // When the queue has gone already, BullMQ waits for it for ever.
    await Promise.race([app.close(), setTimeout(closeWithinMs, undefined, { ref: false })]);
  };
  try {
    const staff = inventStaff();
    for (const account of staff) await putAccount(dataSource, account, true);
    await dataSource.query(schema);
    const [stored]: { seed: number; reports: number; records: number }[] = await dataSource.query(
      'select seed, reports, records from demonstration.population where finished',
    );
    if (stored) {
      say(
        `The demonstration is loaded already: ${stored.reports} reports, ${stored.records} records (seed ${stored.seed}).`,
      );
      return { staff, close, handInLists: async () => {} };
    }
    say(`Inventing ${size.reports} reports and ${size.records} detention records (seed ${size.seed}).`);
    const population = generatePopulation(size);
    await keepTruth(dataSource, size, population);
    const actors = await demonstrationActors(dataSource);
    await fileReports(app.get(ReportsService), dataSource, actors, population.reports, size.seed, say, asked);
    await workOnCases(app, actors[0]);
    const handInLists = async (stopped: AbortSignal) => {
      for (const csv of writeDetentionCsv(population.records)) {
        stopped.throwIfAborted();
        await storeInventedList(app, actors[0], csv, stopped);
        say(`${csv.source.fileName}: ${csv.rowCount} rows handed in`);
      }
      await dataSource.query('update demonstration.population set finished = true');
    };
    return { staff, close, handInLists };
  } catch (error) {
    await close();
    throw error;
  }
}

const schema = `
  create schema if not exists demonstration;
  create table if not exists demonstration.population (
    seed integer, reports integer, records integer, finished boolean not null default false);
  create table if not exists demonstration.reports (report_key text primary key, report_id uuid not null);
  create table if not exists demonstration.truth (
    report_key text, record_key text, same_person boolean not null, primary key (report_key, record_key));
`;

async function keepTruth(dataSource: DataSource, size: PopulationSize, population: Population): Promise<void> {
  await dataSource.query('delete from demonstration.population');
  await dataSource.query('insert into demonstration.population (seed, reports, records) values ($1, $2, $3)', [
    size.seed,
    size.reports,
    size.records,
  ]);
  for (const [pairs, samePerson] of [
    [population.truth, true],
    [population.relatives, false],
  ] as const) {
    await dataSource.query(
      `insert into demonstration.truth (report_key, record_key, same_person)
       select report_key, record_key, $3 from unnest($1::text[], $2::text[]) as pair(report_key, record_key) on conflict do nothing`,
      [pairs.map((pair) => pair.reportKey), pairs.map((pair) => pair.recordKey), samePerson],
    );
  }
}

async function fileReports(
  reports: ReportsService,
  dataSource: DataSource,
  actors: StaffActor[],
  invented: Population['reports'],
  seed: number,
  say: (text: string) => void,
  asked: AbortSignal,
): Promise<void> {
  let filed = 0;
  let taken = 0;
  const queue = invented.values();
  const fileNext = async () => {
    for (const report of queue) {
      asked.throwIfAborted();
      // The key of the invented report is its idempotency key: a second start files nothing twice.
      // In turn by the caseworkers, so that each of them has work and can give a second opinion on the others'.
      const { report: stored } = await reports.file(
        actors[taken++ % actors.length],
        `${report.key}-${seed}`,
        ReportBody.parse(reportBody(report)),
      );
      await dataSource.query(
        'insert into demonstration.reports (report_key, report_id) values ($1, $2) on conflict do nothing',
        [report.key, stored.id],
      );
      if (++filed % 500 === 0) say(`${filed} of ${invented.length} reports filed`);
    }
  };
  await Promise.all(Array.from({ length: reportsAtOnce }, fileNext));
}

/** The invented caseworkers, always in the same order. */
async function demonstrationActors(dataSource: DataSource): Promise<StaffActor[]> {
  const accounts = await dataSource
    .getRepository(Account)
    .find({ where: { demonstration: true, role: 'caseworker' }, order: { login: 'DESC' } });
  return accounts.filter(hasRole).map((account) => staffActor(account, { sessionId: null, freshUntil: null }));
}
