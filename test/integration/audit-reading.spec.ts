import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { WitnessFile } from '../../src/audit/witness-file.js';
import { KeyRingFile } from '../../src/keys/key-ring-file.js';
import { RingSigner } from '../../src/keys/ring-signer.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { append, asApi, verifyAt } from '../support/audit-chain.js';

jest.setTimeout(180_000);

const witness = new WitnessFile(process.env.ATHAR_WITNESS_FILE!);
const signer = new RingSigner(new KeyRingFile(process.env.ATHAR_KEYS_FILE!));
let application: TestApplication;
let auditor: Client;
let organisation: string;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  const account = { login: 'amal', displayName: 'Amal Athartest', role: 'auditor' as const, password: randomUUID() };
  await putAccount(application.dataSource, account, true);
  auditor = await signIn(application.url, { ...account, account: account.login });
  [{ id: organisation }] = await application.dataSource.query("select id from organisations where kind = 'operator'");
});
afterAll(() => application.stop());

describe('an auditor', () => {
  it('sees who read or did what in the own organisation, newest first, and that is written down too', async () => {
    const rana = await signIn(application.url, application.accounts[0]);
    const absent = randomUUID();
    expect((await rana.get(`/v1/reports/${absent}`)).status).toBe(404);
    expect((await rana.get('/v1/reports')).status).toBe(200);
    const api = await asApi();
    await append(api, randomUUID(), { subjectId: absent });
    await append(api, organisation, { subjectId: null, seen: [randomUUID(), absent] });
    await api.end();
    const { status, body, headers } = await auditor.get(`/v1/audit?subject_id=${absent.toUpperCase()}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body.items).toMatchObject([
      { action: 'report.read', seen: [expect.any(String), absent], subject_id: null },
      {
        action: 'access.denied',
        outcome: 'denied',
        operation: 'GET /v1/reports/:id',
        subject_kind: 'report',
        subject_id: absent,
      },
    ]);
    const again = await auditor.get(`/v1/audit?subject_id=${absent}`);
    expect(again.body.items[0]).toMatchObject({ action: 'audit.read', subject_id: absent, fields: ['subject_id'] });
    const first = body.items[1];
    const his = await auditor.get(`/v1/audit?actor_id=${first.actor_id}&outcome=denied&from=${first.at.slice(0, 23)}Z`);
    expect(his.body.items).toEqual([first]);
    expect((await auditor.get(`/v1/audit?actor_id=${first.actor_id}&until=2020-01-01T00:00:00Z`)).body.items).toEqual(
      [],
    );
    expect((await auditor.get('/v1/audit?action=reports.listed')).body.items).toHaveLength(1);
  });

  it('goes on from page to page without skipping or repeating, while entries are added', async () => {
    const api = await asApi();
    for (let i = 0; i < 20; i++) await append(api, organisation, { action: 'page.test' });
    await api.end();
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await auditor.get(`/v1/audit?limit=7&action=page.test${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item: { seq: number }) => item.seq));
      cursor = body.next;
    } while (cursor);
    expect(seen).toHaveLength(20);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    expect(new Set(seen).size).toBe(20);
  });

  it('gets a plain refusal for a question that is none', async () => {
    for (const query of [
      'subject_id=Khalid',
      'actor_id=1',
      'action=Athartest',
      'outcome=x',
      'from=yesterday',
      'cursor=e30',
      'limit=0',
      'name=x',
    ])
      expect((await auditor.get(`/v1/audit?${query}`)).status).toBe(400);
  });

  it('is told whether the newest entries stand as they were written, and which is the first that does not', async () => {
    const check = async () => (await auditor.get('/v1/audit/chain')).body;
    const whole = await check();
    expect(whole).toMatchObject({ from: 1, whole: true, broken_at: null });
    expect(whole.to).toBeGreaterThan(20);
    const [{ action }] = await application.dataSource.query(
      'select action from audit_entries where chain_id = $1 and seq = 3',
      [organisation],
    );
    const tampered = async (word: string) => {
      await application.dataSource.query('alter table audit_entries disable trigger all');
      await application.dataSource.query('update audit_entries set action = $2 where chain_id = $1 and seq = 3', [
        organisation,
        word,
      ]);
      for (const trigger of ['audit_entries_append_only', 'audit_entries_never_emptied'])
        await application.dataSource.query(`alter table audit_entries enable always trigger ${trigger}`);
    };
    await tampered('report.never-read');
    expect(await check()).toMatchObject({ whole: true, broken_at: 3 });
    await tampered(action);
    expect((await check()).broken_at).toBeNull();
    expect((await auditor.get('/v1/audit?action=audit.checked')).body.items).toHaveLength(3);
    const rana = await signIn(application.url, application.accounts[0]);
    expect((await rana.get('/v1/audit/chain')).status).toBe(404);
  });

  it('sees no case content, and nobody else sees the audit', async () => {
    for (const path of ['/v1/reports', '/v1/suggestions', '/v1/imports'])
      expect((await auditor.get(path)).status).toBe(404);
    for (const account of application.accounts.filter(({ role }) => role !== 'auditor')) {
      const client = await signIn(application.url, account);
      expect((await client.get('/v1/audit')).body).toMatchObject({ status: 404, code: 'access.not_found' });
    }
    expect((await fetch(`${application.url}/v1/audit`)).status).toBe(401);
  });
});

describe('the API process', () => {
  it('seals what happened at its orderly end, and after a kill at the next start', async () => {
    await application.stop();
    const ended = await verifyAt(witness, signer);
    expect(ended).toMatchObject({ findings: [], unsealed: 1 });
    expect(ended.ends.get(organisation)).toMatchObject({ lastWitnessed: ended.ends.get(organisation)?.seq });
    application = await startApplication({ worker: false });
    await signIn(application.url, application.accounts[0]);
    await application.api.stop('SIGKILL');
    expect((await verifyAt(witness, signer)).unsealed).toBeGreaterThan(1);
    application = await startApplication({ worker: false });
    for (let i = 0; i < 100 && (await verifyAt(witness, signer)).unsealed > 1; i++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await verifyAt(witness, signer)).toMatchObject({ findings: [], unsealed: 1 });
  });
});
