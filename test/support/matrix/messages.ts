import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Client } from '../application.js';
import type { Case } from './world.js';

/** The person of a case wants to be told, and is written to: the text holds the word of the case, and a notice waits. Nobody here sends it. */
export async function writeToFamily(
  dataSource: DataSource,
  client: Client,
  { reportId, reporterId, word }: Case,
): Promise<void> {
  await dataSource.query(
    `insert into notice_wishes (id, organisation_id, report_id, reporter_id, channel, address, kek_id, language, time_zone, from_hour, to_hour)
     select $2, organisation_id, report_id, id, 'email', $3, 'none', 'ar', 'UTC', 0, 24 from reporters where id = $1`,
    [reporterId, randomUUID(), randomBytes(64)],
  );
  const body = { reporter_id: reporterId, template: 'question', text: word };
  const sent = await client.post(`/v1/reports/${reportId}/messages`, body);
  if (sent.status !== 201) throw new Error(`Writing to a family answered ${sent.status} ${JSON.stringify(sent.body)}`);
}
