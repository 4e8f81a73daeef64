import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { policies } from '../../src/access/policies.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { picture, startBrowser } from '../support/browser.js';
import { cutOff, pseudoLanguages, wordsOutsideCatalogue } from '../support/pseudo-pages.js';

/** The narrowest telephone, and what 400 % of a window of 1280 px leaves (WCAG 1.4.10). */
const narrow = { width: 320, height: 640 };

/** Pages that anybody may open. Those of a draft or of a report are looked at where a person goes through them. */
const paths = Object.keys(policies)
  .flatMap((route) => /^GET \/:language(\/[a-z/-]+)$/.exec(route)?.[1] ?? [])
  .filter((path) => path !== '/leave')
  .concat('/no-such-page');

let application: TestApplication;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  application = await startApplication({ worker: false, config: { pseudoWords: true } });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: narrow });
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

  it.each(paths)(
    '%s holds only words of the catalogue, and on the narrowest telephone all of them can be read',
    async (path) => {
      await page.goto(`${application.url}${root}${path}`);
      await picture(page, `${language}${path.replaceAll('/', '-')}`);
      expect(await wordsOutsideCatalogue(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    },
  );

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
