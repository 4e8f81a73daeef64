import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NoticeWays } from '../../src/config.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import type { NoticeWishBody } from '../../src/family-messages/notice-wish.js';
import { createLog } from '../../src/logging.js';
import { Notifier } from '../../src/notifier/notifier.js';
import { newWebhookSecret } from '../../src/webhooks/webhook-secret.js';
import {
  type Client,
  signIn,
  startApplication,
  startNotifierProcess,
  type TestApplication,
} from '../support/application.js';
import { aMan, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { realConnections } from '../support/catalogue/acting-roles.js';
import { notifierTables } from '../support/catalogue/allowed.js';
import { athar } from '../support/command.js';
import { aFamily, type Family, type FamilyServices, familyServices } from '../support/family-messages.js';
import { aMailServer } from '../support/mail-server.js';
import { aReceiver, verifies } from '../support/receiver.js';

let application: TestApplication;
let services: FamilyServices;
let rana: Client;
let supervisor: Client;
let mail: Awaited<ReturnType<typeof aMailServer>>;
let file: ReturnType<typeof caseworkOf>['file'];
let people = 0;

beforeAll(async () => {
  mail = await aMailServer();
  application = await startApplication({ worker: false });
  services = await familyServices();
  rana = await signIn(application.url, application.accounts[0]);
  supervisor = await signIn(application.url, application.accounts.find(({ role }) => role === 'supervisor')!);
  ({ file } = caseworkOf(application, rana));
});
afterAll(async () => {
  await services?.close();
  await application?.stop();
  await mail?.down();
});

const from = 'no-reply@athartest.example';
const allDay = { time_zone: 'Asia/Damascus', from_hour: 0, to_hour: 24 };
const byMail = (address: string, change: Partial<NoticeWishBody> = {}): NoticeWishBody => ({
  ...allDay,
  channel: 'email',
  address,
  language: 'en',
  ...change,
});

/** Somebody who may be contacted, and wants to be told there. */
async function somebodyWho(wish: (address: string) => NoticeWishBody): Promise<Family & { address: string }> {
  const number = ++people;
  const family = await aFamily(application.dataSource, rana, await file(aMan(number).report()));
  const consent = await rana.post(`/v1/reports/${family.reportId}/consents`, {
    reporter_id: family.reporterId,
    purpose: 'contact',
    granted: true,
    form_version: 'test-1',
    language: 'ar',
  });
  expect(consent.status).toBe(201);
  const address = `somebody${number}@athartest.example`;
  await services.wish(family, wish(address));
  return { ...family, address };
}

const writeTo = async (family: Family, text = 'Which school did he go to?') => {
  const sent = await rana.post(`/v1/reports/${family.reportId}/messages`, {
    reporter_id: family.reporterId,
    template: 'question',
    text,
  });
  expect([sent.status, sent.body.code]).toEqual([201, undefined]);
  return sent.body;
};

const opened: Notifier[] = [];
async function aNotifier(ways: Partial<NoticeWays> = {}, now?: () => Date): Promise<Notifier> {
  const notifier = new Notifier(
    await openDataSource(databaseUrls(process.env.DATABASE_URL!).notifier),
    services.keys,
    { email: { url: mail.url(), from }, sms: null, ...ways },
    createLog('silent', 'notifier'),
    now,
  );
  opened.push(notifier);
  return notifier;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((notifier) => notifier.close()));
  mail.from('takes');
  mail.beforeTheAnswer(() => {});
});

const mailsTo = (address: string) => mail.mails.filter(({ to }) => to.includes(address));
const noticesOf = ({ reporterId }: Family) =>
  application.dataSource.query(
    `select n.* from notices n join notice_wishes w on w.id = n.wish_id where w.reporter_id = $1 order by n.noted_at`,
    [reporterId],
  );
const wishOf = async ({ reporterId }: Family) =>
  (
    await application.dataSource.query(
      'select * from notice_wishes where reporter_id = $1 order by created_at desc limit 1',
      [reporterId],
    )
  )[0];
/** What waits is due, and what one who was killed had taken is free again. */
const timePasses = () =>
  application.dataSource.query(
    "update notices set due_at = now() - interval '1 second', leased_until = now() - interval '1 second' where state = 'waiting'",
  );

describe('what arrives', () => {
  it('is, word for word, that there is an update and that nobody may ask for money', async () => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    await (await aNotifier()).look();
    const [came, ...more] = mailsTo(she.address);
    expect(more).toEqual([]);
    expect([came.from, came.to]).toEqual([from, [she.address]]);
    expect(came.subject).toBe('There is an update');
    expect(came.text.trim()).toBe(
      'There is an update.\nOur service is free of charge. Nobody may ask you for money for it.',
    );
    const [notice] = await noticesOf(she);
    expect(notice).toMatchObject({ state: 'sent', tries: 1, reason: null, leased_until: null });
    expect(Object.fromEntries(came.headers)).toEqual({
      from,
      to: she.address,
      subject: 'There is an update',
      'message-id': `<${notice.id}@athartest.example>`,
      date: expect.any(String),
      'auto-submitted': 'auto-generated',
      'content-language': 'en',
      'mime-version': '1.0',
      'content-type': 'text/plain; charset=utf-8',
      'content-transfer-encoding': expect.stringMatching(/^(7bit|quoted-printable|base64)$/),
    });
  });

  it('is the same in Arabic', async () => {
    const she = await somebodyWho((address) => byMail(address, { language: 'ar' }));
    await writeTo(she);
    await (await aNotifier()).look();
    const [came] = mailsTo(she.address);
    expect(came.subject).toBe('هناك جديد');
    expect(came.text.trim()).toBe('هناك جديد.\nخدمتنا مجانية، ولا يحق لأحد أن يطلب منكم مالاً مقابلها.');
    expect(came.headers.get('content-language')).toBe('ar');
  });

  it('R8: holds nothing of the report, the message, the person or the service', async () => {
    const she = await somebodyWho((address) => byMail(address, { language: 'de' }));
    const message = await writeTo(she, 'Zwanzigste Frage');
    await (await aNotifier()).look();
    const [came] = mailsTo(she.address);
    const { body: report } = await rana.get(`/v1/reports/${she.reportId}`);
    const { body: found } = await rana.get(`/v1/reports/${she.reportId}/case`);
    const [{ request_number }] = await application.dataSource.query(
      'select request_number from receipts where report_id = $1',
      [she.reportId],
    );
    const canaries = [
      ...[she.reportId, she.reporterId, she.actor.id, she.actor.organisationId, message.id, found.id],
      ...[found.locator, request_number, message.check_code, message.check_code.replace('-', ''), 'Zwanzigste'],
      ...[
        markerFamily.toUpperCase(),
        markerFamilyArabic,
        'Athar ',
        'http',
        'www.',
        '/v1',
        '/mine',
        'session',
        'receipt',
      ],
      ...JSON.stringify(report.sought)
        .match(/\p{L}{4,}/gu)!
        .filter((word) => /[^a-z_]/.test(word)),
    ];
    expect(canaries.length).toBeGreaterThan(20);
    const everything = `${came.subject}\n${came.text}\n${came.raw.replaceAll(/athartest\.example/g, '')}`;
    for (const canary of canaries) expect([canary, everything.includes(canary)]).toEqual([canary, false]);
  });

  it('is one a day, however many messages', async () => {
    const she = await somebodyWho((address) => byMail(address));
    const notifier = await aNotifier();
    for (let i = 0; i < 3; i++) await writeTo(she);
    await notifier.look();
    await writeTo(she);
    await notifier.look();
    await notifier.look();
    expect(mailsTo(she.address)).toHaveLength(1);
    const [first, second, ...more] = await noticesOf(she);
    expect(more).toEqual([]);
    expect([first.state, second.state, second.tries]).toEqual(['sent', 'waiting', 0]);
    expect(second.due_at.getTime()).toBeGreaterThan(Date.now());
    // The next day there.
    await timePasses();
    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    await (await aNotifier({}, () => tomorrow)).look();
    expect(mailsTo(she.address)).toHaveLength(2);
  });

  it('goes to who was written to, and to nobody who wished for nothing', async () => {
    const [one, other] = [await somebodyWho((a) => byMail(a)), await somebodyWho((a) => byMail(a))];
    await services.wish(other, null);
    await writeTo(one);
    await writeTo(other);
    await services.messages.write(one.actor, 'What the family writes tells nobody.');
    await (await aNotifier()).look();
    expect([mailsTo(one.address).length, mailsTo(other.address).length]).toEqual([1, 0]);
  });
});

describe('hours that are not safe', () => {
  it('wait until they are over, whatever is due', async () => {
    const she = await somebodyWho((address) => byMail(address, { from_hour: 10, to_hour: 12 }));
    await writeTo(she);
    const night = new Date('2030-01-01T22:00:00Z'); // one o'clock in Damascus
    await (await aNotifier({}, () => night)).look();
    expect(mailsTo(she.address)).toEqual([]);
    const [notice] = await noticesOf(she);
    expect([notice.state, notice.tries, notice.due_at.toISOString()]).toEqual([
      'waiting',
      0,
      '2030-01-02T07:00:00.000Z',
    ]);
    await timePasses();
    await (await aNotifier({}, () => new Date('2030-01-02T07:30:00Z'))).look();
    expect(mailsTo(she.address)).toHaveLength(1);
  });
});

describe('trouble', () => {
  it('killed after a notice was sent and before it was written down, it sends it once more, and another one after it does not', async () => {
    const she = await somebodyWho((address) => byMail(address));
    const ways = { SMTP_URL: mail.url(), NOTICE_FROM: from };
    let killed: (() => void) | undefined;
    const cameFirst = new Promise<void>((resolve) => {
      killed = resolve;
    });
    const first = await startNotifierProcess(ways);
    mail.beforeTheAnswer(async () => {
      mail.beforeTheAnswer(() => {});
      await first.stop('SIGKILL');
      killed?.();
    });
    await writeTo(she);
    await cameFirst;
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'waiting', tries: 1 });
    const second = await startNotifierProcess(ways);
    // The lease of the first one stands.
    await (await aNotifier()).look();
    expect(mailsTo(she.address)).toHaveLength(1);
    await timePasses();
    await untilIs(async () => (await noticesOf(she))[0].state, 'sent');
    const third = await startNotifierProcess(ways);
    await (await aNotifier()).look();
    await Promise.all([second.stop(), third.stop()]);
    const came = mailsTo(she.address);
    expect(came).toHaveLength(2);
    expect(new Set(came.map(({ headers }) => headers.get('message-id'))).size).toBe(1);
    for (const { output } of [first, second, third]) expect(output()).not.toContain(she.address);
  });

  it('is taken by one of several notifiers', async () => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    const three = await Promise.all([aNotifier(), aNotifier(), aNotifier()]);
    await Promise.all(three.map((notifier) => notifier.look()));
    expect(mailsTo(she.address)).toHaveLength(1);
  });

  it('the mail server is down and comes up again: nothing is lost, and nothing comes twice', async () => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    await mail.down();
    const notifier = await aNotifier();
    await notifier.look();
    const [waits] = await noticesOf(she);
    expect([waits.state, waits.tries, waits.leased_until]).toEqual(['waiting', 1, null]);
    expect(waits.due_at.getTime()).toBeGreaterThan(Date.now() + 2_000);
    expect(waits.give_up_at.getTime()).toBeGreaterThan(Date.now() + 71 * 3_600_000);
    await mail.up();
    mail.from('is in trouble');
    await timePasses();
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'waiting', tries: 2 });
    mail.from('takes');
    await timePasses();
    await notifier.look();
    await notifier.look();
    expect(mailsTo(she.address)).toHaveLength(1);
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'sent', tries: 3 });
  });

  it('is given up after three days, and that is written down', async () => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    mail.from('is in trouble');
    const notifier = await aNotifier();
    await notifier.look();
    await application.dataSource.query("update notices set give_up_at = now() where state = 'waiting'");
    await timePasses();
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'failed', reason: 'given_up', tries: 2 });
    mail.from('takes');
    await timePasses();
    await notifier.look();
    expect(mailsTo(she.address)).toEqual([]);
  });

  it('an address that is refused is not tried again, and the next message tries it anew', async () => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    mail.from('refuses');
    const notifier = await aNotifier();
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'failed', reason: 'refused', tries: 1 });
    mail.from('takes');
    await notifier.look();
    expect(mailsTo(she.address)).toEqual([]);
    await writeTo(she);
    await notifier.look();
    expect(mailsTo(she.address)).toHaveLength(1);
  });

  it('an address that somebody exchanged in the database opens no more, and nothing is sent', async () => {
    const [she, another] = [await somebodyWho((a) => byMail(a)), await somebodyWho((a) => byMail(a))];
    await application.dataSource.query(
      'update notice_wishes set address = (select address from notice_wishes where reporter_id = $1 and ended_at is null) where reporter_id = $2',
      [another.reporterId, she.reporterId],
    );
    await writeTo(she);
    await (await aNotifier()).look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'failed', reason: 'unreadable' });
    expect([mailsTo(she.address).length, mailsTo(another.address).length]).toEqual([0, 0]);
  });
});

describe('nothing is sent any more', () => {
  const consentOf = async ({ reportId, reporterId }: Family) => {
    const { body } = await rana.get(`/v1/reports/${reportId}/consents`);
    return body.items.find(
      (one: { reporter_id: string; purpose: string; granted: boolean; withdrawn_at: string | null }) =>
        one.reporter_id === reporterId && one.purpose === 'contact' && one.granted && one.withdrawn_at === null,
    );
  };
  it.each<[string, string | null, (she: Family) => Promise<unknown>]>([
    ['when the wish is taken back', 'answered_again', (she) => services.wish(she, null)],
    [
      'when the consent to be contacted is taken back',
      'consent_ended',
      async (she) => {
        const consent = await consentOf(she);
        const path = `/v1/reports/${she.reportId}/consents/${consent.id}/withdrawal`;
        expect((await rana.post(path, { reason: 'asked_by_person' })).status).toBe(200);
      },
    ],
    [
      'when the consent to be contacted ran out',
      null,
      async (she) => {
        const consent = await consentOf(she);
        await application.dataSource.query(
          "update consents set expires_at = now() - interval '1 minute' where id = $1",
          [consent.id],
        );
      },
    ],
    [
      'R13: when extortion is reported',
      'safety_hold',
      async (she) => {
        const { body } = await rana.get(`/v1/reports/${she.reportId}/case`);
        const told = { asked_for: 'money', way: 'telephone', told: 'Somebody wanted money.' };
        expect((await rana.post(`/v1/cases/${body.id}/extortion-reports`, told)).status).toBe(201);
      },
    ],
    [
      'R5: when the person is removed',
      'reporter_removed',
      async (she) => {
        const path = `/v1/reports/${she.reportId}/reporters/${she.reporterId}`;
        expect((await supervisor.send('DELETE', path, { reason: 'asked_by_person' })).status).toBe(204);
      },
    ],
  ])('%s, and of the address nothing is left', async (_when, reason, ends) => {
    const she = await somebodyWho((address) => byMail(address));
    await writeTo(she);
    await ends(she);
    await (await aNotifier()).look();
    expect(mailsTo(she.address)).toEqual([]);
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'dropped', reason: 'wish_ended', tries: 0 });
    const wish = await wishOf(she);
    expect([wish.ended_reason, wish.address === null]).toEqual([reason, reason !== null]);
  });

  it('a yes that is said again ends no wish', async () => {
    const she = await somebodyWho((address) => byMail(address));
    const again = await rana.post(`/v1/reports/${she.reportId}/consents`, {
      reporter_id: she.reporterId,
      purpose: 'contact',
      granted: true,
      form_version: 'test-2',
      language: 'ar',
    });
    expect(again.status).toBe(201);
    await writeTo(she);
    await (await aNotifier()).look();
    expect(mailsTo(she.address)).toHaveLength(1);
  });
});

describe('an SMS', () => {
  it('is handed to the gateway, signed, with a number and the words and nothing else', async () => {
    const gateway = await aReceiver();
    const secret = newWebhookSecret();
    const number = '+999000111222';
    const she = await somebodyWho(() => byMail(number, { channel: 'sms', language: 'tr' }));
    await writeTo(she);
    const notifier = await aNotifier({ email: null, sms: { url: gateway.url, secret } });
    gateway.answers.push(500, { status: 302, location: gateway.url });
    await notifier.look();
    await timePasses();
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'waiting', tries: 2 });
    await timePasses();
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'sent', tries: 3 });
    expect(gateway.received).toHaveLength(3);
    const [{ id }] = await noticesOf(she);
    expect(gateway.ids()).toEqual([id, id, id]);
    for (const one of gateway.received) {
      expect(verifies(one, secret)).toBe(true);
      expect(JSON.parse(one.body)).toEqual({
        to: number,
        text: 'Bir güncelleme var.\nHizmetimiz ücretsizdir. Hiç kimse bunun için sizden para isteyemez.',
      });
    }
    await gateway.close();
  });

  it('to a number that the gateway refuses is not tried again', async () => {
    const gateway = await aReceiver();
    const she = await somebodyWho(() => byMail('+999000333444', { channel: 'sms' }));
    await writeTo(she);
    gateway.answers.push(422);
    const notifier = await aNotifier({ email: null, sms: { url: gateway.url, secret: newWebhookSecret() } });
    await notifier.look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'failed', reason: 'refused' });
    await gateway.close();
  });

  it('waits where no gateway is set up', async () => {
    const she = await somebodyWho(() => byMail('+999000555666', { channel: 'sms' }));
    await writeTo(she);
    await (await aNotifier()).look();
    expect((await noticesOf(she))[0]).toMatchObject({ state: 'waiting', tries: 1 });
  });
});

describe('an address', () => {
  it('stands nowhere in clear, and is sealed anew with the keys of the ring', async () => {
    const she = await somebodyWho((address) => byMail(address));
    const { address, kek_id } = await wishOf(she);
    expect(address.toString('latin1')).not.toContain('athartest');
    // Another relative of the report does not see the wish, and the person himself not where it leads.
    const seen = await services.acting.as(she.actor, (manager) =>
      manager.query('select reporter_id from notice_wishes'),
    );
    expect(seen).toEqual([{ reporter_id: she.reporterId }]);
    for (const client of [rana, supervisor]) {
      const { body } = await client.get(`/v1/reports/${she.reportId}/reporters`);
      expect(JSON.stringify(body)).not.toContain(she.address);
    }
    for (const args of [
      ['keys', 'add-encryption-key'],
      ['keys', 'rewrap'],
    ])
      expect((await athar(args)).code).toBe(0);
    expect((await wishOf(she)).kek_id).not.toBe(kek_id);
    await writeTo(she);
    await (await aNotifier()).look();
    expect(mailsTo(she.address)).toHaveLength(1);
  });
});

describe('R8: the notifier’s role', () => {
  it('reads and writes who wants to be told, and nothing else', async () => {
    const { actAs, end } = realConnections(process.env.DATABASE_URL!);
    const tables: { relname: string }[] = await application.dataSource.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    const reached: string[] = [];
    for (const { relname } of tables) {
      const [{ any }] = await application.dataSource.query(
        `select has_any_column_privilege('athar_notifier', $1::regclass, 'select, insert, update, references')
           or has_table_privilege('athar_notifier', $1::regclass, 'delete, truncate, trigger') as any`,
        [`public.${relname}`],
      );
      if (any) reached.push(relname);
    }
    expect(reached.sort()).toEqual(Object.keys(notifierTables).sort());
    const tried = (sql: string) =>
      actAs('athar_notifier', {}, (query) => query(sql)).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    // Not whose wish it is, not of which report; no new notice, no other address.
    for (const sql of [
      'select reporter_id from notice_wishes',
      'select report_id from notice_wishes',
      'insert into notices (id, organisation_id, wish_id) select gen_random_uuid(), organisation_id, id from notice_wishes',
      "update notice_wishes set time_zone = 'UTC'",
      'delete from notices',
      'select 1 from family_messages',
      'select 1 from reporters',
    ])
      expect([sql, await tried(sql)]).toEqual([sql, '42501']);
    await end();
  });
});

describe('athar notifier', () => {
  it.each([
    ['without a way', {}, /SMTP_URL and NOTICE_FROM/],
    ['with half a way', { SMTP_URL: 'smtp://127.0.0.1' }, /NOTICE_FROM: is needed too/],
    ['with a plain line to another machine', { SMS_WEBHOOK_URL: 'http://sms.athartest.example/' }, /must be https/],
  ])('does not start %s', async (_what, env, says) => {
    const ended = await athar(['notifier'], {
      env: { ...env, DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).notifier },
    });
    expect([ended.code, ended.err]).toEqual([2, expect.stringMatching(says)]);
  });

  it('does not start as another role', async () => {
    const env = { SMTP_URL: mail.url(), NOTICE_FROM: from, DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).api };
    const ended = await athar(['notifier'], { env });
    expect(ended.err).toContain('athar_notifier');
    expect(ended.code).not.toBe(0);
  });
});

async function untilIs<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  const until = Date.now() + 30_000;
  while ((await ask()) !== wanted) {
    if (Date.now() > until) throw new Error(`It never was ${String(wanted)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
