import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { signIn as signInAtInterface, startApplication } from '../support/application.js';
import { barriers, pageIn, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(180_000);

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
    thinkFirst: 'قل رأيك قبل أن تقرأ',
    notYet: 'لم يُراجع بعد',
    held: 'يعمل على هذا الزوج',
    rejected: 'سُجّل: ليسا شخصًا واحدًا',
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
    thinkFirst: 'Say what you think before you read',
    notYet: 'Not yet reviewed',
    held: 'is at this pair',
    rejected: 'Recorded: not the same person',
  },
} as const;

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;

beforeAll(async () => {
  application = await startApplication();
  const client = await signInAtInterface(application.url, application.accounts[0]);
  const men = Array.from({ length: 10 }, (_, i) => aMan(i));
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

  it('lets one caseworker propose a pair and only another one, who judged it alone, confirm it', async () => {
    const [first, second] = application.accounts;
    const page = await openConsole(language);
    await signIn(page, first);

    await page.locator('h1', { hasText: text.queue }).waitFor();
    await page.selectOption('select[name=state]', 'suggested');
    await page.waitForURL(/state=suggested/);
    await page.locator('[aria-busy=false] a.open').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `queue-${language}`);
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
    // The next one comes by itself.
    await page.waitForURL((url) => url.href !== pairAddress);
    await page.waitForSelector('.undo-notice');
    await page.waitForSelector('table.comparison');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await barriers(page)).toEqual([]);
    await picture(page, `undo-notice-${language}`);

    await page.goto(pairAddress);
    await page.locator('.decision-bar', { hasText: text.ownProposal }).waitFor();
    expect(await shownState(page)).toBe(text.waiting);
    expect(await page.locator('button[data-slot="1"]').count()).toBe(0);
    expect(await page.locator('.history').textContent()).toContain(text.evidence);
    await page.click('.who button');
    await page.waitForSelector('#account');

    await page.goto(pairAddress);
    await page.waitForSelector('#account');
    await signIn(page, second);
    await page.waitForSelector('table.comparison');
    expect(page.url()).toBe(pairAddress);
    expect(await shownState(page)).toBe(text.waiting);
    await page.locator('.decision-bar', { hasText: text.thinkFirst }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain(text.evidence);
    expect(await barriers(page)).toEqual([]);
    await picture(page, `own-opinion-${language}`);
    await page.keyboard.press('1');
    await page.waitForSelector('form[data-action=think_same]');
    await page.keyboard.press('Enter');
    await page.locator('.first-reading', { hasText: text.evidence }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `first-reading-${language}`);
    await page.keyboard.press('1');
    await page.waitForSelector('form[data-action=confirm]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo-notice');
    expect(await barriers(page)).toEqual([]);

    await page.goto(pairAddress);
    await page.waitForSelector('table.comparison');
    expect(await shownState(page)).toBe(text.confirmed);
    expect(await page.locator('.history').first().textContent()).toContain(text.evidence);
    await page.context().close();
  });

  it('brings one pair after the other, each decided by three keys, and takes a slip back', async () => {
    const page = await openConsole(language);
    await signIn(page, application.accounts[0]);
    await page.locator('button.start').click();
    await page.waitForSelector('table.comparison');
    const seen: string[] = [];
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const here = page.url();
      seen.push(here);
      // Read in advance: what follows is there when it is turned to.
      await page.waitForLoadState('networkidle');
      const keys = ['2', String(i + 1), 'Enter'];
      for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
      await page.waitForSelector('form[data-action=reject]');
      await page.evaluate(watchForNext);
      await page.keyboard.press(keys.at(-1)!);
      await page.waitForURL((url) => url.href !== here);
      await page.waitForSelector('table.comparison');
      times.push(await page.evaluate<number>('window.shownAfterDecision'));
    }
    expect(new Set([...seen, page.url()]).size).toBe(4);
    console.log(
      `${language}: the next pair shown ${times.map((ms) => ms.toFixed(0)).join(', ')} ms after the answer to a decision`,
    );
    await page.locator('.undo-notice', { hasText: text.rejected }).waitFor();
    await page.keyboard.press('Control+z');
    await page.waitForURL(seen[2]);
    await page.locator('.review-standing .state', { hasText: text.notYet }).waitFor();
    expect(await page.locator('.undo-notice').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('says who is at a pair already, and offers nothing to decide', async () => {
    const supervisor = application.accounts.find(({ role }) => role === 'supervisor')!;
    const salma = await signInAtInterface(application.url, supervisor);
    const { suggestion } = (await salma.post('/v1/suggestions/next', {})).body;
    const page = await openConsole(language);
    await signIn(page, application.accounts[0]);
    await page.locator('h1', { hasText: text.queue }).waitFor();
    await page.goto(`${application.url}/console/suggestions/${suggestion.id}`);
    await page.locator('.held-by', { hasText: text.held }).waitFor();
    expect(await page.locator('.decision-bar button').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await picture(page, `held-${language}`);
    await salma.send('DELETE', `/v1/suggestions/${suggestion.id}/claim`);
    await page.context().close();
  });
});

/** Notes how long after the answer to a decision the heading of the next pair stands on the screen. */
const watchForNext = `(() => {
  const before = document.querySelector('h1').textContent + location.pathname;
  const plainFetch = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await plainFetch(...asked);
    if (String(asked[0]).endsWith('/decisions')) {
      const answeredAt = performance.now();
      const look = () => {
        const heading = document.querySelector('.review-head h1');
        if (heading && heading.textContent + location.pathname !== before) {
          window.shownAfterDecision = performance.now() - answeredAt;
          window.fetch = plainFetch;
        } else requestAnimationFrame(look);
      };
      look();
    }
    return answer;
  };
})()`;
