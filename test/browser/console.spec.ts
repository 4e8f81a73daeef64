import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { signIn as signInAtInterface, startApplication } from '../support/application.js';
import { barriers, pageIn, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(120_000);

/** The words a person looks for, in each language of the console. */
const words = {
  ar: {
    direction: 'rtl',
    queue: 'قائمة العمل',
    empty: 'اكتب كلمة المرور',
    refused: 'الحساب وكلمة المرور والرمز غير متوافقة',
    waiting: 'ينتظر شخصًا ثانيًا',
    ownProposal: 'يجب أن يؤكده حساب آخر',
    confirmed: 'مؤكد',
    evidence: 'اسم الأم والمكان متطابقان',
  },
  en: {
    direction: 'ltr',
    queue: 'Queue',
    empty: 'Write your password',
    refused: 'Account, password and code do not belong together',
    waiting: 'Waits for a second person',
    ownProposal: 'Another account must confirm it',
    confirmed: 'Confirmed',
    evidence: 'Mother’s name and place agree',
  },
} as const;

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;

beforeAll(async () => {
  application = await startApplication();
  const client = await signInAtInterface(application.url, application.accounts[0]);
  const men = [0, 1, 2, 3].map(aMan);
  for (const man of men) await client.post('/v1/reports', man.report());
  await client.upload(csv(men.map((man, i) => man.row({ id: String(i) }))), aSource());
  await application.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

async function openConsole(language: keyof typeof words): Promise<Page> {
  const page = await pageIn(browser, language);
  await page.goto(`${application.url}/console/`);
  return page;
}

async function signIn(page: Page, { account, password }: { account: string; password: string }) {
  await page.fill('#account', account);
  await page.fill('#password', password);
  await page.click('main button[type=submit]');
}

const shownState = (page: Page) => page.locator('.review-standing .state').textContent();

describe.each(['ar', 'en'] as const)('the console in %s', (language) => {
  const text = words[language];

  it('says what is missing when somebody signs in with half the answers or the wrong ones', async () => {
    const page = await openConsole(language);
    await page.waitForSelector('#account');
    expect(await page.locator('html').getAttribute('dir')).toBe(text.direction);
    expect(await barriers(page)).toEqual([]);
    await signIn(page, { account: application.accounts[0].account, password: '' });
    expect(await page.locator('main [role=alert]').textContent()).toContain(text.empty);
    expect(await barriers(page)).toEqual([]);
    await signIn(page, { account: application.accounts[0].account, password: 'not the password' });
    await page.locator('main [role=alert]', { hasText: text.refused }).waitFor();
    await page.context().close();
  });

  it('lets one caseworker propose a pair and only another one confirm it', async () => {
    const [first, second] = application.accounts;
    const page = await openConsole(language);
    await signIn(page, first);

    await page.locator('h1', { hasText: text.queue }).waitFor();
    await page.selectOption('select[name=state]', 'suggested');
    await page.waitForURL(/state=suggested/);
    await page.locator('[aria-busy=false] a.open').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');

    await page.waitForSelector('table.comparison');
    const pairAddress = page.url();
    expect(pairAddress).toMatch(/\/console\/suggestions\/[^/?]+\?state=suggested$/);
    expect(await page.locator('table.comparison tbody tr').count()).toBeGreaterThanOrEqual(8);
    expect(await barriers(page)).toEqual([]);

    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    expect(await page.locator('#decision-text').getAttribute('aria-invalid')).toBe('true');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.type(text.evidence);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.outcome');
    expect(await shownState(page)).toBe(text.waiting);
    expect(await page.evaluate('document.activeElement.classList.contains("outcome")')).toBe(true);

    await page.reload();
    await page.locator('.decision-bar', { hasText: text.ownProposal }).waitFor();
    expect(await page.locator('button[data-slot="1"]').count()).toBe(0);
    await page.click('.who button');
    await page.waitForSelector('#account');

    await page.goto(pairAddress);
    await page.waitForSelector('#account');
    await signIn(page, second);
    await page.waitForSelector('table.comparison');
    expect(page.url()).toBe(pairAddress);
    expect(await shownState(page)).toBe(text.waiting);
    await page.keyboard.press('1');
    await page.waitForSelector('form[data-action=confirm]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.outcome');
    expect(await shownState(page)).toBe(text.confirmed);
    expect(await barriers(page)).toEqual([]);

    await page.reload();
    await page.waitForSelector('table.comparison');
    expect(await shownState(page)).toBe(text.confirmed);
    expect(await page.locator('.history').textContent()).toContain(text.evidence);
    await page.context().close();
  });
});
