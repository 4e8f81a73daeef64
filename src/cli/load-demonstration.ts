import { createHash } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { Account, hasRole } from '../access/account.entity.js';
import { type StaffActor, staffActor } from '../access/actor.js';
import { inventStaff, type NewAccount, putAccount } from '../access/demonstration-accounts.js';
import { AppModule } from '../app.module.js';
import type { Config } from '../config.js';
import { openDataSource } from '../database/data-source.js';
import {
  type DetentionCsv,
  generatePopulation,
  type PopulationSize,
  reportBody,
  writeDetentionCsv,
} from '../demonstration/index.js';
import { ImportsService } from '../imports/imports.service.js';
import { SourceBody } from '../imports/source-body.js';
import { createLog, NestLog } from '../logging.js';
import { ReportBody } from '../reports/report-body.js';
import { ReportsService } from '../reports/reports.service.js';
import { UsageError } from './output.js';

const reportsAtOnce = 8;

/**
 * Files the invented reports and uploads the invented lists through the same services as everybody else. What is true of them stays
 * apart, in a schema that the service does not know. Loading that was interrupted goes on where it stopped.
 * @returns the staff with their new passwords.
 * @throws the reason of `asked`, between two reports or lists, when the end is asked for
 */
export async function loadDemonstration(
  config: Config,
  ownerUrl: string,
  size: PopulationSize,
  say: (text: string) => void,
  asked: AbortSignal,
): Promise<NewAccount[]> {
  const log = createLog('fatal', 'demonstration');
  const app = await NestFactory.createApplicationContext(AppModule.with({ ...config, logLevel: 'fatal' }, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  const dataSource = await openDataSource(ownerUrl, [Account]);
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
      return staff;
    }
    await load(app.get(ReportsService), app.get(ImportsService), dataSource, size, say, asked);
    return staff;
  } finally {
    await dataSource.destroy();
    await app.close();
  }
}

/**
 * Invented people must never stand among real ones. Asked before anything is changed, the shape of the database too.
 * @throws UsageError
 */
export async function refuseRealData(databaseUrl: string): Promise<void> {
  const dataSource = await openDataSource(databaseUrl, [], 1);
  try {
    const [{ prepared }]: { prepared: boolean }[] = await dataSource.query(
      `select to_regclass('accounts') is not null and to_regclass('reports') is not null as prepared`,
    );
    if (!prepared) return;
    const [{ real }]: { real: boolean }[] = await dataSource.query(
      `select exists (select 1 from accounts where not demonstration)
         or (to_regclass('demonstration.population') is null and exists (select 1 from reports)) as real`,
    );
    if (real)
      throw new UsageError('This database is in use: it has accounts or reports that are not of the demonstration.');
  } finally {
    await dataSource.destroy();
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

async function load(
  reports: ReportsService,
  imports: ImportsService,
  dataSource: DataSource,
  size: PopulationSize,
  say: (text: string) => void,
  asked: AbortSignal,
): Promise<void> {
  say(`Inventing ${size.reports} reports and ${size.records} detention records (seed ${size.seed}).`);
  const population = generatePopulation(size);
  const actors = await demonstrationActors(dataSource);
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

  let filed = 0;
  let taken = 0;
  const queue = population.reports.values();
  const fileReports = async () => {
    for (const report of queue) {
      asked.throwIfAborted();
      // The key of the invented report is its idempotency key: a second start files nothing twice.
      // In turn by the caseworkers, so that each of them has work and can give a second opinion on the others'.
      const { report: stored } = await reports.file(
        actors[taken++ % actors.length],
        `${report.key}-${size.seed}`,
        ReportBody.parse(reportBody(report)),
      );
      await dataSource.query(
        'insert into demonstration.reports (report_key, report_id) values ($1, $2) on conflict do nothing',
        [report.key, stored.id],
      );
      if (++filed % 500 === 0) say(`${filed} of ${population.reports.length} reports filed`);
    }
  };
  await Promise.all(Array.from({ length: reportsAtOnce }, fileReports));
  for (const csv of writeDetentionCsv(population.records)) {
    asked.throwIfAborted();
    await upload(imports, actors[0], csv);
    say(`${csv.source.fileName}: ${csv.rowCount} rows handed in`);
  }
  await dataSource.query('update demonstration.population set finished = true');
}

/** The invented caseworkers, always in the same order. */
async function demonstrationActors(dataSource: DataSource): Promise<StaffActor[]> {
  const accounts = await dataSource
    .getRepository(Account)
    .find({ where: { demonstration: true, role: 'caseworker' }, order: { login: 'DESC' } });
  return accounts.filter(hasRole).map((account) => staffActor(account, { sessionId: null, freshUntil: null }));
}

async function upload(imports: ImportsService, actor: StaffActor, csv: DetentionCsv): Promise<void> {
  const { source } = csv;
  const body = SourceBody.parse({
    document_type: source.type,
    title: source.title,
    issuer: source.issuer,
    document_date: source.documentDate,
    original_or_copy: 'transcription',
  });
  const key = createHash('sha256').update(source.key).digest('base64url');
  await imports.upload(actor, `demo-${key}`, body, {
    name: source.fileName,
    mediaType: 'text/csv',
    bytes: csvBytes(csv),
  });
}

async function* csvBytes(csv: DetentionCsv): AsyncGenerator<Buffer> {
  let text = '';
  for (const line of csv.lines) {
    text += `${line}\r\n`;
    if (text.length > 65_536) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}
