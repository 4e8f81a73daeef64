import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { StaffActor } from '../../src/access/actor.js';
import { storeReceipt } from '../../src/receipts/store-receipt.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { familySignIn, filerOf, issueReceipt, lookOf, typeIn, writtenAbout } from '../support/families.js';
import { fileWith, join, tareq } from '../support/family.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let omar: Client;
let salma: Client;
let hadi: Client;
let file: ReturnType<typeof caseworkOf>['file'];

beforeAll(async () => {
  application = await startApplication({ worker: false });
  const of = (login: string) => application.accounts.find((account) => account.login === login)!;
  [rana, omar, salma, hadi] = await Promise.all(
    ['rana', 'omar', 'salma', 'hadi'].map((login) => signIn(application.url, of(login))),
  );
  ({ file } = caseworkOf(application, rana));
});
afterAll(() => application?.stop());

let people = 0;
const fileSomebody = () => file(aMan(people++).report());
const accountOf = async (login: string): Promise<{ id: string; organisation_id: string }> =>
  (await application.dataSource.query('select id, organisation_id from accounts where login = $1', [login]))[0];

describe('a caseworker gives a family a receipt', () => {
  it('C2: with a number of six digits and a secret of 25, of which only an argon2id hash with a salt of its own is kept', async () => {
    const reportId = await fileSomebody();
    const one = await issueReceipt(rana, reportId);
    const two = await issueReceipt(rana, reportId);
    for (const { request_number, secret } of [one, two]) {
      expect(request_number).toMatch(/^[1-9]\d{5}$/);
      expect(secret).toMatch(/^(\d{5} ){4}\d{5}$/);
    }
    expect(one.request_number).not.toBe(two.request_number);
    const kept: { secret_hash: string }[] = await application.dataSource.query(
      'select secret_hash from receipts where report_id = $1',
      [reportId],
    );
    expect(kept.map((row) => row.secret_hash)).toEqual(
      Array(2).fill(expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)),
    );
    const salts = kept.map((row) => row.secret_hash.split('$')[4]);
    expect(new Set(salts).size).toBe(2);
  });

  it('C2: the secret is in no table, and written down is only that there is a receipt', async () => {
    const receipt = await issueReceipt(rana, await fileSomebody());
    const { id } = await accountOf('rana');
    expect(await writtenAbout(application.dataSource, receipt.id)).toEqual([`staff:${id} receipt.issued done`]);
    const tables: { name: string }[] = await application.dataSource.query(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    const plain = receipt.secret.replaceAll(' ', '');
    for (const { name } of tables) {
      const found = await application.dataSource.query(
        `select 1 from ${name} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
        [plain, receipt.secret],
      );
      expect([name, found]).toEqual([name, []]);
    }
  });

  it('once: the same request sent again gets the number and never the secret', async () => {
    const reportId = await fileSomebody();
    const key = randomUUID();
    const send = (body: object) => rana.post(`/v1/reports/${reportId}/receipts`, body, { 'idempotency-key': key });
    const body = { reporter_id: await filerOf(rana, reportId) };
    const first = await send(body);
    const again = await send(body);
    expect(first.status).toBe(201);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual({ id: first.body.id, request_number: first.body.request_number });
    const another = await fileSomebody();
    const reused = await rana.post(`/v1/reports/${another}/receipts`, body, { 'idempotency-key': key });
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency.reused']);
    expect((await rana.get(`/v1/reports/${reportId}/receipts`)).body.items).toHaveLength(1);
    expect((await rana.get(`/v1/reports/${another}/receipts`)).body.items).toHaveLength(0);
  });

  it('only after a fresh proof of identity, for a report that is hers, and with nothing in the request that is not hers to say', async () => {
    const reportId = await fileSomebody();
    const path = `/v1/reports/${reportId}/receipts`;
    const his = { reporter_id: await filerOf(rana, reportId) };
    const absent = await omar.post(`/v1/reports/${randomUUID()}/receipts`, his);
    for (const client of [omar, hadi]) {
      const answer = await client.post(path, his);
      expect([answer.status, { ...answer.body, instance: '' }]).toEqual([404, { ...absent.body, instance: '' }]);
      expect((await client.get(path)).status).toBe(404);
    }
    for (const body of [
      {},
      { ...his, request_number: '123456' },
      { ...his, secret: '1'.repeat(25) },
      { ...his, organisation_id: randomUUID() },
      { reporter_id: null },
      { reporter_id: 'nobody' },
      { reporter_id: randomUUID() },
    ]) {
      expect([body, (await rana.post(path, body)).status]).toEqual([body, 400]);
    }
    expect((await salma.post(path, his)).status).toBe(201);
    const { id } = await accountOf('rana');
    await application.dataSource.query('update sessions set fresh_until = now() where account_id = $1', [id]);
    const stale = await rana.post(path, his);
    expect([stale.status, stale.body.code]).toEqual([403, 'access.fresh_sign_in']);
    expect((await rana.get(path)).body.items).toHaveLength(1);
    await application.dataSource.query(
      "update sessions set fresh_until = now() + interval '5 minutes' where account_id = $1",
      [id],
    );
  });

  it('sees whose it is, who gave it out and when, on which day it was last used and whether it is locked, and no secret', async () => {
    const reportId = await fileSomebody();
    const receipt = await issueReceipt(rana, reportId);
    const listed = () => rana.get(`/v1/reports/${reportId}/receipts`);
    const fresh = {
      id: receipt.id,
      request_number: receipt.request_number,
      reporter_id: await filerOf(rana, reportId),
      issued_by: (await accountOf('rana')).id,
      issued_at: expect.any(String),
      last_used_on: null,
      locked: false,
      revoked_at: null,
    };
    expect((await listed()).body).toEqual({ items: [fresh] });
    await familySignIn(application.url, receipt);
    const [{ today }] = await application.dataSource.query(
      "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today",
    );
    expect((await listed()).body).toEqual({ items: [{ ...fresh, last_used_on: today }] });
  });
});

describe('a receipt is taken back', () => {
  it('at once, with every session that was opened with it, and looks like one that never was', async () => {
    const reportId = await fileSomebody();
    const receipt = await issueReceipt(rana, reportId);
    const family = await familySignIn(application.url, receipt);
    expect((await family.asks('/v1/family/report')).status).toBe(200);
    const revoke = () => rana.send('DELETE', `/v1/reports/${reportId}/receipts/${receipt.id}`);
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(204);
    expect((await family.asks('/v1/family/report')).status).toBe(401);
    const refused = await typeIn(application.url, receipt.request_number, receipt.secret);
    expect(lookOf(refused)).toEqual(lookOf(await typeIn(application.url, '012345', receipt.secret)));
    expect(refused.status).toBe(401);
    const [listed] = (await rana.get(`/v1/reports/${reportId}/receipts`)).body.items;
    expect(listed.revoked_at).not.toBeNull();
  });

  it('R5: while that of another relative of the same report goes on', async () => {
    const reportId = await fileSomebody();
    const mother = await issueReceipt(rana, reportId);
    const brother = await issueReceipt(rana, reportId);
    const session = await familySignIn(application.url, brother);
    await rana.send('DELETE', `/v1/reports/${reportId}/receipts/${mother.id}`);
    expect((await session.asks('/v1/family/report')).status).toBe(200);
    expect((await typeIn(application.url, mother.request_number, mother.secret)).status).toBe(401);
    await familySignIn(application.url, brother);
  });

  it('R5: with the person who was removed from the report, and only that person', async () => {
    const { id: reportId, reporterId } = await fileWith(rana);
    const brotherId = await join(rana, reportId, tareq);
    const mother = await issueReceipt(rana, reportId, reporterId);
    const brother = await issueReceipt(rana, reportId, brotherId);
    const session = await familySignIn(application.url, mother);
    const path = `/v1/reports/${reportId}/reporters/${reporterId}`;
    expect((await salma.send('DELETE', path, { reason: 'asked_by_person' })).status).toBe(204);
    expect((await session.asks('/v1/family/report')).status).toBe(401);
    expect((await typeIn(application.url, mother.request_number, mother.secret)).status).toBe(401);
    await familySignIn(application.url, brother);
    const forNobody = await rana.post(`/v1/reports/${reportId}/receipts`, { reporter_id: reporterId });
    expect([forNobody.status, forNobody.body.errors[0].code]).toEqual([400, 'reporter.unknown']);
  });

  it('only by way of its own report; an attempt by way of another one is refused and written down', async () => {
    const [one, other] = [await fileSomebody(), await fileSomebody()];
    const receipt = await issueReceipt(rana, one);
    const { id } = await accountOf('rana');
    const strange = await rana.send('DELETE', `/v1/reports/${other}/receipts/${receipt.id}`);
    expect([strange.status, strange.body.code]).toEqual([404, 'access.not_found']);
    expect((await rana.post(`/v1/reports/${other}/receipts/${receipt.id}/unlock`, {})).status).toBe(404);
    expect((await omar.send('DELETE', `/v1/reports/${one}/receipts/${receipt.id}`)).status).toBe(404);
    expect(await writtenAbout(application.dataSource, receipt.id)).toEqual([
      `staff:${id} receipt.issued done`,
      `staff:${id} receipt.revoked denied`,
      `staff:${id} receipt.unlocked denied`,
    ]);
    await familySignIn(application.url, receipt);
  });
});

describe('numbers', () => {
  it('are never given twice, to whichever organisation: a taken one is drawn again', async () => {
    const reportId = await fileSomebody();
    const reporterId = await filerOf(rana, reportId);
    const { id, organisation_id } = await accountOf('rana');
    const actor = { id, organisationId: organisation_id } as StaffActor;
    const store = (draw: () => string) =>
      storeReceipt(
        application.dataSource.manager,
        actor,
        { id: randomUUID(), reportId, reporterId, secretHash: '$argon2id$invented', createdBy: id },
        draw,
      );
    const taken: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 99_999 }),
        async (misses, next) => {
          const free = String(900_000 + next);
          fc.pre(!taken.includes(free));
          const draws = [...(taken.length ? misses.map((miss) => taken[miss % taken.length]) : []), free];
          expect(await store(() => draws.shift()!)).toBe(free);
          expect(draws).toEqual([]);
          taken.push(free);
        },
      ),
      { numRuns: 40 },
    );
    await expect(store(() => taken[0])).rejects.toThrow('No request number is free');
  });
});
