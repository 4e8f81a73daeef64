import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { issueReceipt } from '../support/families.js';
import { fileWith, mona, reveal } from '../support/family.js';
import { textOf } from '../support/source-files.js';

jest.setTimeout(120_000);

let app: TestApplication;
let rana: Client;
beforeAll(async () => {
  app = await startApplication({ worker: false });
  rana = await signIn(app.url, app.accounts[0]);
});
afterAll(() => app?.stop());

interface Affected {
  request_number: string;
  report: string;
  most: 'revealed' | 'read' | 'listed';
  times: string;
}

/** ops/breach-affected.sql as psql runs it, with its variables put in quoted. */
async function affected(account: string, from: string, until: string): Promise<Affected[]> {
  const given: Record<string, string> = { account, from, until };
  const sql = textOf('ops/breach-affected.sql').replaceAll(/^\s*--.*$/gm, '');
  return app.dataSource.query(sql.replaceAll(/:'(\w+)'/g, (_all, name: string) => `'${given[name]}'`));
}
const idOf = async (login: string): Promise<string> =>
  (await app.dataSource.query('select id from accounts where login = $1', [login]))[0].id;
const never = '1999-01-01 00:00Z';
const always = '2999-01-01 00:00Z';

it('whom to tell when an account was misused: the receipts of what it saw, the worst first, and of nothing else', async () => {
  // Omar files; what Rana then sees of it is what somebody with her session saw.
  const work = caseworkOf(app, rana);
  const revealed = await fileWith(rana, mona);
  const receipt = await issueReceipt(rana, revealed.id, revealed.reporterId);
  const read = await work.file(aMan(1).report());
  const omar = await signIn(app.url, app.accounts[1]);
  const others = await caseworkOf(app, omar).file(aMan(2).report());
  // From here on somebody else sits at her screen.
  const [{ stolen }] = await app.dataSource.query('select clock_timestamp()::text as stolen');
  expect((await reveal(rana, revealed.id, revealed.reporterId)).status).toBe(200);
  expect((await rana.get(`/v1/reports/${read}`)).status).toBe(200);
  expect((await rana.get(`/v1/reports/${others}`)).status).toBe(404);
  const [{ noticed }] = await app.dataSource.query('select clock_timestamp()::text as noticed');
  expect((await rana.get(`/v1/reports/${read}`)).status).toBe(200);

  const found = await affected(await idOf('rana'), stolen, noticed);
  expect(found.map(({ report, most, request_number }) => ({ report, most, request_number }))).toEqual([
    { report: revealed.id, most: 'revealed', request_number: receipt.request_number },
    { report: read, most: 'read', request_number: '-' },
  ]);
  expect(Number(found[1].times)).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(found)).not.toContain(mona.name);
  expect(await affected(await idOf('rana'), never, '2000-01-01 00:00Z')).toEqual([]);
  expect((await affected(await idOf('omar'), never, always)).map(({ report }) => report)).toEqual([others]);
  const everybody = await affected('00000000-0000-0000-0000-000000000000', never, always);
  expect(everybody.map(({ report }) => report).sort()).toEqual([revealed.id, read, others].sort());
});
