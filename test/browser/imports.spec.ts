import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { startApplication, type TestAccount } from '../support/application.js';
import { barriers, desktop, pageIn, phone, picture, startBrowser } from '../support/browser.js';
import { markerFamilyArabic } from '../support/builders.js';
import { encoded } from '../support/written-files.js';

jest.setTimeout(180_000);

const headings = ['م', 'رقم السجل', 'الاسم الثلاثي', 'اسم الأم', 'الجنس', 'تاريخ التولد', 'تاريخ الدخول', 'المحافظة'];
const given = ['محمد', 'أحمد', 'خالد', 'سامر', 'يوسف', 'مازن', 'باسل'];
const fathers = ['قاسم', 'نزار', 'هيثم', 'ياسر', 'زياد'];

/** A register as an office keeps it: a title over the headings, semicolons, and rows with something wrong: 5 without a name, 6 of an unknown man, 7 a word. */
function register(rows: number): string[][] {
  const people = Array.from({ length: rows }, (_, at) => [
    String(at + 1),
    `H-${1000 + at}`,
    `${given[at % given.length]} ${fathers[at % fathers.length]} ${markerFamilyArabic}`,
    'فاطمة',
    at % 4 === 3 ? 'أنثى' : 'ذكر',
    String(1960 + (at % 40)),
    `${13 + (at % 15)}/${1 + (at % 12)}/2013`,
    ['حلب', 'حمص', 'دمشق'][at % 3],
  ]);
  people[2][2] = '';
  people[3][2] = 'مجهول الهوية';
  people[4][4] = 'ذذذ';
  return people;
}

const asCsv = (people: string[][]) =>
  [['سجل المشفى'], headings, ...people].map((cells) => cells.join(';')).join('\r\n');
const inWindows = (people: string[][]) => ({
  name: 'register.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(encoded(asCsv(people), 'windows-1256')),
});

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;
let importer: TestAccount;

beforeAll(async () => {
  application = await startApplication();
  importer = application.accounts.find(({ role }) => role === 'importer')!;
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

async function arrive(language: 'ar' | 'en', viewport = desktop, account = importer): Promise<Page> {
  const page = await pageIn(browser, language, viewport);
  await page.goto(`${application.url}/console/`);
  await page.fill('#account', account.account);
  await page.fill('#password', account.password);
  await page.click('main button[type=submit]');
  await page.waitForSelector('header .who');
  return page;
}

/** Fills in what the list is, under a name of its own, and gives it the file. */
async function describeList(page: Page, name: string) {
  await page.goto(`${application.url}/console/imports/new`);
  await page.waitForSelector('form');
  if (await page.locator('#list').count()) await page.selectOption('#list', 'new');
  await page.fill('#list-name', name);
  await page.selectOption('#document_type', 'hospital_register');
  await page.fill('#title', `${name} ${markerFamilyArabic}`);
}

const step = (page: Page) => page.locator('.import-steps [aria-current=step]').getAttribute('href');
const reached = (page: Page, name: string) =>
  page.waitForSelector(`.import-steps a[aria-current=step][href$="/${name}"]`);
/** The numbers of the first totals of a page, without the words below them. */
const numbers = (page: Page) =>
  page.evaluate<number[]>(
    "[...document.querySelector('.totals').querySelectorAll('dd')].map((dd) => Number(dd.firstChild.textContent.replaceAll(',', '')))",
  );

describe.each([
  ['ar', 'desktop', desktop],
  ['en', 'desktop', desktop],
  ['ar', 'phone', phone],
  ['en', 'phone', phone],
] as const)('a list handed in in %s on a %s', (language, device, viewport) => {
  const shot = (page: Page, name: string) => picture(page, `${name}-${language}-${device}`);
  const inOrder = async (page: Page, name: string) => {
    await shot(page, name);
    expect({ at: name, barriers: await barriers(page) }).toEqual({ at: name, barriers: [] });
    const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect({ at: name, wider: Number(wider) <= 1 }).toEqual({ at: name, wider: true });
  };

  it('goes from the file to the stored records, and every row of it is accounted for', async () => {
    const page = await arrive(language, viewport);
    await page.waitForURL(/\/console\/imports$/);
    await page.waitForSelector('.page-head a.primary');
    await inOrder(page, 'start');
    await page.click('.page-head a.primary');

    await page.waitForSelector('form');
    await page.click('form button[type=submit]');
    await page.waitForSelector('.notice.error');
    expect(await page.locator('form [role=alert] a').count()).toBeGreaterThanOrEqual(2);
    await inOrder(page, 'new-with-faults');

    const name = `Register ${language} ${device}`;
    await describeList(page, name);
    await page.setInputFiles('#file', inWindows(register(30)));
    await inOrder(page, 'new');
    await page.click('form button[type=submit]');

    await reached(page, 'reading');
    await page.waitForSelector('#option-encoding');
    expect(await page.inputValue('#option-encoding')).toBe('windows-1256');
    expect(await page.inputValue('#option-delimiter')).toBe(';');
    const headingRow = page.locator('.raw-rows .headings');
    expect(await headingRow.textContent()).toContain('الاسم الثلاثي');
    await inOrder(page, 'reading');

    await page.locator('.raw-rows input[type=radio]').first().check();
    await page.click('.next-step .primary');
    await page.locator('.raw-rows .headings', { hasText: 'سجل المشفى' }).waitFor();
    await page.locator('.raw-rows tbody tr:nth-child(2) input[type=radio]').check();
    await page.click('.next-step .primary');
    await page.locator('.raw-rows .headings', { hasText: 'الاسم الثلاثي' }).waitFor();
    await page.click('.next-step a.primary');

    await reached(page, 'columns');
    expect(await page.locator('.columns > li').count()).toBe(headings.length);
    expect(await page.inputValue('#field-2')).toBe('full_name');
    await page.waitForSelector('.name-preview tbody tr');
    await inOrder(page, 'columns');
    // Without a name nobody can be looked for: it is said before anything is sent, and again where it stands.
    await page.selectOption('#field-2', 'notes');
    expect(await page.locator('.needed .met').count()).toBeLessThan(await page.locator('.needed li').count());
    await page.click('.next-step .primary');
    await page.waitForSelector('.import .notice.error[role=alert]');
    await inOrder(page, 'columns-with-faults');
    await page.selectOption('#field-2', 'full_name');
    await page.click('.next-step .primary');

    await page.waitForSelector('.check-decision');
    const [ready, held, rejected] = await numbers(page);
    expect([held, rejected]).toEqual([1, 1]);
    expect(ready + held + rejected).toBe(30);
    await inOrder(page, 'check');
    await page.locator('.problems summary').first().click();
    await page.locator('.problems a.all-rows').first().click();
    await page.waitForSelector('.file-rows article');
    expect(await page.locator('.file-rows article h2').first().textContent()).toContain('5');
    await inOrder(page, 'rows');
    await page.goBack();

    await page.waitForSelector('.check-decision');
    for (const link of await page.locator('ul.downloads a').all()) {
      const answer = await page.request.get(`${application.url}${await link.getAttribute('href')}`);
      expect(answer.status()).toBe(200);
    }
    await page.click('.check-decision .primary');
    await page.waitForSelector('.undo', { timeout: 60_000 });
    const outcome = await numbers(page);
    expect(outcome).toEqual([28, 0, 0, 1, 1]);
    expect(await page.locator('.import-facts code').textContent()).toMatch(/^[0-9a-f]{64}$/);
    await inOrder(page, 'result');

    await page.click('.undo > button');
    await page.click('.reason-form button[type=submit]');
    await page.waitForSelector('.reason-form .notice.error');
    await page.fill('.reason-form textarea', 'The wrong version');
    await inOrder(page, 'undo');
    await page.click('.reason-form button[type=submit]');
    await page.locator('.import section.panel button', { hasText: /Bring|إعادة/ }).waitFor({ timeout: 60_000 });
    await inOrder(page, 'taken-back');
    await page.locator('.import section.panel button').click();
    await page.waitForSelector('.undo', { timeout: 60_000 });
    expect(await numbers(page)).toEqual([28, 0, 0, 1, 1]);
    await page.context().close();
  });
});

describe('a file on its way', () => {
  /** Large enough for several pieces of a MiB. */
  const large = () => ({
    name: 'large.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(asCsv(register(60_000)), 'utf8'),
  });
  const isPiece = (request: Request) => request.method() === 'PATCH' && request.url().endsWith('/file');

  it('goes on by itself after the connection was lost, from where it was', async () => {
    const page = await arrive('en');
    await describeList(page, 'Large register');
    await page.setInputFiles('#file', large());
    const offsets: number[] = [];
    page.on('request', (request) => {
      if (isPiece(request)) offsets.push(Number(request.headers()['upload-offset']));
    });
    let cut = false;
    await page.route('**/v1/imports/*/file', async (route) => {
      if (route.request().method() === 'PATCH' && offsets.length === 2 && !cut) {
        cut = true;
        await page.context().setOffline(true);
        return route.abort('internetdisconnected');
      }
      return route.continue();
    });
    await page.click('form button[type=submit]');
    await page.locator('.import .notice', { hasText: 'Nothing is lost' }).waitFor();
    await picture(page, 'no-connection-en-desktop');
    expect(await barriers(page)).toEqual([]);
    await page.context().setOffline(false);
    await reached(page, 'reading');
    await page.waitForSelector('.raw-rows', { timeout: 60_000 });
    const steps = offsets.filter((offset, at) => at === 0 || offset !== offsets[at - 1]);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(steps[0]).toBe(0);
    expect(steps.length).toBeGreaterThan(2);
    await page.context().close();
  });

  it('is gone on with after the page was closed, when the same file is chosen again, and with no other', async () => {
    const page = await arrive('en');
    await describeList(page, 'Interrupted register');
    const file = large();
    await page.setInputFiles('#file', file);
    let pieces = 0;
    await page.route('**/v1/imports/*/file', (route) => {
      if (route.request().method() === 'PATCH') pieces += 1;
      return pieces > 1 ? route.abort('connectionfailed') : route.continue();
    });
    await page.click('form button[type=submit]');
    await page.locator('.import .notice', { hasText: 'Nothing is lost' }).waitFor();
    await page.unroute('**/v1/imports/*/file');
    await page.reload();
    await page.waitForSelector('#file', { state: 'attached' });
    await picture(page, 'go-on-en-desktop');
    await page.setInputFiles('#file', { ...file, buffer: Buffer.from('another file') });
    await page.waitForSelector('.error-text');
    const first = page.waitForRequest(isPiece);
    await page.setInputFiles('#file', file);
    expect(Number((await first).headers()['upload-offset'])).toBe(1024 * 1024);
    await page.waitForSelector('.raw-rows', { timeout: 60_000 });
    await page.context().close();
  });
});

describe('a list in which everything happened on one day', () => {
  it('waits, and goes on when two supervisors have looked at it and neither of them sent it', async () => {
    const people = register(320);
    for (const person of people) person[6] = '13/1/2013';
    const sender = await arrive('ar');
    await describeList(sender, 'One day');
    await sender.setInputFiles('#file', inWindows(people));
    await sender.click('form button[type=submit]');
    await sender.click('.next-step a.primary');
    await sender.click('.next-step button.primary');
    await sender.click('.check-decision .primary');
    await sender.locator('h1', { hasText: 'الاستيراد ينتظر المراجعة' }).waitFor();
    await picture(sender, 'held-back-ar-desktop');
    expect(await barriers(sender)).toEqual([]);

    const salma = application.accounts.find(({ role }) => role === 'supervisor')!;
    const second = { login: 'huda', account: 'huda', displayName: 'Huda Athartest', role: 'supervisor' as const };
    const huda = { ...second, password: salma.password };
    await putAccount(application.dataSource, huda, true);
    const judges = [
      { account: salma, language: 'ar' },
      { account: huda, language: 'en' },
    ] as const;
    for (const { account, language } of judges) {
      const page = await arrive(language, desktop, account);
      await page.click('header nav a[href$="/imports/held"]');
      await page.waitForSelector('.held .remarks li');
      await page.locator('.held .choices button').first().click();
      await picture(page, `held-${language}-desktop`);
      expect(await barriers(page)).toEqual([]);
      await page.fill('.reason-form textarea', 'The register of one day, seen on paper');
      await page.click('.reason-form button[type=submit]');
      if (account === salma) await page.waitForSelector('.held .notice');
      else await page.waitForSelector('.notice.empty');
      await page.context().close();
    }
    await sender.waitForSelector('.undo', { timeout: 60_000 });
    expect((await numbers(sender)).reduce((sum, rows) => sum + rows, 0)).toBe(320);
    await sender.context().close();
  });
});

describe('somebody who uses no mouse', () => {
  it('hands in a list with the keyboard alone', async () => {
    const page = await arrive('en');
    const focused = () => page.evaluate<string>('document.activeElement.id || document.activeElement.className');
    /** Tab until there, as a person would; a place that cannot be reached fails. */
    const tabTo = async (selector: string) => {
      for (let at = 0; at < 120; at++) {
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${selector} is not reached by Tab; the focus is at ${await focused()}`);
    };
    await page.waitForSelector('.page-head a.primary');
    await tabTo('.page-head a.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('form');
    if (await page.locator('#list').count()) {
      await tabTo('#list');
      await page.keyboard.press('End');
    }
    await tabTo('#list-name');
    await page.keyboard.type('Keyboard register');
    await tabTo('#document_type');
    await page.keyboard.press('ArrowDown');
    await tabTo('#title');
    await page.keyboard.type('Keyboard register Athartest');
    await tabTo('#file');
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Space');
    await (await chooser).setFiles(inWindows(register(12)));
    await tabTo('form button[type=submit]');
    await page.keyboard.press('Enter');

    await page.waitForSelector('.raw-rows');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('3');
    await page.waitForSelector('.columns');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused()).toBe('column-1');
    await page.keyboard.press('2');
    await page.waitForSelector('.raw-rows');
    await tabTo('.raw-rows input[type=radio]');
    await page.keyboard.press('ArrowUp');
    await tabTo('.next-step .primary');
    await page.keyboard.press('Enter');
    await page.locator('.raw-rows .headings', { hasText: 'سجل المشفى' }).waitFor();
    await tabTo('.raw-rows input[type=radio]');
    await page.keyboard.press('ArrowDown');
    await tabTo('.next-step .primary');
    await page.keyboard.press('Enter');
    await page.locator('.raw-rows .headings', { hasText: 'الاسم الثلاثي' }).waitFor();
    await tabTo('.next-step a.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.columns');
    await tabTo('.next-step .primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.check-decision');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.waitForSelector('.problems details[open]');
    await tabTo('.check-decision .primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo', { timeout: 60_000 });
    expect(await step(page)).toMatch(/\/result$/);
    await page.context().close();
  });
});
