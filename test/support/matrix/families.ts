import type { Client } from '../application.js';
import { call } from '../staff.js';
import type { Case, Family } from './world.js';

/** A receipt as a caseworker hands it over, and the family that signs in with it. */
export async function giveReceipt(client: Client, of: Case): Promise<Family> {
  const issued = await client.post(`/v1/reports/${of.reportId}/receipts`, { reporter_id: of.reporterId });
  if (issued.status !== 201) throw new Error(`Issuing a receipt answered ${issued.status}`);
  const { id, request_number, secret } = issued.body;
  const opened = await call(client.url, 'POST', '/v1/family/session', { request_number, secret });
  if (opened.status !== 200) throw new Error(`The family's sign-in answered ${opened.status}`);
  return { receiptId: id, token: opened.body.token, of, signIn: { request_number, secret } };
}

/** A family whose receipt was taken back while it was signed in. */
export async function giveAndRevoke(client: Client, of: Case): Promise<Family> {
  const family = await giveReceipt(client, of);
  const revoked = await client.send('DELETE', `/v1/reports/${of.reportId}/receipts/${family.receiptId}`);
  if (revoked.status !== 204) throw new Error(`Revoking a receipt answered ${revoked.status}`);
  return { ...family, gone: 'revoked' };
}
