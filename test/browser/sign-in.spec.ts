import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApplication, type TestApplication } from '../support/application.js';
import { barriers, giveDevice, pageIn, startBrowser } from '../support/browser.js';
import { anInvited, codeOf, goodPassword, withPassword } from '../support/staff.js';

jest.setTimeout(180_000);

/** The words a person looks for, in each language of the console. */
const words = {
  ar: {
    setUp: 'إعداد طريقة دخولك',
    linkGone: 'هذا الرابط لا يعمل',
    account: 'تسجيل دخولي',
    queue: 'قائمة العمل',
    start: 'البداية',
    noCases: 'لا يرى دورك بلاغات',
    cancelled: 'لم يُستعمل أي مفتاح مرور',
    tooShort: '15 حرفًا على الأقل',
    wrongCode: 'ليس هذا رمز التطبيق الحالي',
    refused: 'الحساب وكلمة المرور والرمز غير متوافقة',
    tooMany: 'بعد 15 دقيقة',
    freshRefused: 'كلمة المرور والرمز غير متوافقين',
    noPasskey: 'ليس لك مفتاح مرور',
    changedElsewhere: 'تغيّر تسجيل دخولك',
    ended: 'بعد 15 دقيقة بلا عمل',
    moved: 'انتقلت الجلسة إلى شبكة أخرى',
    device: 'حاسوب المكتب',
  },
  en: {
    setUp: 'Set up how you sign in',
    linkGone: 'This link does not work',
    account: 'My sign-in',
    queue: 'Queue',
    start: 'Start',
    noCases: 'Your role sees no reports',
    cancelled: 'No passkey was used',
    tooShort: 'at least 15 characters',
    wrongCode: 'not the present code',
    refused: 'Account, password and code do not belong together',
    tooMany: 'in 15 minutes',
    freshRefused: 'Password and code do not fit',
    noPasskey: 'You have no passkey',
    changedElsewhere: 'Your sign-in changed meanwhile',
    ended: 'after 15 minutes without work',
    moved: 'from another network',
    device: 'Office laptop',
  },
} as const;

let app: TestApplication;
let browser: Browser;
/** Passkeys belong to one address, and browsers offer them over plain HTTP on this name only. */
let origin: string;

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  const port = await aFreePort();
  origin = `http://localhost:${port}`;
  app = await startApplication({ worker: false, config: { mode: 'production', port } });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const heading = (page: Page, text: string) => page.locator('h1', { hasText: text }).waitFor();
const alertSays = (page: Page, text: string, place = 'main') =>
  page.locator(`${place} [role=alert]`, { hasText: text }).waitFor();
const wrongCode = (secret: string) => (codeOf(secret) === '000000' ? '000001' : '000000');

async function signOut(page: Page) {
  await page.click('.who button');
  await page.waitForSelector('#account');
}

async function signIn(page: Page, account: string, password: string, code: string) {
  await page.fill('#account', account);
  await page.fill('#password', password);
  await page.fill('#code', code);
  // A screen whose session ended stands out of sight beside the form.
  await page.click('main form button[type=submit]:visible');
}

/** As if more than five minutes had passed since the last proof. */
const letProofGrowOld = (accountId: string) =>
  app.dataSource.query("update sessions set fresh_until = now() - interval '1 second' where account_id = $1", [
    accountId,
  ]);

describe.each(['ar', 'en'] as const)('the console in %s', (language) => {
  const text = words[language];

  it('lets an invited administrator set up a passkey and come back with it; the link is nowhere any more', async () => {
    const { token } = await anInvited(app.dataSource, 'organisation_admin');
    const link = `${origin}/console/invitation#${token}`;
    const page = await pageIn(browser, language);
    const device = await giveDevice(page);
    await page.goto(link);
    await heading(page, text.setUp);
    expect(page.url()).toBe(`${origin}/console/invitation`);
    expect((await device.visited()).join(' ')).not.toContain(token);
    expect(await page.content()).not.toContain(token);
    expect(await barriers(page)).toEqual([]);

    await device.unlocks(false);
    await page.fill('#label', text.device);
    await page.click('section.way button[type=submit]');
    await alertSays(page, text.cancelled);
    await device.unlocks(true);
    await page.click('section.way button[type=submit]');
    await heading(page, text.account);
    await page.locator('.entries', { hasText: text.device }).waitFor();
    expect(await barriers(page)).toEqual([]);

    await signOut(page);
    expect(await barriers(page)).toEqual([]);
    await page.click('section.way button');
    await heading(page, text.start);
    expect(await page.locator('main').textContent()).toContain(text.noCases);
    expect(await barriers(page)).toEqual([]);
    expect((await device.visited()).join(' ')).not.toContain(token);

    await signOut(page);
    await device.unlocks(false);
    await page.click('section.way button');
    await alertSays(page, text.cancelled);
    await page.goto(link);
    await heading(page, text.linkGone);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('lets an invited caseworker set up a password and an app, says what is wrong, and slows guessing down', async () => {
    const { token, login } = await anInvited(app.dataSource);
    const page = await pageIn(browser, language);
    await page.goto(`${origin}/console/invitation#${token}`);
    await heading(page, text.setUp);
    await page.click('main details summary');
    const secret = ((await page.locator('.secret code').textContent()) ?? '').replaceAll(' ', '');
    expect(await page.locator('svg.qr path').getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
    expect(await barriers(page)).toEqual([]);

    const finish = async (password: string, code: string) => {
      await page.fill('#new-password', password);
      await page.fill('#first-code', code);
      await page.click('main details button[type=submit]');
    };
    await finish('too short', codeOf(secret));
    await alertSays(page, text.tooShort);
    expect(await page.locator('#new-password').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await barriers(page)).toEqual([]);
    await finish(goodPassword, wrongCode(secret));
    await alertSays(page, text.wrongCode);
    expect(await page.locator('#first-code').getAttribute('aria-invalid')).toBe('true');
    await finish(goodPassword, codeOf(secret));
    await heading(page, text.queue);
    expect(page.url()).toBe(`${origin}/console/suggestions`);

    await signOut(page);
    await signIn(page, login, goodPassword, wrongCode(secret));
    await alertSays(page, text.refused);
    expect(await barriers(page)).toEqual([]);
    // The present code was used; the service takes the next one up to half a minute early.
    await signIn(page, login, goodPassword, codeOf(secret, 30));
    await heading(page, text.queue);

    await signOut(page);
    await signIn(page, login, 'not the password', wrongCode(secret));
    await alertSays(page, text.refused);
    await app.dataSource.query(
      "update try_limits set tries = 30, next_allowed_at = now() + interval '14 minutes 50 seconds' where scope = 'password'",
    );
    await signIn(page, login, goodPassword, codeOf(secret, 30));
    await alertSays(page, text.tooMany);
    await page.context().close();
  });

  it('asks for a fresh proof before a passkey is added or removed', async () => {
    const staff = await withPassword(app.url, app.dataSource);
    const page = await pageIn(browser, language);
    await giveDevice(page);
    await page.goto(`${origin}/console/account`);
    await page.waitForSelector('#account');
    await signIn(page, staff.login, staff.password, codeOf(staff.secret));
    await heading(page, text.account);
    await page.locator('section', { hasText: text.noPasskey }).waitFor();
    // The one that the invitation opened, and this one.
    await page.waitForSelector('.entries li:nth-child(2)');

    await letProofGrowOld(staff.id);
    await page.fill('#label', text.device);
    await page.click('section[aria-labelledby=passkeys-title] button[type=submit]');
    await page.waitForSelector('dialog[open] #proof-password');
    expect(await barriers(page)).toEqual([]);
    await page.fill('#proof-password', 'not the password');
    await page.fill('#proof-code', codeOf(staff.secret, 30));
    await page.click('dialog button[type=submit]');
    await alertSays(page, text.freshRefused, 'dialog');
    await page.fill('#proof-password', staff.password);
    await page.fill('#proof-code', codeOf(staff.secret, 30));
    await page.click('dialog button[type=submit]');
    await page.locator('.entries strong', { hasText: text.device }).waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
    // Whatever changes how somebody signs in ends his other sessions.
    await page.waitForFunction('document.querySelectorAll("section[aria-labelledby=sessions-title] li").length === 1');

    await letProofGrowOld(staff.id);
    const passkeys = page.locator('section[aria-labelledby=passkeys-title]');
    await passkeys.locator('.entries button').click();
    expect(await page.evaluate('document.activeElement.closest(".actions") !== null')).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await passkeys.locator('.actions button').first().click();
    await page.click('dialog[open] button.primary');
    await passkeys.locator('p', { hasText: text.noPasskey }).waitFor();
    expect(await barriers(page)).toEqual([]);

    await page.context().close();
  });

  it('says so when he signed in anew in another tab, when the session ended, and when it went to another network', async () => {
    const staff = await withPassword(app.url, app.dataSource);
    const code = async () => {
      await app.dataSource.query('update totp_secrets set last_step = null where account_id = $1', [staff.id]);
      return codeOf(staff.secret);
    };
    const page = await pageIn(browser, language);
    await giveDevice(page);
    await page.goto(`${origin}/console/account`);
    await page.waitForSelector('#account');
    await signIn(page, staff.login, staff.password, await code());
    await page.waitForSelector('#label');

    const body = JSON.stringify({ account: staff.login, password: staff.password, code: await code() });
    const headers = "{ 'content-type': 'application/json' }";
    const elsewhere = `fetch('/v1/session', { method: 'POST', headers: ${headers}, body: ${JSON.stringify(body)} })`;
    expect(await page.evaluate(`${elsewhere}.then(({ status }) => status)`)).toBe(200);
    const addPasskey = 'section[aria-labelledby=passkeys-title] button[type=submit]';
    const signInAgain = page.waitForResponse((answer) => answer.url().endsWith('/v1/session'));
    await page.click(addPasskey);
    await alertSays(page, text.changedElsewhere);
    await signInAgain;
    const listedAgain = page.waitForResponse((answer) => answer.url().endsWith('/v1/sessions'));
    await page.click(addPasskey);
    await page.waitForSelector('section[aria-labelledby=passkeys-title] .entries li');
    await listedAgain;

    const set = (change: string) =>
      app.dataSource.query(`update sessions set ${change} where account_id = $1 and revoked_at is null`, [staff.id]);
    await set("last_seen_at = last_seen_at - interval '16 minutes'");
    await page.click(addPasskey);
    await page.locator('main .notice', { hasText: text.ended }).waitFor();
    expect(page.url()).toBe(`${origin}/console/account`);
    expect(await barriers(page)).toEqual([]);
    await signIn(page, staff.login, staff.password, await code());
    await page.waitForSelector('section[aria-labelledby=passkeys-title] .entries li');
    await page.waitForSelector('section[aria-labelledby=sessions-title] .entries li');

    await set("network_hash = sha256('elsewhere')");
    await page.reload();
    await page.locator('main .notice', { hasText: text.moved }).waitFor();
    await page.context().close();
  });
});
