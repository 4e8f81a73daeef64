import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FamilyActor } from '../../src/access/actor.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config.js';
import { databaseUrls } from '../../src/database/roles.js';
import { FamilyFiling, type Submission } from '../../src/family-reports/family-filing.js';
import { createLog } from '../../src/logging.js';
import { newSecret } from '../../src/receipts/receipt-digits.js';
import { ReportBody } from '../../src/reports/report-body.js';
import type { TestApplication } from './application.js';

export interface FiledByFamily {
  actor: FamilyActor;
  reporterId: string;
  requestNumber: string;
  secret: string;
}

/** The services that pages call, in this process and signed in to the database as the API is, beside a running service. */
export async function familySide(application: TestApplication) {
  const config = readConfig({
    ...process.env,
    DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).api,
    ATHAR_MODE: 'demonstration',
    LOG_LEVEL: 'fatal',
    SEARCH_THREADS: '0',
  });
  const context: INestApplicationContext = await NestFactory.createApplicationContext(
    AppModule.with(config, createLog('fatal', 'test')),
    { logger: false, abortOnError: false },
  );
  const filing = context.get(FamilyFiling);
  let networks = 0;

  /** Each from a network of its own, unless given. */
  const submission = (body: object, changes: Partial<Submission> = {}): Submission => ({
    id: randomUUID(),
    secret: newSecret(),
    tried: true,
    body: ReportBody.parse(body),
    address: `198.51.${Math.floor(++networks / 250)}.${networks % 250}`,
    ...changes,
  });

  /** As whoever holds this receipt acts. */
  async function holderOf(requestNumber: string): Promise<{ actor: FamilyActor; reporterId: string }> {
    const [receipt] = await application.dataSource.query(
      'select id, organisation_id, report_id, reporter_id from receipts where request_number = $1',
      [requestNumber],
    );
    return {
      actor: {
        kind: 'family',
        role: 'family',
        id: receipt.id,
        organisationId: receipt.organisation_id,
        reportId: receipt.report_id,
      },
      reporterId: receipt.reporter_id,
    };
  }

  async function file(body: object, changes: Partial<Submission> = {}): Promise<FiledByFamily> {
    const sent = submission(body, changes);
    const { requestNumber } = await filing.file(sent);
    return { ...(await holderOf(requestNumber)), requestNumber, secret: sent.secret };
  }

  return { get: context.get.bind(context), submission, file, holderOf, close: () => context.close() };
}
export type FamilySide = Awaited<ReturnType<typeof familySide>>;
