import type { ImportView } from '../../src/imports/import-view.js';
import type { Client, TestApplication } from './application.js';
import { check, handIn, type Said } from './hand-in.js';
import { type ErrorEntry, type RawAnswer, sendRaw } from './refusals.js';

/** What is said of a file of so many bytes before it comes. */
export const anImport = (bytes: number, changes: object = {}) => ({
  kind: 'detention_records',
  list: { name: `Athartest ${crypto.randomUUID()}` },
  source: { document_type: 'other', title: `Invented list ${crypto.randomUUID()} Athartest` },
  file: { name: 'athartest.csv', bytes },
  ...changes,
});

/** Begins an import. @returns its id */
export async function begin(client: Client, bytes: number, changes: object = {}): Promise<string> {
  const { status, body } = await client.post('/v1/imports', anImport(bytes, changes));
  if (status !== 201) throw new Error(`Beginning an import answered ${status} ${body.code}`);
  return body.id;
}

/** Sends bytes of a file, with just these headers. */
export const sendBytes = (
  { url, token }: Client,
  id: string,
  offset: number | string,
  bytes: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<RawAnswer> =>
  sendRaw(
    url,
    'PATCH',
    `/v1/imports/${id}/file`,
    {
      authorization: `Bearer ${token}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    bytes,
  );

/** How many bytes of a file are stored, as a sender asks it. */
export async function cameSoFar({ url, token }: Client, id: string): Promise<number> {
  const answer = await sendRaw(url, 'HEAD', `/v1/imports/${id}/file`, { authorization: `Bearer ${token}` });
  if (answer.status !== 200) throw new Error(`Asking how far a file is answered ${answer.status}`);
  return Number(answer.headers['upload-offset']);
}

/** Waits until no worker is at an import any more. */
export async function untilItRests(app: TestApplication, client: Client, id: string): Promise<ImportView> {
  await app.settled();
  return (await client.get<ImportView>(`/v1/imports/${id}`)).body;
}

interface RowSeen {
  row_number: number;
  plan: string;
  outcome: string | null;
  detention_record_id: string | null;
  cells: string[];
  problems: ErrorEntry[];
}

/** Sends a file, takes its columns for what they are likely to be, and has it checked. Throws when it cannot be. */
export async function checkAndWait(client: Client, content: string | Uint8Array, source: object, said: Said = {}) {
  const checked = await check(client, content, source, said);
  if (checked.state !== 'checked' || !checked.summary)
    throw new Error(`It was not checked: ${JSON.stringify(checked.failure)}`);
  const { rows } = checked.summary;
  if (rows.ready + rows.held + rows.rejected !== rows.total) throw new Error(`Not every row: ${JSON.stringify(rows)}`);
  return { ...checked, summary: checked.summary, items: await rowsOf(client, checked.id) };
}

export const rowsOf = async (client: Client, id: string, query = '') =>
  (await client.get<{ items: RowSeen[] }>(`/v1/imports/${id}/rows?limit=200${query}`)).body.items;

/** Imports a file and waits for its last row. Throws when the rows are not all accounted for. */
export async function importAndWait(app: TestApplication, client: Client, csv: string | Uint8Array, source: object) {
  const { status, body } = await handIn(client, csv, source);
  if (status !== 202) throw new Error(`Handing in answered ${status} ${body.code ?? body.state}`);
  await app.settled();
  const { rows, state } = (await client.get(`/v1/imports/${body.id}`)).body;
  const accounted = rows.created + rows.new_revision + rows.unchanged + rows.held + rows.rejected;
  if (state !== 'done' || rows.total !== accounted || rows.done !== rows.total) {
    throw new Error(`Not every row is accounted for: ${state} ${JSON.stringify(rows)}`);
  }
  return { rows, items: await rowsOf(client, body.id) };
}
