import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { wordsFor } from '../../src/matching/explain-words.js';
import { directionOf, type Language, languages, ownNameOf } from '../../web/src/language/languages.js';
import { signIn as signInAtInterface, startApplication } from '../support/application.js';
import { barriers, pageIn, phone, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(120_000);

const narrowDesk = { width: 1024, height: 768 };

let application: Awaited<ReturnType<typeof startApplication>>;
let browser: Browser;

beforeAll(async () => {
  application = await startApplication();
  const client = await signInAtInterface(application.url, application.accounts[0]);
  const men = [aMan(0), aMan(1)];
  for (const man of men) await client.post('/v1/reports', man.report());
  await client.upload(csv(men.map((man, i) => man.row({ id: String(i) }))), aSource());
  await application.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

async function arriveAtQueue(page: Page) {
  await page.goto(`${application.url}/console/`);
  await page.fill('#account', application.accounts[0].account);
  await page.fill('#password', application.accounts[0].password);
  await page.click('main button[type=submit]');
  await page.locator('[aria-busy=false] a.open').first().waitFor();
}

async function openFirstPair(page: Page) {
  await page.locator('a.open').first().click();
  await page.waitForSelector('table.comparison');
}

/** Controls whose words do not fit into them, and "page" if the page is wider than the window. */
const tooNarrow = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('button, a, summary, label, select, h1, h2, dt')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && !one.closest('.unseen, .skip'))
    .map((one) => one.tagName + ' ' + one.textContent)
    .concat(document.documentElement.scrollWidth > window.innerWidth ? ['page'] : [])`);

const languageOf = (page: Page) =>
  page.evaluate<string[]>('[document.documentElement.lang, document.documentElement.dir]');

const englishMonth =
  /\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/;

describe.each(languages)('whoever works in %s', (language) => {
  it('reads queue and review in that language and direction, with nothing cut off on a narrow desk', async () => {
    const page = await pageIn(browser, language, narrowDesk);
    await arriveAtQueue(page);
    expect(await languageOf(page)).toEqual([language, directionOf[language]]);
    expect(await barriers(page)).toEqual([]);
    expect(await tooNarrow(page)).toEqual([]);
    await picture(page, `queue-1024-${language}`);
    const queue = await page.evaluate<string>('document.body.innerText');

    await openFirstPair(page);
    expect(await page.locator('h1').textContent()).toBe(wordsFor('headline.strong', language));
    await page.keyboard.press('2');
    await page.waitForSelector('form[data-action=reject]');
    expect(await languageOf(page)).toEqual([language, directionOf[language]]);
    expect(await barriers(page)).toEqual([]);
    expect(await tooNarrow(page)).toEqual([]);
    await picture(page, `review-1024-${language}`);
    const review = await page.evaluate<string>('document.body.innerText');
    if (language !== 'en') expect(`${queue} ${review}`).not.toMatch(englishMonth);
    await page.context().close();
  });
});

it('on a phone, without a mouse, the language is chosen from a menu by its own name, and the choice is kept', async () => {
  const page = await pageIn(browser, null, phone);
  await arriveAtQueue(page);
  expect(await languageOf(page)).toEqual(['ar', 'rtl']);
  const menu = page.locator('details.languages');
  const choose = async (language: Language) => {
    await menu.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect((await menu.locator('button').allTextContents()).sort()).toEqual(Object.values(ownNameOf).sort());
    expect(await tooNarrow(page)).toEqual([]);
    await menu.locator(`button[lang=${language}]`).waitFor();
    for (let steps = 0; steps <= languages.indexOf(language); steps++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator(`html[lang=${language}]`).waitFor();
  };
  await menu.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'language-menu-phone');
  await page.keyboard.press('Escape');
  expect(await menu.getAttribute('open')).toBeNull();

  for (const language of ['tr', 'ckb', 'de'] as const) {
    await choose(language);
    expect(await languageOf(page)).toEqual([language, directionOf[language]]);
    expect(await menu.getAttribute('open')).toBeNull();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  }
  await page.reload();
  await page.locator('html[lang=de] [aria-busy=false] a.open').first().waitFor();
  await page.context().close();
});

/** English with accents and two vowels for one, about two fifths longer; what stands in braces is left as it is. */
function stretched(text: string): string {
  let depth = 0;
  return [...text]
    .map((letter) => {
      if (letter === '{') depth++;
      if (letter === '}') depth--;
      return depth === 0 && /[aeiou]/i.test(letter) ? `${letter}\u0301`.normalize().repeat(2) : letter;
    })
    .join('');
}

it('words two fifths longer than the English ones still fit', async () => {
  const catalogue = JSON.parse(readFileSync(new URL('../../web/src/locales/en.json', import.meta.url), 'utf8'));
  const longer = Object.fromEntries(Object.entries<string>(catalogue).map(([key, text]) => [key, stretched(text)]));
  const page = await pageIn(browser, 'en', narrowDesk);
  await page.route(/\/assets\/en-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(longer)}` }),
  );
  await arriveAtQueue(page);
  expect(await page.locator('h1').textContent()).toContain(longer['queue.title']);
  expect(await tooNarrow(page)).toEqual([]);
  await picture(page, 'queue-1024-en-XA');
  await openFirstPair(page);
  await page.keyboard.press('2');
  await page.waitForSelector('form[data-action=reject]');
  expect(await tooNarrow(page)).toEqual([]);
  await picture(page, 'review-1024-en-XA');
  await page.context().close();
});
