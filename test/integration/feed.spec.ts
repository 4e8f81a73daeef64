import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { RecordIds } from '../../src/exports/record-ids.js';
import { EndExports } from '../../src/exports/run/end-exports.js';
import { KeyRingFile } from '../../src/keys/key-ring-file.js';
import { createLog } from '../../src/logging.js';
import { workerEntities } from '../../src/worker.entities.js';
import {
  aKey,
  anAgreement,
  aPartner,
  aPerson,
  dayFromNow,
  demonstrationPerson,
  type Person,
} from '../support/administrators.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aReport, markerFamilyArabic } from '../support/builders.js';
import { Follower, fetchText } from '../support/feed-follower.js';

jest.setTimeout(300_000);

const everything = ['names', 'mother_name', 'sex', 'birth', 'events', 'places'];
let app: TestApplication;
let hadi: Person;
let maha: Person;
let workersOwn: DataSource;

interface Partner {
  id: string;
  admin: Person;
  program: Client;
}

async function aRecipient(fields = everything): Promise<Partner> {
  const { id, admin } = await aPartner(app, hadi, false);
  const agreed = await hadi.client.post(
    `/v1/organisations/${id}/agreements`,
    anAgreement({ purpose: 'export', fields }),
  );
  expect(agreed.status).toBe(201);
  return { id, admin, program: (await aKey(admin, ['read_feed'])).program };
}

beforeAll(async () => {
  app = await startApplication();
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker, workerEntities);
  hadi = await demonstrationPerson(app, 'hadi');
  maha = await aPerson(app, 'supervisor');
});
afterAll(async () => {
  await workersOwn?.destroy();
  await app?.stop();
});

let filedSoFar = 0;

/** Each about somebody else: what was taken back of one report would else hold back the same report of the next. */
async function file(partners: boolean, sought: object = {}): Promise<string> {
  const another = { mother_name: `Fatima ${++filedSoFar}`, ...sought };
  const answer = await maha.client.post('/v1/reports', aReport({ consent: { partners }, sought: another }));
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function answerAboutPartners(reportId: string, granted: boolean): Promise<void> {
  const { body } = await maha.client.get(`/v1/reports/${reportId}/reporters`);
  const answer = { reporter_id: body.items[0].id, purpose: 'partners', granted, form_version: 't-2', language: 'ar' };
  expect((await maha.client.post(`/v1/reports/${reportId}/consents`, answer)).status).toBe(201);
}

const idFor = (partner: Partner, reportId: string) =>
  new RecordIds(new KeyRingFile(process.env.ATHAR_KEYS_FILE!).current(), 'http://localhost', partner.id).person(
    reportId,
  );

/** Who may be shared now, by what the families said and not by the feed. */
async function liveIds(partner: Partner): Promise<string[]> {
  const live: { id: string }[] = await app.dataSource.query(
    `select r.id from reports r join organisations o on o.id = r.organisation_id and o.kind = 'operator'
     where r.state = 'open'
       -- Nobody who may have been a child: by default they go to no partner (R23).
       and (r.birth_latest > coalesce(r.disappeared_earliest, current_date) - interval '18 years') is not true
       and exists (
       select 1 from consents c where c.report_id = r.id and c.purpose = 'partners' and c.granted and c.withdrawn_at is null
         and c.suppressed_by is null and c.expires_at > now())`,
  );
  return live.map(({ id }) => idFor(partner, id)).sort();
}

const idsOf = (follower: Follower) => [...follower.known.keys()].sort();

describe('a program of a partner that follows the feed', () => {
  it('reads an empty feed as an empty list', async () => {
    const follower = new Follower((await aRecipient()).program);
    expect(await follower.readOnce()).toEqual({ entries: 0, more: false });
  });

  it('learns of whom the family lets partners know, with the end of the consent, and of nobody else', async () => {
    const partner = await aRecipient();
    const shown = await file(true);
    const hidden = await file(false);
    await app.settled();
    const follower = new Follower(partner.program);
    await follower.catchUp();
    expect(idsOf(follower)).toContain(idFor(partner, shown));
    expect(idsOf(follower)).not.toContain(idFor(partner, hidden));
    expect(follower.known.get(idFor(partner, shown))).toMatchObject({
      full_name: `خالد قاسم ${markerFamilyArabic}`,
      given_name: 'خالد',
      family_name: markerFamilyArabic,
      sex: 'male',
      date_of_birth: '1985',
      author_name: 'Athar (localhost)',
      // The agreement ends before the consent does.
      expiry_date: `${dayFromNow(31)}T00:00:00Z`,
    });
  });

  it('gets only what its agreement is about', async () => {
    const partner = await aRecipient(['names']);
    const id = await file(true);
    await app.settled();
    const follower = new Follower(partner.program);
    await follower.catchUp();
    const person = follower.known.get(idFor(partner, id));
    expect(person).toMatchObject({ full_name: `خالد قاسم ${markerFamilyArabic}` });
    for (const field of ['sex', 'date_of_birth', 'home_state']) expect(person).not.toHaveProperty(field);
  });

  it('ends with exactly who may be shared, whatever was filed, changed, taken back and given again while it read', async () => {
    const partner = await aRecipient();
    const followers = [new Follower(partner.program, 2), new Follower(partner.program, 200)];
    const action = fc.record({
      what: fc.constantFrom(
        'file',
        'file hidden',
        'edit',
        'take back',
        'give again',
        'run out',
        'close',
        'read',
        'read',
      ),
      whom: fc.nat(),
      year: fc.integer({ min: 1950, max: 2000 }),
    });
    const filed: string[] = [];
    const closed = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        for (const { what, whom, year } of actions) {
          const id = filed.length > 0 ? filed[whom % filed.length] : undefined;
          if (what === 'file') filed.push(await file(true, { birth: String(year) }));
          else if (what === 'file hidden') filed.push(await file(false));
          else if (what === 'read') await followers[whom % 2].readOnce();
          else if (id === undefined) continue;
          else if (what === 'edit') {
            const { headers } = await maha.client.get(`/v1/reports/${id}`);
            const edited = await maha.client.send(
              'PATCH',
              `/v1/reports/${id}`,
              { sought: { birth: String(year) } },
              { 'content-type': 'application/merge-patch+json', 'if-match': headers.get('etag') ?? '"1"' },
            );
            expect(edited.status).toBe(200);
          } else if (what === 'take back') await answerAboutPartners(id, false);
          else if (what === 'give again') await answerAboutPartners(id, true);
          else if (what === 'close') {
            closed.add(id);
            await app.dataSource.query("update reports set state = 'closed' where id = $1", [id]);
          } else
            await app.dataSource.query(
              `update consents set expires_at = now() where report_id = $1 and purpose = 'partners' and granted`,
              [id],
            );
        }
        await app.settled();
        const live = await liveIds(partner);
        for (const follower of followers) {
          await follower.catchUp();
          expect(idsOf(follower)).toEqual(live);
          for (const id of filed.filter((one) => live.includes(idFor(partner, one)))) {
            const { body } = await maha.client.get(`/v1/reports/${id}`);
            expect(follower.known.get(idFor(partner, id))?.date_of_birth).toBe(body.sought.birth.as_written);
          }
        }
      }),
      { numRuns: 8 },
    );
    expect(filed.length).toBeGreaterThan(5);
    // One that begins now is not told of people who were gone before.
    const late = new Follower(partner.program);
    await late.catchUp();
    expect(idsOf(late)).toEqual(await liveIds(partner));
    expect(late.told).toEqual([]);
  });

  it('is given nobody whose consent was taken back, from that moment on, and is told afterwards', async () => {
    const partner = await aRecipient();
    const id = await file(true);
    await app.settled();
    const follower = new Follower(partner.program);
    await follower.catchUp();
    expect(idsOf(follower)).toContain(idFor(partner, id));
    await answerAboutPartners(id, false);
    // Nobody waits for the worker here.
    const [{ content }] = await app.dataSource.query('select content from feed_entries where report_id = $1', [id]);
    expect(content).toBeNull();
    await app.settled();
    await follower.catchUp();
    expect(follower.told).toEqual([idFor(partner, id)]);
    expect(idsOf(follower)).toEqual(await liveIds(partner));
  });

  it('is given nobody whose consent ran out by the clock, before and after the worker noticed', async () => {
    const partner = await aRecipient();
    const id = await file(true);
    await app.settled();
    const follower = new Follower(partner.program);
    await follower.catchUp();
    // As time does it: nothing happens to the consent itself.
    await app.dataSource.query('alter table consents disable trigger consents_followed');
    await app.dataSource.query("update consents set expires_at = now() where report_id = $1 and purpose = 'partners'", [
      id,
    ]);
    await app.dataSource.query('alter table consents enable trigger consents_followed');
    await app.dataSource.query('update feed_entries set expires_at = now() where report_id = $1', [id]);
    const beginner = new Follower(partner.program);
    await beginner.catchUp();
    expect(idsOf(beginner)).not.toContain(idFor(partner, id));
    await new EndExports(workersOwn, createLog('silent', 'test')).end();
    await app.settled();
    await follower.catchUp();
    expect(follower.told).toEqual([idFor(partner, id)]);
  });

  it('reads in pages, each person once', async () => {
    const partner = await aRecipient();
    for (let one = 0; one < 5; one++) await file(true);
    await app.settled();
    const follower = new Follower(partner.program, 2);
    let entries = 0;
    for (let more = true; more; ) {
      const page = await follower.readOnce();
      expect(page.entries).toBeLessThanOrEqual(2);
      entries += page.entries;
      more = page.more;
    }
    expect(entries).toBe(follower.known.size);
    expect(await follower.readOnce()).toEqual({ entries: 0, more: false });
  });
});

describe('the feed tells nothing to others', () => {
  it('knows one person under another id for each partner', async () => {
    const [one, other] = [await aRecipient(), await aRecipient()];
    await file(true);
    await app.settled();
    const [first, second] = [new Follower(one.program), new Follower(other.program)];
    await first.catchUp();
    await second.catchUp();
    expect(first.known.size).toBe(second.known.size);
    expect(idsOf(first).filter((id) => second.known.has(id))).toEqual([]);
  });

  it('refuses a cursor of another partner, and one that was made up', async () => {
    const [one, other] = [await aRecipient(), await aRecipient()];
    const follower = new Follower(one.program);
    await follower.catchUp();
    for (const cursor of [follower.cursor ?? '', 'AAAA', Buffer.from('0.0.x').toString('base64url')]) {
      const answer = await other.program.get(`/v1/feeds/person?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'request.cursor']);
    }
    expect((await fetchText(one.program, `/v1/feeds/person?cursor=${follower.cursor}`)).status).toBe(200);
  });

  it('gives nothing without an agreement that is in force, and the database gives nothing either', async () => {
    const partner = await aRecipient();
    await file(true);
    await app.settled();
    const organisations = (await hadi.client.get('/v1/organisations?limit=200')).body.items;
    const [agreement] = organisations.find(({ id }: { id: string }) => id === partner.id).agreements;
    expect(
      (await hadi.client.send('DELETE', `/v1/organisations/${partner.id}/agreements/${agreement.id}`)).status,
    ).toBe(204);
    const answer = await partner.program.get('/v1/feeds/person');
    expect([answer.status, answer.body.code]).toEqual([409, 'agreement.missing']);
    const asPartner = await openDataSource(databaseUrls(process.env.DATABASE_URL!).api, workerEntities);
    const seen = await asPartner.transaction(async (manager) => {
      await manager.query(
        `select set_config('app.organisation', $1, true), set_config('app.role', 'partner', true), set_config('app.actor', $2, true)`,
        [partner.id, randomUUID()],
      );
      return manager.query('select report_id from feed_entries');
    });
    await asPartner.destroy();
    expect(seen).toEqual([]);
  });

  it('is shut to keys without the scope, to staff and to nobody', async () => {
    const partner = await aRecipient();
    const reader = (await aKey(partner.admin, ['read_own'])).program;
    for (const client of [reader, maha.client, partner.admin.client])
      expect((await client.get('/v1/feeds/person')).status).toBe(404);
    expect((await fetch(`${app.url}/v1/feeds/person`)).status).toBe(401);
  });
});
