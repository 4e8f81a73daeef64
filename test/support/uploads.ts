import { randomBytes } from 'node:crypto';
import type { Client, TestApplication } from './application.js';
import { type ErrorEntry, type RawAnswer, sendRaw } from './refusals.js';

export interface Part {
  name: string;
  fileName?: string;
  type?: string;
  content: string | Uint8Array;
}

export interface Multipart {
  type: string;
  body: Buffer;
}

/** A multipart body, part for part as given; FormData would put some of them in order. */
export function multipart(parts: Part[]): Multipart {
  const boundary = `----${randomBytes(12).toString('hex')}`;
  const pieces = parts.flatMap(({ name, fileName, type, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    fileName === undefined ? '' : `; filename="${fileName}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  const body = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece as string)));
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}

export function sendParts(
  client: Client,
  { type, body }: Multipart,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const all = {
    authorization: `Bearer ${client.token}`,
    'idempotency-key': crypto.randomUUID(),
    'content-type': type,
    ...headers,
  };
  return sendRaw(client.url, 'POST', '/v1/imports', all, body);
}

interface RowOutcome {
  row_number: number;
  outcome: string;
  detention_record_id: string | null;
  problems: ErrorEntry[];
}

/** Imports a file and waits for its last row. Throws when the rows are not all accounted for. */
export async function importAndWait(app: TestApplication, client: Client, csv: string | Uint8Array, source: object) {
  const { status, body } = await client.upload(csv, source);
  if (status !== 202) throw new Error(`The upload answered ${status} ${body.code}`);
  await app.settled();
  const { rows, state } = (await client.get(`/v1/imports/${body.id}`)).body;
  if (state !== 'done' || rows.total !== rows.created + rows.held + rows.rejected || rows.done !== rows.total) {
    throw new Error(`Not every row is accounted for: ${state} ${JSON.stringify(rows)}`);
  }
  const { items } = (await client.get<{ items: RowOutcome[] }>(`/v1/imports/${body.id}/rows?limit=200`)).body;
  return { rows, items };
}
