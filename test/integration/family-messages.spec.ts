import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { writtenAbout } from '../support/families.js';
import { join, tareq } from '../support/family.js';
import { aFamily, type Family, type FamilyServices, familyServices } from '../support/family-messages.js';

let application: TestApplication;
let services: FamilyServices;
let rana: Client;
let samir: Client;
let supervisor: Client;
let mother: Family;
let brother: Family;
let others: Family;
let file: ReturnType<typeof caseworkOf>['file'];

beforeAll(async () => {
  application = await startApplication({ worker: false });
  services = await familyServices();
  rana = await signIn(application.url, application.accounts[0]);
  samir = await signIn(application.url, application.accounts[1]);
  const boss = application.accounts.find(({ role }) => role === 'supervisor');
  supervisor = await signIn(application.url, boss!);
  ({ file } = caseworkOf(application, rana));
  const { dataSource } = application;
  mother = await aFamily(dataSource, rana, await file(aMan(1).report()));
  brother = await aFamily(dataSource, rana, mother.reportId, await join(rana, mother.reportId, tareq));
  others = await aFamily(dataSource, rana, await file(aMan(2).report()));
});
afterAll(async () => {
  await services?.close();
  await application?.stop();
});

const path = (family: Family) => `/v1/reports/${family.reportId}/messages`;
const write = (family: Family, body: object, client = rana) =>
  client.post(path(family), { reporter_id: family.reporterId, ...body });
const addressOfNobody = () => `198.51.100.${Math.ceil(Math.random() * 250)}`;

describe('a message of ours', () => {
  it('is read by its family alone, in the language of the page, with the line that nobody may ask for money', async () => {
    const sent = await write(mother, { template: 'question', text: 'Which school did he go to?' });
    expect([sent.status, sent.body.code]).toEqual([201, undefined]);
    const [read] = await services.messages.list(mother.actor, 'en');
    expect(read).toEqual({
      id: sent.body.id,
      from: 'us',
      text: expect.stringMatching(/^We have a question for you\.\n\nWhich school did he go to\?\n\n.*free of charge/s),
      checkCode: sent.body.check_code,
      writtenOn: new Date().toISOString().slice(0, 10),
    });
    const [inArabic] = await services.messages.list(mother.actor);
    expect(inArabic.text).toMatch(/^لدينا سؤال لكم\./);
    expect(inArabic.text).toContain('خدمتنا مجانية');
    // R2, R5: neither another relative of the same report nor another family.
    expect(await services.messages.list(brother.actor)).toEqual([]);
    expect(await services.messages.list(others.actor)).toEqual([]);
  });

  it('stands in the database in no clear word, and is never changed', async () => {
    const secret = `Athar${randomUUID()}`;
    const { body } = await write(others, { template: 'question', text: `Who is ${secret}?` });
    const [row] = await application.dataSource.query('select * from family_messages where id = $1', [body.id]);
    const stored = Buffer.concat([row.text, row.check_code]).toString('latin1');
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(body.check_code.replace('-', ''));
    await expect(
      application.dataSource.query("update family_messages set language = 'de' where id = $1", [body.id]),
    ).rejects.toThrow();
    await expect(application.dataSource.query('delete from family_messages where id = $1', [body.id])).rejects.toThrow(
      'messages go with the person only',
    );
  });

  it('is written down with who wrote it, and sent once however often the line breaks', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { reporter_id: mother.reporterId, template: 'invitation_to_talk' };
    const first = await rana.send('POST', path(mother), body, key);
    const again = await rana.send('POST', path(mother), body, key);
    expect([first.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
    expect(await writtenAbout(application.dataSource, first.body.id)).toEqual([
      expect.stringMatching(/^staff:.* family_message\.sent done$/),
    ]);
    const { body: list } = await rana.get(path(mother));
    expect(list.items[0]).toMatchObject({
      id: first.body.id,
      direction: 'to_family',
      template: 'invitation_to_talk',
      text: null,
      written_by: { name: expect.any(String) },
    });
  });

  it.each([
    ['found', 'We found somebody.', 'message.word'],
    ['Probably', 'That is Probably him', 'message.word'],
    ['an Arabic word with the article', 'وجدنا المتوفى', 'message.word'],
    ['a Turkish word', 'Kendisi bulundu', 'message.word'],
    ['a German word', 'Er ist verstorben', 'message.word'],
    ['a percentage', 'We are 90% sure', 'message.word'],
    ['a facility', 'Was he in the hospital?', 'message.word'],
    ['a document', 'We hold a certificate', 'message.word'],
    ['money', 'Did you pay anybody?', 'message.word'],
    ['a place of detention', 'Did he speak of Saydnaya?', 'message.facility'],
    ['his family name', `هل هو من عائلة ${markerFamilyArabic}؟`, 'message.name'],
    ['his family name with the article and a preposition', `هل سافر بال${markerFamilyArabic}ـ؟`, 'message.name'],
  ])('is not written with %s in it', async (_what, text, code) => {
    const before = await rana.get(path(mother));
    const refused = await write(mother, { template: 'question', text });
    expect([refused.status, refused.body.code]).toEqual([422, 'message.refused']);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ pointer: '/text', code }));
    expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${markerFamily}|${markerFamilyArabic}`, 'i'));
    expect((await rana.get(path(mother))).body).toEqual(before.body);
  });

  it.each([
    ['a question without a question', { template: 'question' }, 'message.text_missing'],
    [
      'words of one’s own on an invitation',
      { template: 'invitation_to_talk', text: 'Come.' },
      'message.text_not_taken',
    ],
    ['a number of an account', { template: 'question', text: 'DE89 3704 0044 0532 0130 00' }, 'text.bank_data'],
    [
      'somebody of another report',
      { template: 'question', text: 'Who?', reporter_id: randomUUID() },
      'reporter.unknown',
    ],
  ])('is refused: %s', async (_what, body, code) => {
    const refused = await write(mother, body);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ code }));
  });

  it('is neither read nor written by a caseworker who does not reach the report', async () => {
    const answers = [await samir.get(path(mother)), await write(mother, { template: 'invitation_to_talk' }, samir)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('a check code', () => {
  it('says the day to anybody, however it is typed, and nothing else', async () => {
    const { body } = await write(mother, { template: 'consent_runs_out' });
    expect(body.check_code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const arabicDigits = body.check_code.replace(/\d/g, (digit: string) => String.fromCharCode(0x660 + Number(digit)));
    const today = { writtenOn: new Date().toISOString().slice(0, 10) };
    for (const typed of [
      body.check_code,
      ` ${body.check_code.toLowerCase()} `,
      body.check_code.replace('-', ''),
      arabicDigits,
      body.check_code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ])
      expect(await services.checks.check(typed, addressOfNobody())).toEqual(today);
  });

  it('that is wrong, and one that is none, get one and the same answer', async () => {
    for (const typed of ['00000-00000', '', 'not a code', '%', '\u0000', 'x'.repeat(100_000), "' or 1=1"])
      expect(await services.checks.check(typed, addressOfNobody())).toBeNull();
  });

  it('is not tried at will: a network that tries many has to wait, another one does not', async () => {
    let refused = 0;
    for (let i = 0; i < 60 && !refused; i++)
      await services.checks.check('00000-00000', '203.0.113.9').catch((error) => {
        expect(error).toMatchObject({ code: 'access.too_many_tries' });
        refused++;
      });
    expect(refused).toBe(1);
    await expect(services.checks.check('00000-00000', '203.0.113.77')).rejects.toMatchObject({
      code: 'access.too_many_tries',
    });
    expect(await services.checks.check('00000-00000', '192.0.2.9')).toBeNull();
  });

  it('in the database is a keyed hash: the code stands nowhere', async () => {
    const rows = await application.dataSource.query('select digest from message_checks');
    expect(rows.length).toBeGreaterThan(0);
    for (const { digest } of rows) expect(digest).toHaveLength(32);
  });
});

describe('what a family writes', () => {
  it('reaches staff, and is read without a reveal', async () => {
    await services.messages.write(brother.actor, 'هو يعزف على العود.');
    const { body } = await rana.get(path(brother));
    expect(body.items[0]).toMatchObject({
      reporter_id: brother.reporterId,
      direction: 'from_family',
      text: 'هو يعزف على العود.',
      shown: null,
      check_code: null,
      written_by: null,
    });
    expect(await services.messages.list(brother.actor)).toEqual([
      expect.objectContaining({ from: 'you', text: 'هو يعزف على العود.', checkCode: null }),
    ]);
  });

  it('is one message however often the form is sent, and two when the text is another one', async () => {
    const id = randomUUID();
    const count = async () => (await services.messages.list(others.actor)).length;
    const before = await count();
    await services.messages.write(others.actor, 'Once.', id);
    await services.messages.write(others.actor, 'Once.', id);
    expect(await count()).toBe(before + 1);
    await services.messages.write(others.actor, 'Another.', id);
    expect(await count()).toBe(before + 2);
  });

  it.each([
    ['', 'text.empty'],
    ['x'.repeat(4001), 'text.too_long'],
    ['4111 1111 1111 1111', 'text.bank_data'],
  ])('is refused with a pointer when nothing can be done with it', async (text, code) => {
    await expect(services.messages.write(mother.actor, text)).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [expect.objectContaining({ pointer: '/text', code })],
    });
  });

  it('is its own alone: in the database too it writes for nobody else and not in our name', async () => {
    const insert = (reporterId: string, reportId: string, direction: string) =>
      services.acting.as(brother.intake, (manager) =>
        manager.query(
          `insert into family_messages (id, organisation_id, report_id, reporter_id, direction, text)
           values (gen_random_uuid(), $1, $2, $3, $4, 'x')`,
          [brother.intake.organisationId, reportId, reporterId, direction],
        ),
      );
    await expect(insert(mother.reporterId, mother.reportId, 'from_family')).rejects.toThrow(/row-level security/);
    await expect(insert(others.reporterId, others.reportId, 'from_family')).rejects.toThrow(/row-level security/);
    await expect(insert(brother.reporterId, brother.reportId, 'to_family')).rejects.toThrow(/row-level security/);
    await expect(
      services.acting.as(brother.actor, (manager) => manager.query('delete from family_messages')),
    ).resolves.toEqual([[], 0]);
  });
});

describe('R13: while extortion waits for its review', () => {
  it('nobody writes, a caseworker reads nothing, a supervisor reads', async () => {
    const held = await aFamily(application.dataSource, rana, await file(aMan(3).report()));
    expect((await write(held, { template: 'invitation_to_talk' })).status).toBe(201);
    const { body: found } = await rana.get(`/v1/reports/${held.reportId}/case`);
    const told = { asked_for: 'money', way: 'telephone', told: 'Somebody wanted money.' };
    expect((await rana.post(`/v1/cases/${found.id}/extortion-reports`, told)).status).toBe(201);
    const answers = {
      read: await rana.get(path(held)),
      write: await write(held, { template: 'invitation_to_talk' }),
      supervisorReads: await supervisor.get(path(held)),
      supervisorWrites: await write(held, { template: 'invitation_to_talk' }, supervisor),
    };
    expect([answers.read.status, answers.read.body.code]).toEqual([409, 'contacts.hidden']);
    expect([answers.write.status, answers.write.body.code]).toEqual([409, 'contacts.hidden']);
    expect([answers.supervisorReads.status, answers.supervisorReads.body.items.length]).toEqual([200, 1]);
    expect([answers.supervisorWrites.status, answers.supervisorWrites.body.code]).toEqual([409, 'message.paused']);
    // The family still reaches us.
    await services.messages.write(held.actor, 'He came again.');
    expect((await services.messages.list(held.actor)).map(({ from }) => from)).toEqual(['us', 'you']);
  });
});

describe('R5: with a person who is removed', () => {
  it('his messages go and their codes are nobody’s; those of another relative stay', async () => {
    const reportId = await file(aMan(4).report());
    const one = await aFamily(application.dataSource, rana, reportId);
    const other = await aFamily(application.dataSource, rana, reportId, await join(rana, reportId, tareq));
    const first = await write(one, { template: 'question', text: 'Which school?' });
    const second = await write(other, { template: 'question', text: 'Which school?' });
    await services.messages.write(one.actor, 'The old one.');
    const removed = await supervisor.send('DELETE', `/v1/reports/${reportId}/reporters/${one.reporterId}`, {
      reason: 'asked_by_person',
    });
    expect([removed.status, removed.body?.code]).toEqual([204, undefined]);
    const { body } = await rana.get(path(other));
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([second.body.id]);
    expect(await services.checks.check(first.body.check_code, addressOfNobody())).toBeNull();
    expect(await services.checks.check(second.body.check_code, addressOfNobody())).not.toBeNull();
  });
});
