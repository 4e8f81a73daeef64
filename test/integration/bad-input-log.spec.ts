import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Client,
  type ServiceProcess,
  signIn,
  startApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem, marker, sendRaw, storedRows } from '../support/refusals.js';

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication({ config: { logLevel: 'debug' } });
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());

// What the database says about such a row, "Failing row contains (…, Samir Athartest, …)", must stay between it and the service.
const refuseSamir =
  "alter table person_names add constraint nobody_called_samir check (raw not like 'Samir%') not valid";
const allowSamir = 'alter table person_names drop constraint if exists nobody_called_samir';
beforeEach(() => app.dataSource.query(refuseSamir));
afterEach(() => app.dataSource.query(allowSamir));

async function logWith(process: ServiceProcess, pattern: RegExp): Promise<string> {
  for (let i = 0; i < 250 && !pattern.test(process.output()); i++) await setTimeout(20);
  expect(process.output()).toMatch(pattern);
  return process.output();
}

describe('the log, at its most talkative, says where it failed and names nobody', () => {
  it('when the database refuses a report and quotes the person', async () => {
    const before = await storedRows(app.dataSource);
    const report = {
      sought: { names: [{ full: 'Samir Athartest' }] },
      reporter: { relationship: 'father' },
      consent: { search: true, partners: true, contact: true, form_version: '1' },
    };
    const headers = {
      authorization: `Bearer ${client.token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    };
    const answer = await sendRaw(app.url, 'POST', '/v1/reports', headers, JSON.stringify(report));
    expectProblem(answer, 500, 'service.failed');
    expect(await storedRows(app.dataSource)).toEqual(before);

    const log = await logWith(app.api, /request failed here/);
    expect(log).toMatch(/"code":"23514".*"request failed"/);
    expect(log).toMatch(/reports\.service\.js/);
    expect(log).not.toMatch(marker);
    expect(log).not.toContain(client.token);
  });

  it('when a batch of an import fails and the error quotes a person; the batch waits and is stored once it can be', async () => {
    await app.dataSource.query(allowSamir);
    // Not a refusal of a value, which would reject that row alone, but a fault of the database.
    await app.dataSource.query(`
      create function fail_on_samir() returns trigger language plpgsql as $$
      begin
        if new.raw like 'Samir%' then raise exception 'cannot store %', new.raw; end if;
        return new;
      end $$;
      create trigger fail_on_samir before insert on person_names for each row execute function fail_on_samir()`);
    const csv = 'full_name\nOmar Athartest\nSamir Athartest\n';
    const { status, body } = await client.upload(csv, { document_type: 'other', title: 'Invented list' });
    expect(status).toBe(202);
    const log = await logWith(app.worker!, /work put off here/);
    expect(log).toMatch(/run-import\.js/);
    expect(log).not.toMatch(marker);
    const [mark] = await app.dataSource.query("select last_error from due_marks where task = 'imports.run'");
    expect(mark).toEqual({ last_error: 'P0001' });
    expect(await storedRows(app.dataSource)).toMatchObject({ detention_records: 0, person_names: 0 });

    await app.dataSource.query('drop trigger fail_on_samir on person_names; drop function fail_on_samir()');
    await app.dataSource.query("update due_marks set due_at = now() where task = 'imports.run'");
    await app.settled();
    expect((await client.get(`/v1/imports/${body.id}`)).body.rows).toMatchObject({ total: 2, created: 2, done: 2 });
    expect(app.worker!.output()).not.toMatch(marker);
  }, 60_000);

  it('when the database refuses one row of an import; that row is rejected and the others are stored', async () => {
    const csv = 'full_name\nZiad Athartest\nSamir Athartest\n';
    const { body } = await client.upload(csv, { document_type: 'other', title: 'Another invented list' });
    await app.settled();
    expect((await client.get(`/v1/imports/${body.id}`)).body.rows).toMatchObject({ total: 2, created: 1, rejected: 1 });
    expect(app.worker!.output()).not.toMatch(marker);
  }, 60_000);
});
