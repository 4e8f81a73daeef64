import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { policies } from '../../src/access/policies.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { picture, startBrowser } from '../support/browser.js';
import { aMan } from '../support/builders.js';
import { questionPaths } from '../support/family-answers.js';
import { familySide } from '../support/family-side.js';
import { cutOff, pseudoLanguages, wordsOutsideCatalogue } from '../support/pseudo-pages.js';

jest.setTimeout(240_000);

/** The narrowest telephone, and what 400 % of a window of 1280 px leaves (WCAG 1.4.10). */
const narrow = { width: 320, height: 640 };

const pathsBehind = (prefix: RegExp) =>
  Object.keys(policies)
    .flatMap((route) => /^GET \/:language(\/[a-z/-]+)$/.exec(route)?.[1] ?? [])
    .filter((path) => prefix.test(path) && path !== '/leave');
/** Without a draft the check page goes to the first question that is open. */
const openToAll = [...pathsBehind(/^(?!\/mine|\/report)/), '/no-such-page'];
const ofTheReport = [
  ...pathsBehind(/^\/mine/),
  ...questionPaths
    .filter((path) => !['relationship', 'you', 'consent'].includes(path))
    .map((path) => `/mine/correct/${path}`),
];

let application: TestApplication;
let browser: Browser;
let page: Page;
let held: { requestNumber: string; secret: string };

beforeAll(async () => {
  application = await startApplication({ worker: false, config: { pseudoWords: true } });
  const families = await familySide(application);
  held = await families.file(aMan(0).report());
  await families.close();
  browser = await startBrowser();
  // No scripts of the pages: then each sending loads a page, and there is one moment at which it is there.
  page = await browser.newPage({ viewport: narrow, javaScriptEnabled: false });
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

describe.each(pseudoLanguages)('pages for families in $language', ({ language, path: root, dir }) => {
  it('are the ones that are looked at', async () => {
    await page.goto(`${application.url}${root}/start`);
    expect(await page.getAttribute('html', 'dir')).toBe(dir);
    expect(await page.textContent('h1')).toMatch(dir === 'rtl' ? /^\[\u202e/ : /^\[\u0181\u00e9\u00e9/);
  });

  /** Presses a button that sends; the answer is always a page. */
  const send = (which: 'first' | 'last') =>
    Promise.all([page.waitForNavigation(), page.locator('main form button[type=submit]')[which]().click()]);

  async function isWhole(name: string) {
    await picture(page, `${language}${name.replaceAll('/', '-')}`);
    expect([name, await wordsOutsideCatalogue(page)]).toEqual([name, []]);
    expect([name, await cutOff(page)]).toEqual([name, []]);
  }

  it.each(openToAll)(
    '%s holds only words of the catalogue, all to be read on the narrowest telephone',
    async (path) => {
      await page.goto(`${application.url}${root}${path}`);
      await isWhole(path);
    },
  );

  it.each(questionPaths)('so does the question %s, and what it says when nothing was answered', async (path) => {
    await page.goto(`${application.url}${root}/report/${path}`);
    expect(new URL(page.url()).pathname).toBe(`${root}/report/${path}`);
    await isWhole(`/report/${path}`);
    await send('last');
    await isWhole(`/report/${path}/sent-empty`);
  });

  it('so does the check page', async () => {
    await page.goto(`${application.url}${root}/report/check`);
    await isWhole('/report/check');
  });

  it('so do the pages of a report', async () => {
    await page.goto(`${application.url}${root}/return`);
    await page.fill('[name=number]', held.requestNumber);
    await page.fill('[name=code]', held.secret);
    await send('first');
    expect(new URL(page.url()).pathname).toBe(`${root}/mine`);
    for (const path of ofTheReport) {
      await page.goto(`${application.url}${root}${path}`);
      expect(new URL(page.url()).pathname).toContain('/mine');
      await isWhole(path);
    }
  });

  it('a word outside of the catalogue, and words that do not fit, would be seen', async () => {
    await page.goto(`${application.url}${root}/start`);
    await page.evaluate(`(() => {
      const [words, button] = ['p', 'button'].map((tag) => document.querySelector('main').appendChild(document.createElement(tag)));
      words.textContent = 'Welcome';
      button.textContent = '[Incomprehensibilities]';
      Object.assign(button.style, { inlineSize: '3rem', whiteSpace: 'nowrap' });
    })()`);
    expect(await wordsOutsideCatalogue(page)).toEqual(['Welcome']);
    expect(await cutOff(page)).toContain('BUTTON [Incomprehensibilities]');
  });
});
