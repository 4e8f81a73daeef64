import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { aPartner, aPerson, demonstrationPerson, type Person } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { barriers, desktop, pageIn, phone, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv, markerFamily } from '../support/builders.js';
import { call, codeOf, goodPassword } from '../support/staff.js';

jest.setTimeout(180_000);

const words = {
  ar: {
    ownProposal: 'يجب أن يؤكده مدير آخر',
    linkOpen: 'لم يُستعمل الرابط بعد',
    active: 'نشِط',
    withApp: 'كلمة مرور وتطبيق',
    fewer: 'أقل من 5',
    inForce: 'سارٍ',
    over: 'منتهٍ',
    revoked: 'أُلغي',
    twoSecrets: 'السر 2',
    whole: 'السلسلة سليمة',
    broken: 'ليس كما كُتب',
    notHere: 'لا شيء في هذا العنوان',
    nothingLike: 'لا قيد بهذه الصفات',
    nameMissing: 'اكتب الاسم',
    nothingBefore: 'لا يوجد ما يُرجع إليه',
  },
  en: {
    ownProposal: 'Another administrator must confirm it',
    linkOpen: 'The link has not been used yet',
    active: 'Active',
    withApp: 'password and app',
    fewer: 'fewer than 5',
    inForce: 'In force',
    over: 'Over',
    revoked: 'Revoked',
    twoSecrets: 'Secret 2',
    whole: 'The chain is whole',
    broken: 'is not as it was written',
    notHere: 'There is nothing at this address',
    nothingLike: 'No entry is like this',
    nameMissing: 'Write the name',
    nothingBefore: 'nothing to go back to',
  },
} as const;
type Language = keyof typeof words;

let app: TestApplication;
let browser: Browser;
let rana: Person;
let hadi: Person;
let secondSystemAdmin: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;

beforeAll(async () => {
  app = await startApplication();
  [rana, hadi] = await Promise.all(['rana', 'hadi'].map((login) => demonstrationPerson(app, login)));
  secondSystemAdmin = await aPerson(app, 'system_admin');
  partner = await aPartner(app, hadi);
  for (let man = 0; man < 6; man++) await rana.client.post('/v1/reports', aMan(man).report());
  await rana.client.upload(csv([0, 1, 2, 3, 4, 5].map((man) => aMan(man).row({ id: String(man) }))), aSource());
  await app.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function openAs(person: Person, language: Language, place: string, viewport = desktop): Promise<Page> {
  const page = await pageIn(browser, language, viewport);
  await page.goto(`${app.url}/console/administration/${place}`);
  await page.fill('#account', person.login);
  await page.fill('#password', person.account.password);
  await page.click('main button[type=submit]');
  await page.locator('.page.administration h1').waitFor();
  await read(page);
  return page;
}

/** Until nothing is being read any more. */
const read = (page: Page) => page.locator('[aria-busy=true], .loading').first().waitFor({ state: 'detached' });
const rowOf = (page: Page, login: string) => page.locator('table.accounts tbody tr', { hasText: login });
const waitingFor = (page: Page, login: string) => page.locator('.matters > li', { hasText: login });

describe.each(['ar', 'en'] as const)('the pages of administration in %s', (language) => {
  const text = words[language];

  it('one administrator invites a colleague, and only another one gives the role, once the link was used', async () => {
    const login = `n-${randomUUID().slice(0, 8)}`;
    const page = await openAs(hadi, language, 'users');
    await page.locator('.administration > .choices button').first().click();
    await page.locator('.step-form button[type=submit]').click();
    expect(await page.locator('.step-form [role=alert]').textContent()).toContain(text.nameMissing);
    expect(await barriers(page)).toEqual([]);
    await page.fill('#invite-name', `Nadia ${markerFamily}`);
    await page.fill('#invite-login', login);
    await page.selectOption('#invite-role', 'caseworker');
    await page.locator('.step-form button[type=submit]').click();
    const link = (await page.locator('.shown-once .secret').textContent())!;
    expect(link).toContain('/console/invitation#');
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-invited-${language}`);
    await page.locator('.shown-once button').last().click();
    expect(await page.locator('main').innerHTML()).not.toContain(link);

    const own = waitingFor(page, login);
    await own.waitFor();
    expect(await own.textContent()).toContain(text.ownProposal);
    expect(await own.locator('button.primary').count()).toBe(0);
    const { items } = (await hadi.client.get('/v1/role-changes?state=pending')).body;
    const [{ id: accountId }] = await app.dataSource.query('select id from accounts where login = $1', [login]);
    const change = items.find((one: { account_id: string }) => one.account_id === accountId);
    const refused = await hadi.client.post(`/v1/role-changes/${change.id}/confirmation`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'role_change.same_person']);
    await page.context().close();

    const other = await openAs(secondSystemAdmin, language, 'users');
    const waits = waitingFor(other, login);
    await waits.waitFor();
    expect(await waits.textContent()).toContain(text.linkOpen);
    expect(await waits.locator('button.primary').count()).toBe(0);

    const token = link.split('#')[1]!;
    const look = await call(app.url, 'POST', '/v1/invitations/accept/look', { token });
    const accepted = await call(app.url, 'POST', '/v1/invitations/accept/password', {
      token,
      password: goodPassword,
      code: codeOf(look.body.totp.secret),
    });
    expect(accepted.status).toBe(202);

    await other.reload();
    await waits.locator('button.primary').waitFor();
    expect(await barriers(other)).toEqual([]);
    await picture(other, `admin-users-${language}`);
    await waits.locator('button.primary').click();
    await rowOf(other, login).locator('.state', { hasText: text.active }).waitFor();
    expect(await rowOf(other, login).textContent()).toContain(text.withApp);
    expect(await waits.count()).toBe(0);

    await rowOf(other, login).locator('button').click();
    await other.locator('.account-steps').waitFor();
    expect(await barriers(other)).toEqual([]);
    await picture(other, `admin-user-steps-${language}`);
    const disable = other.locator('.step-list > li').last();
    await disable.locator('button').click();
    await disable.locator('button').first().click();
    await rowOf(other, login).locator('.state', { hasNotText: text.active }).waitFor();
    const [row] = await app.dataSource.query('select role, disabled_at from accounts where id = $1', [accountId]);
    expect([row.role, row.disabled_at]).toEqual([null, expect.any(Date)]);
    await other.context().close();
  });

  it('nobody changes the role of his own account or disables it', async () => {
    const page = await openAs(hadi, language, 'users');
    await rowOf(page, hadi.login).locator('button').click();
    await page.locator('.account-steps').waitFor();
    expect(await page.locator('.account-steps select').count()).toBe(0);
    expect(await page.locator('.step-list > li').count()).toBe(1);
    await page.context().close();
  });

  it('a system administrator writes down what a partner agreed to, and ends it', async () => {
    const page = await openAs(hadi, language, 'organisations');
    const name = `Bayt ${randomUUID().slice(0, 8)}`;
    await page.locator('.administration > p > button').first().click();
    await page.fill('#organisation-name', name);
    await page.locator('.step-form button[type=submit]').click();
    const panel = page.locator('section.panel', { hasText: name });
    await panel.waitFor();
    await panel.locator('p > button').click();
    await panel.locator('.step-form button[type=submit]').click();
    expect(await panel.locator('.step-form [role=alert] li').count()).toBe(1);
    await panel.locator('input[value=names]').check();
    await panel.locator('input[value=birth]').check();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-agreement-${language}`);
    await panel.locator('.step-form button[type=submit]').click();
    await panel.locator('td', { hasText: text.inForce }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-organisations-${language}`);
    await panel.locator('table button').click();
    await panel.locator('table button').first().click();
    await panel.locator('td', { hasText: text.over }).waitFor();
    await page.context().close();
  });

  it('a partner’s administrator makes a key, sees its secret once, changes it and revokes it', async () => {
    const page = await openAs(partner.admin, language, 'keys');
    const name = `Hospital program ${language}`;
    await page.locator('.administration > p > button').first().click();
    await page.fill('#key-name', name);
    await page.locator('input[value=import]').check();
    await page.locator('input[value=read_own]').check();
    expect(await barriers(page)).toEqual([]);
    await page.locator('.step-form button[type=submit]').click();
    const secret = (await page.locator('.shown-once .secret').textContent())!;
    const authorised = { authorization: `Bearer ${secret}` };
    expect((await call(app.url, 'GET', '/v1/imports', undefined, authorised)).status).toBe(200);
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-secret-${language}`);
    await page.locator('.shown-once button').last().click();
    await page.reload();
    const panel = page.locator('section.panel', { hasText: name });
    await panel.waitFor();
    expect(await page.content()).not.toContain(secret);

    await panel.locator('.choices p button').click();
    await panel.locator('.step-form input').fill('3');
    await panel.locator('.step-form button[type=submit]').click();
    const second = (await page.locator('.shown-once .secret').textContent())!;
    expect(second).not.toBe(secret);
    await page.locator('.shown-once button').last().click();
    await panel.locator('tr', { hasText: text.twoSecrets }).waitFor();
    expect((await call(app.url, 'GET', '/v1/imports', undefined, authorised)).status).toBe(200);
    await picture(page, `admin-keys-${language}`);
    const first = panel.locator('tbody tr').first();
    await first.locator('button').click();
    await first.locator('button').first().click();
    await panel.locator('tr.past').waitFor();
    expect((await call(app.url, 'GET', '/v1/imports', undefined, authorised)).status).toBe(401);

    const revoke = panel.locator('.choices > :last-child');
    await revoke.click();
    await panel.locator('.choices .actions button').first().click();
    await panel.locator('p', { hasText: text.revoked }).waitFor();
    const answer = await call(app.url, 'GET', '/v1/imports', undefined, { authorization: `Bearer ${second}` });
    expect(answer.status).toBe(401);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('a supervisor reads the figures, and small ones are said in words', async () => {
    const supervisor = await demonstrationPerson(app, 'salma');
    const page = await openAs(supervisor, language, 'figures');
    const main = await page.locator('main').textContent();
    expect(main).toContain(text.fewer);
    for (const summary of await page.locator('.chart summary').all()) await summary.click();
    expect(await page.locator('.chart table tbody tr').count()).toBe(14);
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-figures-${language}`);
    await page.context().close();
  });

  it('an auditor asks who did what, and sees that the chain is whole', async () => {
    const auditor = await demonstrationPerson(app, 'tariq');
    const page = await openAs(auditor, language, 'audit');
    await page.locator('.notice', { hasText: text.whole }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-audit-${language}`);
    await page.fill('#audit-actor', 'rana');
    await page.locator('.audit-filters button[type=submit]').click();
    expect(await page.locator('.audit-filters [role=alert] li').count()).toBe(1);
    await page.fill('#audit-actor', rana.id);
    await page.fill('#audit-action', 'report.filed');
    await page.locator('.audit-filters button[type=submit]').click();
    await page.waitForURL(/action=report\.filed/);
    await page.locator('table.audit tbody tr').first().waitFor();
    await read(page);
    const actions = await page.locator('table.audit tbody td:nth-of-type(3) > code').allTextContents();
    expect(actions).toHaveLength(6);
    expect(new Set(actions)).toEqual(new Set(['report.filed']));
    await page.selectOption('#audit-outcome', 'denied');
    await page.locator('.audit-filters button[type=submit]').click();
    await page.locator('.empty', { hasText: text.nothingLike }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('a partner’s administrator has a program told of what happened, and sees how the attempts went', async () => {
    const page = await openAs(partner.admin, language, 'webhooks');
    await page.locator('.administration > p > button').first().click();
    await page.fill('#webhook-name', `Program ${language}`);
    await page.fill('#webhook-url', 'http://hooks.athartest.example/in');
    await page.locator('.step-form button[type=submit]').click();
    expect(await page.locator('.step-form [role=alert] li').count()).toBe(2);
    expect(await barriers(page)).toEqual([]);
    await page.fill('#webhook-url', 'https://hooks.athartest.example/in');
    await page.locator('input[value="import.finished"]').check();
    await page.locator('.step-form button[type=submit]').click();
    expect(await page.locator('.shown-once .secret').textContent()).toMatch(/^whsec_/);
    await page.locator('.shown-once button').last().click();
    const panel = page.locator('section.panel', { hasText: `Program ${language}` });
    await panel.locator('.choices > button').first().click();
    await panel.locator('table tbody tr').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-webhooks-${language}`);
    await panel.locator('.choices > button').nth(1).click();
    await page.locator('section.panel.past', { hasText: `Program ${language}` }).waitFor();
    await page.context().close();
  });

  it('a supervisor reads what the model weighs by; there is nothing to go back to before another one was in use', async () => {
    const page = await openAs(await demonstrationPerson(app, 'salma'), language, 'model');
    await page.locator('.comparison-levels summary').first().click();
    expect(await page.locator('.comparison-levels table tbody tr').count()).toBeGreaterThan(20);
    await page.locator('svg.plot').waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `admin-model-${language}`);
    await page.locator('.choices button').last().click();
    await page.fill('#roll-back-reason', 'Athartest');
    await page.locator('.reason-form button[type=submit]').click();
    await page.locator('.reason-form .error', { hasText: text.nothingBefore }).waitFor();
    await page.locator('.choices button').first().click();
    await page.fill('#model-reason', 'Athartest');
    await page.locator('.step-form button[type=submit]').click();
    expect(await page.locator('.step-form [role=alert] li').count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('whoever has another role finds nothing at these addresses', async () => {
    const page = await pageIn(browser, language);
    await page.goto(`${app.url}/console/`);
    await page.fill('#account', rana.login);
    await page.fill('#password', rana.account.password);
    await page.click('main button[type=submit]');
    await page.locator('header nav a').first().waitFor();
    expect(await page.locator('header nav a[href*="/administration/"]').count()).toBe(0);
    for (const place of ['users', 'organisations', 'keys', 'webhooks', 'figures', 'model', 'audit']) {
      await page.goto(`${app.url}/console/administration/${place}`);
      await page.locator('h1', { hasText: text.notHere }).waitFor();
    }
    await page.context().close();
  });

  it.each([
    ['users', 'hadi'],
    ['organisations', 'hadi'],
    ['keys', 'hadi'],
    ['webhooks', 'lina'],
    ['model', 'hadi'],
    ['figures', 'salma'],
    ['audit', 'tariq'],
  ])('%s can be read on a phone without moving sideways', async (place, login) => {
    for (const [size, viewport] of [
      ['phone', phone],
      ['1024', { width: 1024, height: 768 }],
    ] as const) {
      const page = await openAs(await demonstrationPerson(app, login), language, place, viewport);
      expect(await barriers(page)).toEqual([]);
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect([place, size, wider]).toEqual([place, size, 0]);
      await picture(page, `admin-${place}-${size}-${language}`);
      await page.context().close();
    }
  });
});
