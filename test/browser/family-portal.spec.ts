import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { FamilyLanguage } from '../../src/family-languages.js';
import { catalogueOf, type Key } from '../../src/family-pages/words.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { barriers, picture, startBrowser } from '../support/browser.js';
import { markerFamily, markerFamilyArabic } from '../support/builders.js';
import { type Held, someAnswers } from '../support/family-portal.js';

/** An old telephone in the hand (ux.md 2.1). */
const telephone = { width: 360, height: 740 };
const journeys = (['ar', 'ckb', 'en'] as const).flatMap((language) =>
  [true, false].map((scripts) => ({ language, scripts, how: scripts ? 'with scripts' : 'without scripts' })),
);

let application: TestApplication;
let browser: Browser;
let origin: string;
let salma: Client;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  // Cookies that are for secure places only are kept on this name as well.
  origin = `http://localhost:${new URL(application.url).port}`;
  browser = await startBrowser();
  salma = await signIn(application.url, application.accounts.find(({ login }) => login === 'salma')!);
});
afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

interface Journey {
  context: BrowserContext;
  page: Page;
  language: FamilyLanguage;
  scripts: boolean;
  t(key: Key): string;
  /** Goes to a page of this language. */
  go(path: string): Promise<void>;
  /** Fills in fields by their names and sends the form that goes to this address. */
  send(action: string, fields?: Record<string, string>): Promise<void>;
  /** Looks at the page as somebody does who hears or enlarges it, and keeps a picture. */
  looks(name: string): Promise<void>;
}

async function begin(language: FamilyLanguage, scripts: boolean): Promise<Journey> {
  const context = await browser.newContext({ viewport: telephone, javaScriptEnabled: scripts, acceptDownloads: true });
  const page = await context.newPage();
  const words = catalogueOf(language);
  const at = (path: string) => `/${language}${path}`;
  return {
    context,
    page,
    language,
    scripts,
    t: (key) => words[key],
    async go(path) {
      await page.goto(`${origin}${at(path)}`);
    },
    async send(action, fields = {}) {
      const form = page.locator(`form[action="${at(action)}"]`);
      for (const [name, value] of Object.entries(fields)) {
        const field = form.locator(`[name="${name}"]`).first();
        const type = await field.getAttribute('type');
        if (type === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
        else if (name.endsWith('_hour')) await field.selectOption(value);
        else await field.fill(value);
      }
      // What comes takes the place of this body, with scripts and without.
      await page.locator('body').evaluate('(body) => body.setAttribute("data-before", "")');
      const answered = page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && new URL(answer.url()).pathname === at(action),
      );
      await form.locator('button[type="submit"]').click();
      const answer = await answered;
      // A page in the place of another one, or the one to which the form leads.
      const next = answer.headers().location;
      if (next) await page.waitForURL(`${origin}${next}`);
      await page.locator('body:not([data-before])').waitFor();
      await page.waitForLoadState('load');
    },
    async looks(name) {
      const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([name, await page.evaluate(wide)]).toEqual([name, 0]);
      if (scripts) expect([name, await barriers(page)]).toEqual([name, []]);
      await picture(page, `portal-${language}-${scripts ? 'js' : 'nojs'}-${name}`);
    },
  };
}

const heading = (page: Page) => page.locator('h1').textContent();
/** What can be seen of the page. */
const seen = (page: Page) => page.evaluate<string>('document.body.innerText');
const given = { ar: 'ليلى', ckb: 'لەیلا', kmr: 'Leyla', en: 'Layla', tr: 'Leyla', de: 'Layla' };

/** Files a report on the pages and stands before its receipt. */
async function fileReport({ page, go, send, language }: Journey): Promise<Held> {
  const answers = someAnswers(given[language], language === 'en' ? markerFamily : markerFamilyArabic);
  await go('/report/relationship');
  for (let path = ''; path !== '/report/check'; ) {
    path = new URL(page.url()).pathname.slice(`/${language}`.length);
    if (path === '/report/check') break;
    await send(path, answers[path.split('/').at(-1) ?? ''] ?? {});
  }
  await send('/report/send');
  expect(new URL(page.url()).pathname).toBe(`/${language}/receipt`);
  const [requestNumber, secret] = await page.locator('.code').allInnerTexts();
  return { requestNumber: requestNumber.trim(), secret: secret.replaceAll(/\s/g, '') };
}

const signInOn = async ({ go, send }: Journey, { requestNumber, secret }: Held) => {
  await go('/return');
  await send('/return', { number: requestNumber, code: secret });
};

describe.each(journeys)('a family in $language, $how', ({ language, scripts }) => {
  it('gets its receipt, comes back, tracks, corrects, writes, pauses, says who asks for money, checks a message, and removes its report', async () => {
    const journey = await begin(language, scripts);
    const { page, go, send, looks, t } = journey;
    const held = await fileReport(journey);
    await looks('receipt');
    expect(await heading(page)).toBe(t('receipt.title'));
    const downloading = page.waitForEvent('download');
    await page.locator(`form[action="/${language}/receipt/file"] button`).click();
    expect((await downloading).suggestedFilename()).toBe('note.txt');
    if (scripts) expect(await page.locator('button[data-print]').isVisible()).toBe(true);
    await send('/receipt/kept');
    await looks('kept');

    await go('/return');
    await looks('return-empty');
    await send('/return', {
      number: held.requestNumber,
      code: held.secret.replace(/\d/, (digit) => String(9 - Number(digit))),
    });
    // What is put into a sentence is isolated (U+2068, U+2069).
    const title = (await page.title()).replaceAll(/[\u2068\u2069]/g, '');
    expect(title).toBe(t('page.title_with_errors').replace('{title}', t('return.title')));
    if (scripts) await page.locator('.error-summary:focus').waitFor();
    await looks('return-error');
    await send('/return', { code: held.secret });
    expect(await heading(page)).toBe(t('mine.title'));
    await looks('mine');

    await go('/mine/correct/name');
    await looks('correct-filled');
    await send('/mine/correct/name', { given: '', father: '', grandfather: '', family: '' });
    await looks('correct-error');
    await go('/mine/correct/mother');
    await send('/mine/correct/mother', { mother: `${given[language]} ${markerFamilyArabic}` });
    await page.getByText(t('mine.saved')).waitFor();

    await go('/mine/messages');
    await looks('messages-empty');
    await send('/mine/messages', { text: '' });
    await looks('messages-error');
    await send('/mine/messages', { text: `${given[language]} ${markerFamilyArabic}\n2` });
    const [{ report_id: reportId, reporter_id }] = await application.dataSource.query(
      'select report_id, reporter_id from receipts where request_number = $1',
      [held.requestNumber],
    );
    const written = await salma.post(`/v1/reports/${reportId}/messages`, {
      reporter_id,
      template: 'invitation_to_talk',
    });
    expect(written.status).toBe(201);
    await go('/mine/messages');
    await looks('messages');
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await page.locator('.ours').textContent()) ?? '')?.[0] ?? '';

    await go('/mine/contact');
    await looks('contact-empty');
    await send('/mine/contact', { way: 'email', value: 'nothing' });
    await looks('contact-error');
    await send('/mine/contact', { value: `mona@${markerFamily.toLowerCase()}.example` });
    await page.getByText(t('mine.saved')).waitFor();
    await go('/mine/consent');
    await looks('consent');
    await send('/mine/consent', { contact: 'yes' });

    await go('/mine/stop');
    await looks('stop');
    await send('/mine/pause');
    await page.getByText(t('state.paused')).waitFor();
    await go('/mine/stop');
    await send('/mine/resume');

    await go('/verify');
    await looks('verify-empty');
    await send('/verify', { code: 'wrong' });
    await looks('verify-not-ours');
    await send('/verify', { code });
    await page.getByText(t('verify.compare')).waitFor();
    await looks('verify-ours');

    await go('/money');
    await looks('money-empty');
    await send('/money', { told: markerFamilyArabic });
    await looks('money-error');
    await send('/money', { asked_for: 'money', way: 'telephone' });
    expect(await heading(page)).toBe(t('money.thanks_title'));
    await looks('money-thanks');

    await go('/mine/stop');
    await send('/mine/remove', { code: '1' });
    await looks('remove-error');
    await send('/mine/remove', { code: held.secret });
    expect(await heading(page)).toBe(t('stop.removed_title'));
    await looks('removed');
    await nothingIsLeft(journey, held);
    await journey.context.close();
  });
});

/** C4: whoever takes the telephone now finds no name, no code, no number. */
async function nothingIsLeft({ context, page, language, scripts }: Journey, { requestNumber, secret }: Held) {
  const cdp = await context.newCDPSession(page);
  const { entries } = await cdp.send('Page.getNavigationHistory');
  const history = entries.map(({ url, title }) => `${decodeURIComponent(url)} ${title}`).join('\n');
  for (const said of [requestNumber, secret, secret.slice(0, 5), given[language], markerFamily, markerFamilyArabic])
    expect(history).not.toContain(said);
  expect(await context.cookies()).toEqual([]);
  if (!scripts) return;
  const kept = await page.evaluate<unknown[]>(`Promise.all([
    localStorage.length, sessionStorage.length, indexedDB.databases(), caches.keys(),
    navigator.serviceWorker.getRegistrations().then((all) => all.length)])`);
  expect(kept).toEqual([0, 0, [], [], 0]);
}

describe('a family that has to leave', () => {
  it.each(['by the button', 'by Shift three times'])('is away at once, and its session with it, %s', async (how) => {
    const journey = await begin('en', true);
    const held = await fileReport(journey);
    await journey.send('/receipt/kept');
    await signInOn(journey, held);
    const { page } = journey;
    // The neutral page to which people leave may be out of reach for a test: that it is asked for is enough.
    const isAway = (request: { url(): string }) => request.url().startsWith('https://www.wikipedia.org/');
    const away = Promise.race([
      page.waitForEvent('requestfailed', isAway),
      page.waitForEvent('requestfinished', isAway),
    ]);
    if (how === 'by the button') await page.click('.exit', { noWaitAfter: true });
    else for (let times = 0; times < 3; times++) await page.keyboard.press('Shift');
    await away;
    expect(await journey.context.cookies(origin)).toEqual([]);
    const other = await journey.context.newPage();
    await other.goto(`${origin}/en/mine`);
    expect(new URL(other.url()).pathname).toBe('/en/return');
    // The page from which they left, once more: the session that it needs is over.
    await page.goto(`${origin}/en/mine`).catch(() => page.goto(`${origin}/en/mine`));
    expect(await seen(page)).not.toContain(markerFamily);
    await journey.context.close();
  });
});

describe.each(['ar', 'en'] as const)('in %s, the pages of the own report', (language) => {
  it('can be read at 320 pixels, which is 400 %% of a window, and in colours that the person chose', async () => {
    const journey = await begin(language, true);
    const { page, go, looks } = journey;
    const held = await fileReport(journey);
    await page.setViewportSize({ width: 320, height: 256 });
    await looks('narrow-receipt');
    await journey.send('/receipt/kept');
    await signInOn(journey, held);
    await page.emulateMedia({ forcedColors: 'active' });
    for (const path of [
      '/mine',
      '/mine/messages',
      '/mine/contact',
      '/mine/consent',
      '/mine/stop',
      '/money',
      '/verify',
      '/return',
    ]) {
      await go(path);
      await looks(`narrow${path.replaceAll('/', '-')}`);
    }
    await journey.context.close();
  });

  it('print number, code and day, and neither buttons nor names', async () => {
    const journey = await begin(language, true);
    const { page, t } = journey;
    const held = await fileReport(journey);
    await page.emulateMedia({ media: 'print' });
    const printed = await seen(page);
    expect(printed.replaceAll(/\s/g, '')).toContain(held.secret);
    expect(printed).toContain(held.requestNumber);
    expect(printed).toContain(t('page.free'));
    expect(printed).toContain(t('page.service'));
    for (const said of [given[language], t('page.exit'), t('receipt.kept'), t('receipt.file')])
      expect(printed).not.toContain(said);
    await picture(page, `portal-${language}-print`);
    await journey.context.close();
  });
});

it('without a connection a message stays where it was written', async () => {
  const journey = await begin('en', true);
  const held = await fileReport(journey);
  await journey.send('/receipt/kept');
  await signInOn(journey, held);
  const { page, context, go, t } = journey;
  await go('/mine/messages');
  await page.fill('textarea', markerFamily);
  await context.setOffline(true);
  await page.locator('form[data-send] button[type="submit"]').click();
  await page.getByText(t('page.offline')).waitFor();
  expect(await page.inputValue('textarea[name="text"]')).toBe(markerFamily);
  await context.setOffline(false);
  await page.locator('form[data-send] button[type="submit"]').click();
  await page.getByText(t('messages.sent')).waitFor();
  await context.close();
});
