import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApplication, type TestApplication } from '../support/application.js';
import { barriers, picture, startBrowser } from '../support/browser.js';
import { questionPaths, salmasAnswers } from '../support/family-answers.js';

jest.setTimeout(300_000);

let application: TestApplication;
let browser: Browser;
/** Cookies with the prefix __Host- are kept for this name over plain HTTP, as passkeys are. */
let origin: string;
beforeAll(async () => {
  application = await startApplication();
  browser = await startBrowser();
  origin = application.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

const small = { width: 360, height: 740 };

async function pageOf(options: { javaScriptEnabled: boolean }): Promise<Page> {
  const context = await browser.newContext({ viewport: small, ...options });
  return context.newPage();
}

/** Where no script may run axe cannot either: the same pages are asked where it can. */
async function isWellMade(page: Page, name: string, scripts = true): Promise<void> {
  if (scripts) expect([name, await barriers(page)]).toEqual([name, []]);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect([name, Number(wide) <= 320]).toEqual([name, true]);
  await page.setViewportSize(small);
}

/** What a person would do with these answers: types, ticks, chooses. */
async function fill(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`);
    const is = async (selector: string) => (await page.locator(`${selector}[name="${name}"]`).count()) > 0;
    if (await is('input[type="radio"]')) await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (await is('input[type="checkbox"]')) await field.check();
    else if (await is('select')) await field.selectOption(value);
    else await field.fill(value);
  }
}

const send = async (page: Page) => {
  const before = page.url();
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && !/name-reading|places/.test(answer.url()),
  );
  await page.locator('form[data-send] button[type="submit"]').click();
  await answered;
  return before;
};

/** What has to be mended on each page. */
const faulty: Record<string, Record<string, string>> = {
  relationship: {},
  name: {},
  'other-names': { papers: 'س'.repeat(201) },
  mother: { mother: 'س'.repeat(201) },
  birth: { year: '85' },
  home: { home: 'س'.repeat(201) },
  'last-news': { day: '12' },
  'what-happened': { told: 'س'.repeat(1001) },
  recognise: { height: 'س'.repeat(101) },
  you: {},
  consent: {},
};

describe.each([true, false])('a report, with scripts: %s', (javaScriptEnabled) => {
  it.each(['ar', 'ckb', 'en'])('is told on a small telephone in %s', async (language) => {
    const page = await pageOf({ javaScriptEnabled });
    const shot = (name: string) =>
      picture(page, `report-${language}-${javaScriptEnabled ? 'script' : 'plain'}-${name}`);
    await page.goto(`${origin}/${language}/need`);
    await page.locator('main a.button').click();
    for (const path of questionPaths) {
      await page.waitForURL(`**/${language}/report/${path}`);
      await isWellMade(page, `${path}, empty`, javaScriptEnabled);
      await shot(`${path}-empty`);
      if (faulty[path]) {
        await fill(page, faulty[path]);
        await send(page);
        await page.locator('.error-summary').waitFor();
        await isWellMade(page, `${path}, with faults`, javaScriptEnabled);
        await shot(`${path}-faults`);
        const link = page.locator('.error-summary a').first();
        const field = (await link.getAttribute('href')) ?? '';
        expect(await page.locator(`${field}-fault`).first().textContent()).toBe(await link.textContent());
        // Where scripts run the summary has the focus; without them it stands first.
        if (javaScriptEnabled) expect(await page.evaluate('document.activeElement.className')).toBe('error-summary');
        // What was typed stands there to be mended.
        await fill(page, Object.fromEntries(Object.keys(faulty[path]).map((name) => [name, ''])));
      }
      await fill(page, salmasAnswers[path]);
      if (path === 'name' && javaScriptEnabled) {
        await page.locator('[data-reading] ul').waitFor();
        expect(await page.locator('[data-reading]').textContent()).toMatch(/Mohamed/);
        await page.locator('[data-reading] summary').click();
        await isWellMade(page, 'name, with its reading');
        await shot('name-reading');
      }
      await isWellMade(page, `${path}, filled`, javaScriptEnabled);
      await shot(`${path}-filled`);
      await send(page);
    }
    await page.waitForURL(`**/${language}/report/check`);
    await isWellMade(page, 'check', javaScriptEnabled);
    await shot('check');
    expect(await page.locator('main').textContent()).toContain('ندبة على اليد');
    await send(page);
    await page.waitForURL(`**/${language}/receipt`);
    // Nothing is left in the browser but a cookie that no script reads.
    if (javaScriptEnabled)
      expect(await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')).toEqual(['', 0, 0]);
    await page.context().close();
  });
});

describe('a name that was read wrongly', () => {
  it('is put right by the one who wrote it', async () => {
    const page = await pageOf({ javaScriptEnabled: true });
    await page.goto(`${origin}/en/report/relationship`);
    await fill(page, salmasAnswers.relationship);
    await send(page);
    await page.waitForURL('**/report/name');
    await page.locator('#given').pressSequentially('محمد خالد الحلبي');
    await page.locator('[data-reading] summary').click();
    await page.locator('#part_1').selectOption('given');
    await send(page);
    await page.waitForURL('**/report/other-names');
    await page.goto(`${origin}/en/report/name`);
    const read = await page.locator('[data-reading] li').allTextContents();
    expect(read).toEqual(['First name: محمد خالد', 'Family name: الحلبي']);
    expect(await page.locator('#given').inputValue()).toBe('محمد خالد الحلبي');
    await page.context().close();
  });
});

describe('a connection that drops', () => {
  it('leaves the page and what was typed where they are', async () => {
    const page = await pageOf({ javaScriptEnabled: true });
    await page.goto(`${origin}/en/report/mother`);
    await page.locator('#mother').fill('فاطمة أثرتست');
    await page.context().setOffline(true);
    await page.locator('form[data-send] button').click();
    await page.getByText('No connection. Nothing is lost.').waitFor();
    expect(await page.locator('#mother').inputValue()).toBe('فاطمة أثرتست');
    await page.context().close();
  });
});
