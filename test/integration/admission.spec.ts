import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mostWaitingForDatabase } from '../../src/access/admission.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { expectProblem, sendRaw } from '../support/refusals.js';

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication({ worker: false });
  client = await signIn(app.url, app.accounts[0]);
  // The places are read for the first report, and all that come meanwhile wait for that and not for a connection.
  expect((await client.post('/v1/reports', aMan(0).report())).status).toBe(201);
}, 60_000);
afterAll(() => app?.stop());

const connections = 10;
const families = connections + mostWaitingForDatabase + 30;

describe('when more families write at once than can be served', () => {
  it('some are asked to come again, whoever was let in is answered, and with the second try each report is there once', async () => {
    const reports = Array.from({ length: families }, (_, at) => ({
      key: crypto.randomUUID(),
      body: JSON.stringify(aMan(at).report()),
    }));
    const file = ({ key, body }: (typeof reports)[number]) => {
      const headers = {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      return sendRaw(app.url, 'POST', '/v1/reports', headers, body);
    };
    // Nobody can store a report, so that those who were let in hold all connections, and the line behind them grows.
    const holder = app.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('lock table reports in exclusive mode');
    const first = reports.map(file);
    try {
      const sentAway = await Promise.race(first);
      expectProblem(sentAway, 503, 'service.busy');
      expect(Number(sentAway.headers['retry-after'])).toBeGreaterThanOrEqual(2);

      // Whoever looks after the service hears that the process is there, and a family is told in its own language.
      expect(await sendRaw(app.url, 'GET', '/v1/health', {})).toMatchObject({ status: 200 });
      const page = await sendRaw(app.url, 'GET', '/ar/report/name', {});
      expect(page).toMatchObject({ status: 503, type: expect.stringMatching(/^text\/html/) });
      expect(page.text).toContain('lang="ar"');
      expect(Number(page.headers['retry-after'])).toBeGreaterThanOrEqual(2);

      // What a family wrote comes back to it with a button, and not to a page of somebody else.
      const write = (headers: Record<string, string>) => {
        const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
        return sendRaw(
          app.url,
          'POST',
          '/en/report/what-happened',
          form,
          'token=own&circumstances=%3CAthartest%3E%0D%0Atwo',
        );
      };
      const back = await write({ 'sec-fetch-site': 'same-origin' });
      expect(back.status).toBe(503);
      expect(back.text).toMatch(/<form [^>]*action="\/en\/report\/what-happened"/);
      expect(back.text).toContain('name="token" value="own"');
      expect(back.text).toMatch(/<textarea [^>]*name="circumstances"[^>]*>\n?&lt;Athartest&gt;\ntwo<\/textarea>/);
      const foreign = await write({ 'sec-fetch-site': 'cross-site' });
      expect([foreign.status, foreign.text.includes('Athartest')]).toEqual([503, false]);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    const answers = await Promise.all(first);
    const busy = answers.filter(({ status }) => status === 503);
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([201, 503]);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true);

    const accepted = answers.flatMap(({ status, text }) => (status === 201 ? [JSON.parse(text).id as string] : []));
    for (const [at, { status }] of answers.entries()) {
      if (status === 201) continue;
      const again = await file(reports[at]);
      expect(again.status).toBe(201);
      accepted.push(JSON.parse(again.text).id);
    }
    const stored: { id: string }[] = await app.dataSource.query('select id from reports order by created_at offset 1');
    expect(stored.map(({ id }) => id).sort()).toEqual([...new Set(accepted)].sort());
    expect(stored).toHaveLength(families);
  });

  it('the log says so once, not for each of them', () => {
    expect(app.api.output().match(/"code":"service\.busy"/g)).toHaveLength(1);
  });
});
