import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Family } from './world.js';

/** As if the families had filed by themselves, two days ago at most. */
export async function noteFilings(dataSource: DataSource, families: Family[]): Promise<void> {
  for (const { of, receiptId } of families)
    await dataSource.query(
      `insert into family_filings (submission_id, organisation_id, report_id, receipt_id, network_hash, kin_hash)
       select $2, organisation_id, id, $3, $4, $4 from reports where id = $1 on conflict (report_id) do nothing`,
      [of.reportId, randomUUID(), receiptId, randomBytes(32)],
    );
}

/** Somebody without a report told of extortion. @returns its id */
export async function tellOfExtortion(dataSource: DataSource, organisationId: string, word: string): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `insert into extortion_tips (id, organisation_id, asked_for, way, told) values ($1, $2, 'money', 'telephone', $3)`,
    [id, organisationId, word],
  );
  return id;
}
