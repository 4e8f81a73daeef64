import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Client } from './application.js';
import { type RawAnswer, sendRaw } from './refusals.js';

export interface IssuedReceipt {
  id: string;
  request_number: string;
  secret: string;
}

/** The person who filed a report. */
export async function filerOf(caseworker: Client, reportId: string): Promise<string> {
  const { body } = await caseworker.get(`/v1/reports/${reportId}/reporters`);
  return body.items[0].id;
}

/** A caseworker gives a family its number and secret: the person who filed, unless another one is named. */
export async function issueReceipt(caseworker: Client, reportId: string, reporterId?: string): Promise<IssuedReceipt> {
  const whose = reporterId ?? (await filerOf(caseworker, reportId));
  const answer = await caseworker.post(`/v1/reports/${reportId}/receipts`, { reporter_id: whose });
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body;
}

/** Exactly what comes over the line when a family types this. */
export const typeIn = (url: string, number: string, secret: string): Promise<RawAnswer> =>
  sendRaw(
    url,
    'POST',
    '/v1/family/session',
    { 'content-type': 'application/json' },
    JSON.stringify({ request_number: number, secret }),
  );

/** What an answer shows apart from when it came and its own number: status, headers and body. */
export const lookOf = ({ status, headers, text }: RawAnswer) => ({
  status,
  headers: { ...headers, date: 'when it came' },
  text: text.replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:its own'),
  bytes: Buffer.byteLength(text),
});

/** A family that has signed in. */
export async function familySignIn(url: string, receipt: { request_number: string; secret: string }) {
  const answer = await typeIn(url, receipt.request_number, receipt.secret);
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.stringContaining('"token":"atf_')]);
  const body: { token: string; csrf_token: string; expires_at: string; somebody_tried: boolean } = JSON.parse(
    answer.text,
  );
  return {
    ...body,
    cookie: String(answer.headers['set-cookie']),
    /** Exactly what comes over the line when it asks for this. */
    asks: (path: string, method = 'GET') => sendRaw(url, method, path, { authorization: `Bearer ${body.token}` }),
  };
}

/** A secret that has the right form and is not this one. */
export const anotherSecret = (secret: string) => secret.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));

/** Time passes for everybody who has to wait after wrong tries; what was counted stays counted. */
export const waitedLongEnough = (dataSource: DataSource) =>
  dataSource.query("update try_limits set next_allowed_at = now() - interval '1 second'");

/** What was written down about one thing, oldest first, as "who action outcome". */
export async function writtenAbout(dataSource: DataSource, subjectId: string): Promise<string[]> {
  const rows: { actor: string; action: string; outcome: string }[] = await dataSource.query(
    "select actor_kind || ':' || actor_id as actor, action, outcome from audit_entries where subject_id = $1 order by at",
    [subjectId],
  );
  return rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`);
}
