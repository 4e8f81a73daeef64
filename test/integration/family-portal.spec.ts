import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { anotherSecret, waitedLongEnough } from '../support/families.js';
import { comeBack, fileOnPages, heldOn, neutral, someAnswers } from '../support/family-portal.js';
import { type FamilySide, type FiledByFamily, familySide } from '../support/family-side.js';
import { PlainBrowser } from '../support/plain-browser.js';

let application: TestApplication;
let families: FamilySide;
let salma: Client;
let men = 0;

beforeAll(async () => {
  application = await startApplication({ worker: false, config: { logLevel: 'debug' } });
  families = await familySide(application);
  salma = await signIn(application.url, application.accounts.find(({ login }) => login === 'salma')!);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);
const aFamily = (changes: object = {}): Promise<FiledByFamily> =>
  families.file({ ...aMan(men++).report(), ...changes });
const easternArabic = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const idle = (minutes: number) =>
  sql("update family_sessions set last_seen_at = now() - $1 * interval '1 minute'", minutes);
const isRevision = async (reportId: string) =>
  (await sql('select revision from reports where id = $1', reportId))[0].revision;

describe('a receipt', () => {
  const given = `Mona${men}`;
  const filed = (language = 'en') => fileOnPages(application.url, someAnswers(given, markerFamily), language);

  it('shows number and code in five groups, left to right, as often as it is loaded, and no name', async () => {
    const { browser, held } = await filed('ar');
    expect(browser.page.html).toMatch(/<dd class="code" dir="ltr">(\d{5} ){4}\d{5}<\/dd>/);
    expect(browser.page.html).not.toContain(markerFamily);
    expect(browser.page.title).not.toMatch(/\d/);
    expect(heldOn(await browser.open('/ar/receipt'))).toEqual(held);
    // Sent a second time, as by a double tap: the same one.
    expect((await browser.open('/ar/report/check')).path).toBe('/ar/receipt');
    expect((await comeBack(application.url, held)).page.text).toContain(markerFamily);
  });

  it('is saved as a text file of a name that says nothing, without names, and refused to other sites', async () => {
    const { browser, held } = await filed('ar');
    const file = await browser.submit('/ar/receipt/file');
    expect(file.headers['content-disposition']).toBe('attachment; filename="note.txt"');
    expect(file.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(file.html).toContain(`\u2066${held.secret.replace(/(.{5})(?=.)/g, '$1 ')}\u2069`);
    expect(file.html).toContain(held.requestNumber);
    expect(file.html).not.toContain(markerFamily);
    expect((await browser.post('/ar/receipt/file', {})).status).toBe(403);
    expect((await browser.post('/ar/receipt/file', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('is gone once it was kept, from the browser and from the service, and no report is open', async () => {
    const { browser } = await filed();
    const twice = browser.beside();
    await browser.submit('/en/receipt/kept');
    expect([browser.page.path, browser.page.status, browser.cookies.size]).toEqual(['/en/kept', 200, 0]);
    expect((await twice.open('/en/receipt')).path).toBe('/en/return');
    expect((await twice.open('/en/mine')).path).toBe('/en/return');
    const again = await twice.post('/en/receipt/kept', {});
    expect([again.status, again.path]).not.toEqual([500, '/en/receipt/kept']);
    expect((await new PlainBrowser(application.url).open('/en/receipt')).path).toBe('/en/return');
  });
});

describe('coming back', () => {
  it('shows the own report: its word, the own answers, and ways to everything that can be changed', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    expect(browser.page.heading).toBe('Your report');
    expect(browser.page.text).toContain('We have your report.');
    expect(browser.page.text).toContain(family.requestNumber);
    expect(browser.page.text).toContain(markerFamilyArabic);
    for (const path of ['messages', 'contact', 'consent', 'stop', 'correct/name', 'correct/what-happened'])
      expect(browser.page.html).toContain(`href="/en/mine/${path}"`);
    expect(browser.page.title).toBe('Your report');
  });

  it('takes digits of any keyboard, in groups or not', async () => {
    const { requestNumber, secret } = await aFamily();
    const browser = new PlainBrowser(application.url);
    await browser.open('/ar/return');
    const typed = { number: easternArabic(requestNumber), code: easternArabic(secret).replace(/(.{5})/g, '$1 - ') };
    const shown = await browser.submit('/ar/return', typed);
    expect([shown.status, shown.path]).toEqual([200, '/ar/mine']);
  });

  it('C2: answers everything that is not right with one page, and keeps what was typed', async () => {
    const family = await aFamily();
    const revoked = await aFamily();
    await sql('update receipts set revoked_at = now() where id = $1', revoked.actor.id);
    const tries: [string, string][] = [
      [family.requestNumber, anotherSecret(family.secret)],
      [String(Number(family.requestNumber) ^ 1).padStart(6, '1'), family.secret],
      [revoked.requestNumber, revoked.secret],
      [family.requestNumber, family.secret.slice(1)],
      ['12', '34'],
      ['', ''],
      [family.requestNumber, `${family.secret.slice(1)}x`],
      ['<b>"&', 'x'.repeat(1000)],
    ];
    const seen = new Set<string>();
    for (const [number, code] of tries) {
      const browser = new PlainBrowser(application.url);
      await browser.open('/en/return');
      const shown = await browser.submit('/en/return', { number, code });
      expect([shown.status, shown.title]).toEqual([422, 'Something to correct: Come back to your report']);
      expect(browser.cookies.size).toBe(0);
      // As it was typed, to be mended.
      const again = /name="number"[^>]*|value="([^"]*)"[^>]*name="number"/.exec(shown.html)?.[0] ?? '';
      expect(number === '' || again.includes(number.replace(/[<>&"]/g, '')) || number.includes('<')).toBe(true);
      const { status, headers, html } = neutral(shown);
      seen.add(JSON.stringify([status, headers, html.replace(/ value="[^"]*"/g, '').replace(/0{50,}/, '')]));
    }
    expect(seen.size).toBe(1);
  });

  it('says once that somebody tried, and only to the family', async () => {
    const family = await aFamily();
    await sql('update receipts set tell_of_tries = true where id = $1', family.actor.id);
    const browser = new PlainBrowser(application.url);
    await browser.open('/en/return');
    const told = await browser.submit('/en/return', { number: family.requestNumber, code: family.secret });
    expect(told.text).toContain('somebody typed a wrong code with your number');
    expect((await browser.open('/en/mine')).text).not.toContain('somebody typed');
    expect((await comeBack(application.url, family)).page.text).not.toContain('somebody typed');
  });

  it('says how long to wait after too many tries, with what was typed still there', async () => {
    const family = await aFamily();
    const browser = new PlainBrowser(application.url);
    await browser.open('/en/return');
    let shown = browser.page;
    for (let tries = 0; tries < 12 && shown.status !== 429; tries++)
      shown = await browser.submit('/en/return', { number: family.requestNumber, code: anotherSecret(family.secret) });
    expect(shown.status).toBe(429);
    expect(shown.headers['retry-after']).toMatch(/^\d+$/);
    expect(shown.text).toContain('Too many tries');
    expect(shown.html).toContain(anotherSecret(family.secret));
    await waitedLongEnough(application.dataSource);
    expect((await browser.submit('/en/return', { code: family.secret })).path).toBe('/en/mine');
  });
});

describe('a session', () => {
  it('that was left alone for ten minutes asks for the code again, and shows nothing', async () => {
    const browser = await comeBack(application.url, await aFamily());
    await idle(11);
    for (const path of [
      '/en/mine',
      '/en/mine/messages',
      '/en/mine/consent',
      '/en/mine/correct/name',
      '/en/mine/stop',
    ]) {
      const shown = await browser.open(path);
      expect([shown.path, shown.status]).toEqual(['/en/return', 200]);
      expect(shown.text).not.toContain(markerFamilyArabic);
    }
  });

  it('keeps what was written for longer than that in the page that asks for the code, and sends it when told to', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/messages');
    await idle(11);
    const text = `First line "${markerFamily}" <b>\n\nthird line & more`;
    const asked = await browser.submit('/en/mine/messages', { text });
    expect([asked.status, asked.path]).toEqual([401, '/en/mine/messages']);
    expect(asked.text).toContain('What you wrote is kept.');
    const wrong = await browser.submit('/en/return', {
      number: family.requestNumber,
      code: anotherSecret(family.secret),
    });
    expect(wrong.status).toBe(422);
    const back = await browser.submit('/en/return', { number: family.requestNumber, code: family.secret });
    expect([back.status, back.heading]).toEqual([200, 'What you wrote is kept']);
    expect(await sql('select 1 from family_messages where reporter_id = $1', family.reporterId)).toHaveLength(0);
    const sent = await browser.submit('/en/mine/messages');
    expect([sent.status, sent.path]).toEqual([200, '/en/mine/messages/sent']);
    expect(sent.html).toContain('third line &amp; more');
    expect(sent.html).toContain(`First line &quot;${markerFamily}&quot; &lt;b&gt;\n\nthird`);
  });

  it('keeps no code that was typed to remove a report', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/stop');
    await idle(11);
    const asked = await browser.submit('/en/mine/remove', { code: family.secret });
    expect(asked.status).toBe(401);
    expect(asked.html).not.toContain(family.secret);
    expect(asked.text).toContain('If you removed your report');
  });

  it('is asked for by every page of the own report and by none of the others', async () => {
    const stranger = new PlainBrowser(application.url);
    for (const path of [
      '',
      '/saved',
      '/asked',
      '/messages',
      '/messages/sent',
      '/contact',
      '/consent',
      '/stop',
      '/correct/name',
    ])
      expect([path, (await stranger.open(`/en/mine${path}`)).path]).toEqual([path, '/en/return']);
    for (const path of ['pause', 'resume', 'reopen', 'leave'])
      expect([path, (await stranger.post(`/en/mine/${path}`, {})).path]).toEqual([path, '/en/return']);
    for (const path of ['/return', '/verify', '/money', '/removed', '/kept'])
      expect([path, (await stranger.open(`/en${path}`)).status]).toEqual([path, 200]);
  });

  it('changes nothing for a form without its token, with a foreign one, or of another site', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    const other = await comeBack(application.url, await aFamily());
    const foreign = /name="token" value="([\w-]{43})"/.exec(other.page.html)?.[1] ?? '';
    const own = /name="token" value="([\w-]{43})"/.exec(browser.page.html)?.[1] ?? '';
    expect(foreign).not.toBe(own);
    const changes = ['messages', 'contact', 'consent', 'correct/name', 'pause', 'resume', 'reopen', 'remove', 'leave'];
    for (const change of changes) {
      const path = `/en/mine/${change}`;
      expect([change, (await browser.post(path, { text: 'Athartest', code: family.secret })).status]).toEqual([
        change,
        403,
      ]);
      expect([change, (await browser.post(path, { token: foreign })).status]).toEqual([change, 403]);
      const elsewhere = await browser.post(path, { token: own }, { 'sec-fetch-site': 'cross-site' });
      expect([change, elsewhere.status]).toEqual([change, 403]);
    }
    for (const path of ['/en/return', '/en/verify', '/en/money', '/en/receipt/kept'])
      expect((await browser.post(path, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.post('/en/money', { asked_for: 'money', way: 'message', told: 'x' })).status).toBe(403);
    expect(await isRevision(family.actor.reportId)).toBe(1);
    expect((await browser.open('/en/mine')).path).toBe('/en/mine');
  });

  it('is left, here and in the browser', async () => {
    const browser = await comeBack(application.url, await aFamily());
    const beside = browser.beside();
    await browser.submit('/en/mine/leave');
    const answered = browser.came.at(-2);
    expect(answered?.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
    expect(browser.page.path).toBe('/en/start');
    expect((await beside.open('/en/mine')).path).toBe('/en/return');
  });

  it('ends with the way out, too', async () => {
    const browser = await comeBack(application.url, await aFamily());
    const beside = browser.beside();
    const left = await browser.open('/en/leave');
    expect([left.status, browser.cookies.size]).toEqual([303, 0]);
    expect((await beside.open('/en/mine')).path).toBe('/en/return');
  });
});

describe('messages', () => {
  const writeTo = async ({ actor, reporterId }: FiledByFamily, body: object) => {
    const answer = await salma.post(`/v1/reports/${actor.reportId}/messages`, { reporter_id: reporterId, ...body });
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  };

  it('go both ways, each of ours with its code and that the service is free', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    expect((await browser.open('/en/mine/messages')).text).toContain('There are no messages.');
    await browser.submit('/en/mine/messages', { text: `We moved, says ${markerFamily}` });
    expect(browser.page.text).toContain('Your message is sent.');
    await writeTo(family, { template: 'question', text: 'In which year did he finish school?' });
    const shown = await browser.open('/ar/mine/messages');
    expect(shown.html).toContain('In which year did he finish school?');
    const code = /\u2066([0-9A-Z]{5}-[0-9A-Z]{5})\u2069/.exec(shown.html)?.[1] ?? '';
    expect(code).not.toBe('');
    const [ours] = /<li class="ours">[\s\S]*?<\/li>/.exec(shown.html) ?? [''];
    expect(ours).toContain('مجاني');
    const anybody = new PlainBrowser(application.url);
    await anybody.open('/en/verify');
    const checked = await anybody.submit('/en/verify', { code: code.toLowerCase().replace('-', ' ') });
    expect(checked.text).toContain('This code is ours. The message was written on');
    expect(checked.text).not.toContain('school');
  });

  it('that are sent twice are one; an empty one, one too long and one with an account are given back', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/messages');
    const twice = browser.beside();
    await Promise.all([browser, twice].map((each) => each.submit('/en/mine/messages', { text: 'Only once' })));
    expect(await sql('select 1 from family_messages where reporter_id = $1', family.reporterId)).toHaveLength(1);
    await browser.open('/en/mine/messages');
    for (const [text, fault] of [
      ['   ', 'Write your message first'],
      ['x'.repeat(4001), 'Write at most 4000 characters'],
      ['Pay to DE89 3704 0044 0532 0130 00', 'bank accounts'],
      ['half of \ufffd', 'cannot store some of the signs'],
    ]) {
      const shown = await browser.submit('/en/mine/messages', { text });
      expect([shown.status, shown.text]).toEqual([422, expect.stringContaining(fault)]);
      expect(shown.title).toMatch(/^Something to correct: /);
      expect(shown.html).toContain(text.trim() || 'name="text"');
    }
    expect(await sql('select 1 from family_messages where reporter_id = $1', family.reporterId)).toHaveLength(1);
  });

  it('of one family are not seen by another one, nor by a relative of the same report', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/messages');
    await browser.submit('/en/mine/messages', { text: `For nobody else ${markerFamily}` });
    const other = await comeBack(application.url, await aFamily());
    expect((await other.open('/en/mine/messages')).text).toContain('There are no messages.');
  });
});

describe('what a family changes', () => {
  it('is a new revision in its own words, beside the first one; the same again changes nothing', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/correct/mother');
    const before = browser.page;
    await browser.submit('/en/mine/correct/mother', { mother: `Salwa ${markerFamily}` });
    expect([browser.page.path, browser.page.status]).toEqual(['/en/mine/saved', 200]);
    expect(browser.page.text).toContain('Your change is saved.');
    expect(browser.page.text).toContain(`Salwa ${markerFamily}`);
    const revisions = await sql(
      'select revision, changed_by, reporter_id, content from report_revisions where report_id = $1 order by revision',
      family.actor.reportId,
    );
    expect(revisions).toHaveLength(2);
    expect(revisions[1]).toMatchObject({ changed_by: null, reporter_id: family.reporterId });
    // Everything else of it is as it was.
    const { mother_name: _, ...rest } = revisions[1].content.sought;
    const { mother_name: __, ...first } = revisions[0].content.sought;
    expect([rest, revisions[1].content.disappearance]).toEqual([first, revisions[0].content.disappearance]);
    browser.page = before;
    await browser.submit('/en/mine/correct/mother', { mother: `Salwa ${markerFamily}` });
    expect(await isRevision(family.actor.reportId)).toBe(2);
  });

  it('is given back with everything that was typed when something has to be mended', async () => {
    const browser = await comeBack(application.url, await aFamily());
    await browser.open('/en/mine/correct/name');
    const shown = await browser.submit('/en/mine/correct/name', { given: '', father: '', grandfather: '', family: '' });
    expect(shown.status).toBe(422);
    expect(shown.title).toMatch(/^Something to correct: /);
    expect((await browser.open('/en/mine/correct/consent')).status).toBe(404);
    expect((await browser.open('/en/mine/correct/nothing')).status).toBe(404);
  });

  it('are ways to be reached, which nobody reads on the page afterwards', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/contact');
    const address = `mona@${markerFamily.toLowerCase()}.example`;
    await browser.submit('/en/mine/contact', { way: 'email', value: address });
    expect([browser.page.path, browser.page.status]).toEqual(['/en/mine/saved', 200]);
    const shown = await browser.open('/en/mine/contact');
    expect(shown.text).toContain('At present: E-mail');
    expect(shown.html).not.toContain(address);
    const faulty = await browser.submit('/en/mine/contact', { way: 'email', value: 'mona' });
    expect([faulty.status, faulty.text]).toEqual([422, expect.stringContaining('Write the address with an @ in it')]);
    expect(faulty.html).toContain('value="mona"');
  });

  it('is what it allows, each purpose by itself, and the page says so', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    const shown = await browser.open('/en/mine/consent');
    expect(shown.text).toContain('Do you allow us to compare your report with the lists that we have?');
    await browser.submit('/en/mine/consent', { search: 'no' });
    expect(browser.page.path).toBe('/en/mine/saved');
    const live = await sql(
      'select purpose, granted from consents where reporter_id = $1 and withdrawn_at is null order by purpose',
      family.reporterId,
    );
    expect(live.find(({ purpose }: { purpose: string }) => purpose === 'search')).toMatchObject({ granted: false });
    const again = await browser.open('/en/mine/consent');
    expect(again.html).toMatch(
      /<input[^>]*name="search"[^>]*checked[^>]*value="no"|<input[^>]*name="search"[^>]*value="no"[^>]*checked/,
    );
    const answers = await sql('select 1 from consents where reporter_id = $1', family.reporterId);
    await browser.submit('/en/mine/consent');
    expect(await sql('select 1 from consents where reporter_id = $1', family.reporterId)).toHaveLength(answers.length);
  });

  it('R20: is asked of nobody who is no relative', async () => {
    const report = aMan(men++).report();
    const family = await families.file({ ...report, reporter: { relationship: 'other', language: 'en' } });
    const browser = await comeBack(application.url, family);
    const shown = await browser.open('/en/mine/consent');
    expect(shown.text).toContain('You are not a relative.');
    expect(shown.html).not.toContain('name="partners"');
    await browser.submit('/en/mine/consent', { partners: 'yes' });
    const granted = await sql(
      "select 1 from consents where reporter_id = $1 and purpose = 'partners' and granted",
      family.reporterId,
    );
    expect(granted).toHaveLength(0);
  });
});

describe('stopping', () => {
  it('is a pause that can be ended, however often it is asked for', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/stop');
    const twice = browser.beside();
    await Promise.all([browser, twice].map((each) => each.submit('/en/mine/pause')));
    expect(browser.page.text).toContain('The search is paused.');
    await browser.open('/en/mine/stop');
    expect(browser.page.html).not.toContain('/mine/pause"');
    await browser.submit('/en/mine/resume');
    expect(browser.page.text).toContain('We have your report.');
  });

  it('of a closed report offers to open it again, by people', async () => {
    const family = await aFamily();
    await application.dataSource.transaction(async (manager) => {
      // Reports follow their case within the organisation that works on it.
      await manager.query("select set_config('app.organisation', $1, true)", [family.actor.organisationId]);
      for (const state of ['intake_check', 'open', 'closed'])
        await manager.query(
          "update cases set state = $2, closing_reason = case when $2 = 'closed' then 'family_asked_to_stop' end where id in (select case_id from case_reports where report_id = $1)",
          [family.actor.reportId, state],
        );
    });
    const browser = await comeBack(application.url, family);
    expect(browser.page.text).toContain('This report is closed. You can open it again.');
    await browser.open('/en/mine/stop');
    await browser.submit('/en/mine/reopen');
    expect(browser.page.text).toContain('We have your request.');
    expect(browser.page.text).toContain('This report is closed.');
    const tasks = await sql(
      "select 1 from case_tasks t join case_reports r on r.case_id = t.case_id where r.report_id = $1 and t.kind = 'family_asks_to_reopen'",
      family.actor.reportId,
    );
    expect(tasks).toHaveLength(1);
  });

  it('for good asks for the code again, says what goes and what stays, and ends everything', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/messages');
    await browser.submit('/en/mine/messages', { text: `Last words ${markerFamily}` });
    const stop = await browser.open('/en/mine/stop');
    for (const said of [
      'At once we remove your name',
      'What you told us about the missing person stays',
      'This cannot be undone.',
    ])
      expect(stop.text).toContain(said);
    for (const code of [anotherSecret(family.secret), '', '123', `${family.secret}1`]) {
      const refused = await browser.submit('/en/mine/remove', { code });
      expect([refused.status, refused.text]).toEqual([
        422,
        expect.stringContaining('This is not the code of this report.'),
      ]);
    }
    const beside = browser.beside();
    const other = await comeBack(application.url, family);
    await browser.submit('/en/mine/remove', { code: easternArabic(family.secret) });
    expect([browser.page.path, browser.page.heading]).toEqual(['/en/removed', 'Your report is removed']);
    expect(browser.came.at(-2)?.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
    expect(browser.cookies.size).toBe(0);
    const again = await beside.submit('/en/mine/remove', { code: family.secret });
    expect([again.status, again.text]).toEqual([401, expect.stringContaining('If you removed your report')]);
    expect((await other.open('/en/mine')).path).toBe('/en/return');
    const gone = new PlainBrowser(application.url);
    await gone.open('/en/return');
    expect((await gone.submit('/en/return', { number: family.requestNumber, code: family.secret })).status).toBe(422);
    expect(await sql('select 1 from family_messages where reporter_id = $1', family.reporterId)).toHaveLength(0);
    const [left] = await sql('select removed_at, relationship from reporters where id = $1', family.reporterId);
    expect([left.removed_at === null, left.relationship]).toEqual([false, null]);
  });
});

describe('somebody asks for money', () => {
  const told = { asked_for: 'money', way: 'telephone', told: `A man named ${markerFamily} wanted 500` };

  it('and a family with its code says so: its case is held at once, and once', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/money');
    const twice = browser.beside();
    await Promise.all([browser, twice].map((each) => each.submit('/en/money', told)));
    expect(browser.page.heading).toBe('Thank you for telling us');
    expect(browser.page.text).toContain('We stop sending messages about your report');
    const reports = await sql('select told from extortion_reports where report_id = $1', family.actor.reportId);
    expect(reports).toHaveLength(1);
    const [held] = await sql(
      'select c.state from cases c join case_reports r on r.case_id = c.id where r.report_id = $1',
      family.actor.reportId,
    );
    expect(held.state).toBe('safety_hold');
    // A hold stops messages and no search: whoever holds the telephone sees no other word than before.
    expect((await browser.open('/en/mine')).text).toContain('We have your report.');
  });

  it('and anybody without one says so', async () => {
    const browser = new PlainBrowser(application.url);
    await browser.open('/en/money');
    const before = (await sql('select 1 from extortion_tips')).length;
    const empty = await browser.submit('/en/money', { way: 'message' });
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Choose one of the answers')]);
    expect(empty.text).toContain('Write what they said');
    await browser.submit('/en/money', told);
    expect(browser.page.path).toBe('/en/money/thanks');
    expect(browser.page.text).not.toContain('about your report');
    expect(await sql('select 1 from extortion_tips')).toHaveLength(before + 1);
  });

  it('and what was written about the own report is not told apart from it when the session has run out', async () => {
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/money');
    await idle(11);
    expect((await browser.submit('/en/money', told)).status).toBe(401);
    await browser.submit('/en/return', { number: family.requestNumber, code: family.secret });
    await browser.submit('/en/money');
    expect(browser.page.path).toBe('/en/money/thanks');
    expect(await sql('select 1 from extortion_reports where report_id = $1', family.actor.reportId)).toHaveLength(1);
  });
});

describe('a check of a message', () => {
  it('C6: answers a wrong code and what is no code with the same bytes', async () => {
    const seen = new Set<string>();
    for (const code of ['7K3QX-9M2TB', '', 'hello', 'x'.repeat(500), 'A', '00000-00000', '\u0667\u0667', '<script>']) {
      const browser = new PlainBrowser(application.url);
      await browser.open('/en/verify');
      const { status, headers, html } = await browser.submit('/en/verify', { code });
      seen.add(JSON.stringify([status, { ...headers, date: '' }, html]));
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).toContain('This code is not from us.');
  });

  it('is found without a language, and asks for one', async () => {
    const browser = new PlainBrowser(application.url);
    const shown = await browser.open('/verify');
    expect(shown.status).toBe(200);
    expect([...shown.html.matchAll(/href="\/(\w+)\/verify"/g)].length).toBeGreaterThanOrEqual(6);
  });
});

describe('what a family types', () => {
  it('C4: stands in no address, no title and no log', async () => {
    const word = `Canary${randomUUID().slice(0, 8)}`;
    const family = await aFamily();
    const browser = await comeBack(application.url, family);
    await browser.open('/en/mine/messages');
    await browser.submit('/en/mine/messages', { text: word });
    await browser.open('/en/mine/correct/mother');
    await browser.submit('/en/mine/correct/mother', { mother: word });
    await browser.open('/en/mine/contact');
    await browser.submit('/en/mine/contact', { way: 'email', value: `${word}@athartest.example` });
    await browser.open('/en/mine/stop');
    await browser.submit('/en/mine/remove', { code: anotherSecret(family.secret) });
    await browser.open('/en/verify');
    await browser.submit('/en/verify', { code: word });
    await browser.open('/en/money');
    await browser.submit('/en/money', { asked_for: 'money', way: 'message', told: word });
    const secrets = [word, family.secret, anotherSecret(family.secret), family.requestNumber, markerFamilyArabic];
    const said = [...browser.visited, ...browser.came.map(({ title }) => title)].join('\n');
    for (const secret of secrets) {
      expect(decodeURIComponent(said)).not.toContain(secret);
      expect(application.api.output()).not.toContain(secret);
    }
    for (const { headers, html, status } of browser.came) {
      expect(headers['cache-control']).toMatch(/^no-store/);
      if (status !== 303) expect(Buffer.byteLength(html) % 8192).toBe(0);
    }
  });
});
