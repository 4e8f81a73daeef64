import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Client, startApplication } from '../support/application.js';
import { barriers, desktop, pageIn, phone, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { CaseOnPage } from '../support/case-on-page.js';
import { casesOf, enter } from '../support/cases.js';
import { type ConsoleLanguage, consoleWords } from '../support/console-words.js';

jest.setTimeout(180_000);

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;
let rana: Client;
let salma: Client;
/** Two cases for each language. */
const cases: { id: string; reportId: string }[] = [];

const men = Array.from({ length: 4 }, (_, i) => aMan(i));

beforeAll(async () => {
  application = await startApplication();
  rana = await enter(application, 'rana');
  salma = await enter(application, 'salma');
  for (const number of men.keys()) cases.push(await casesOf(rana).fileOpen(number));
  await rana.upload(csv(men.map((man, i) => man.row({ id: String(i) }))), aSource());
  await application.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

async function fillIn(page: Page, login: string) {
  const { password } = application.accounts.find((account) => account.login === login)!;
  await page.fill('#account', login);
  await page.fill('#password', password);
  await page.locator('.sign-in form button[type=submit]').click();
}

async function signedIn(language: ConsoleLanguage, login: string, viewport = desktop): Promise<Page> {
  const page = await pageIn(browser, language, viewport);
  await page.goto(`${application.url}/console/`);
  await fillIn(page, login);
  await page.waitForSelector('.who');
  await application.dataSource.query("update sessions set fresh_until = now() + interval '1 hour'");
  return page;
}

/** What runs out of the window sideways; empty when the page does not scroll that way. */
const runsOut = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *, header *')]
  .filter((part) => { const { left, right } = part.getBoundingClientRect(); return right > innerWidth + 1 || left < -1; })
  .map((part) => part.tagName + '.' + part.className + ' ' + Math.round(part.getBoundingClientRect().width)).slice(0, 8)`;

/** Nothing that is in sight is being read. */
async function expectNothingBusy(page: Page) {
  for (let i = 0; i < 300; i++) {
    if ((await page.locator('main [aria-busy="true"]').filter({ visible: true }).count()) === 0) return;
    await page.waitForTimeout(50);
  }
  throw new Error('Something goes on being read');
}

async function inOrder(page: Page, name: string) {
  await expectNothingBusy(page);
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate<string[]>(runsOut)).toEqual([]);
  await picture(page, name);
}

const caseOn = (page: Page, id: string, language: ConsoleLanguage) =>
  new CaseOnPage(page, `${application.url}/console/cases/${id}`, language);

const suggestionOf = async (reportId: string) =>
  (await rana.get(`/v1/suggestions?report_id=${reportId}`)).body.items[0];

describe.each([
  ['ar', 0],
  ['en', 2],
] as const)('casework in %s', (language, first) => {
  const say = consoleWords(language);
  const reason = language === 'ar' ? 'قالت العائلة ذلك' : 'The family said so';

  it('links a report and takes it out again, contests a record, and hands the case over', async () => {
    const page = await signedIn(language, 'rana');
    const [one, other] = [cases[first], cases[first + 1]];
    const view = caseOn(page, one.id, language);
    await view.open('links');
    await view.press('links-reports', 'links.link_open');
    await view.send('links-reports', { '#link-other': other.id, '#link-reason': reason });
    const reports = page.locator('section[aria-labelledby=links-reports] .matters > li');
    await reports.nth(1).waitFor();
    await reports.nth(1).getByRole('button').click();
    await reports.nth(1).locator('textarea').fill(reason);
    await reports.nth(1).locator('button[type=submit]').click();
    await reports.nth(1).waitFor({ state: 'detached' });
    expect((await casesOf(rana).get(other.id)).state).toBe('open');

    await view.press('links-suggestions', 'links.contests');
    await view.press('links-suggestions', 'safety.contest_add');
    await inOrder(page, `contest-record-${language}`);
    await page.locator('textarea[id^=contest-told-]').fill(reason);
    await page.locator('section[aria-labelledby=links-suggestions] form button[type=submit]').click();
    await page
      .locator('section[aria-labelledby=links-suggestions]', { hasText: say('contest_state.taken_down') })
      .waitFor();
    const { id, revision } = await suggestionOf(one.reportId);
    const body = { action: 'propose', seen_revision: revision, evidence: reason };
    const refused = await rana.post(`/v1/suggestions/${id}/decisions`, body);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'contest.open' });

    await view.open();
    await view.press('case-assign', 'case.assign_open');
    await page.waitForSelector('#assign-to option:nth-child(2)', { state: 'attached' });
    await inOrder(page, `hand-over-${language}`);
    await view.send('case-assign', { '#assign-to': 'Rana Athartest', '#assign-note': reason });
    await page.locator('.case-head', { hasText: 'Rana' }).waitFor();
    await view.press('case-assign', 'case.assign_open');
    await view.send('case-assign', { '#assign-to': 'Salma Athartest', '#assign-note': reason });
    await page.locator('.case-head', { hasText: 'Salma' }).waitFor();
    await view.open('timeline');
    await page.locator('.timeline li', { hasText: reason }).first().waitFor();
    await page.context().close();
  });

  it('reports extortion, which a second person reviews before contacts are shown again', async () => {
    const { id } = cases[first + 1];
    const page = await signedIn(language, 'rana');
    const view = caseOn(page, id, language);
    await view.open('safety');
    await view.press('extortion-title', 'safety.extortion_add');
    await view.send('extortion-title', { '#extortion-told': reason });
    await page.locator('.case-warnings', { hasText: say('case.contacts_hidden') }).waitFor();
    await inOrder(page, `extortion-${language}`);
    const hers = await signedIn(language, 'salma');
    const second = caseOn(hers, id, language);
    await second.open('safety');
    await second.press('extortion-title', 'safety.review');
    await inOrder(hers, `extortion-review-${language}`);
    await second.send('extortion-title', { '#review-outcome': 'contacts_safe', '#review-note': reason });
    await hers
      .locator('section[aria-labelledby=extortion-title]', { hasText: say('extortion_outcome.contacts_safe') })
      .waitFor();
    expect((await casesOf(salma).get(id)).contacts_hidden).toBe(false);
    await hers.context().close();
    await page.context().close();
  });

  it('tells whoever decides too late who was first, and what', async () => {
    const { id } = await suggestionOf(cases[first + 1].reportId);
    const page = await signedIn(language, 'rana');
    await page.goto(`${application.url}/console/suggestions/${id}`);
    await page.waitForSelector('table.comparison');
    await page.waitForLoadState('networkidle');
    await application.dataSource.query('delete from suggestion_claims');
    const body = {
      action: 'reject',
      reasons: ['age'],
      seen_revision: (await salma.get(`/v1/suggestions/${id}`)).body.revision,
    };
    expect((await salma.post(`/v1/suggestions/${id}/decisions`, body)).status).toBe(200);
    await page.keyboard.press('2');
    await page.waitForSelector('form[data-action=reject]');
    for (const key of ['1', 'Enter']) await page.keyboard.press(key);
    await page.locator('.decided-meanwhile', { hasText: 'Salma' }).waitFor();
    expect(await page.locator('.decided-meanwhile').textContent()).toContain(say('state.rejected'));
    await inOrder(page, `decided-meanwhile-${language}`);
    await page.context().close();
  });

  it('passes on what it holds, with a reason, and narrows the queue down by what waits', async () => {
    const { id } = await suggestionOf(cases[first + 1].reportId);
    const others = (await rana.get('/v1/suggestions?state=suggested')).body.items;
    const held = others.find((one: { id: string }) => one.id !== id);
    expect((await rana.post(`/v1/suggestions/${held.id}/claim`, {})).status).toBe(200);
    const page = await signedIn(language, 'rana');
    await page.locator('.facets button', { hasText: say('facet.mine') }).click();
    await page.waitForURL(/which=mine/);
    await page.locator('.pass-on button').click();
    await inOrder(page, `pass-on-${language}`);
    await page.locator('.pass-on textarea').fill(reason);
    await page.locator('.pass-on button[type=submit]').click();
    await page.waitForSelector('.empty');
    expect((await rana.get(`/v1/suggestions/${held.id}`)).body.claim).toBeNull();
    await inOrder(page, `queue-narrowed-${language}`);
    await page.context().close();
  });

  it('keeps what was written when a session ends, and goes on there after signing in', async () => {
    const page = await signedIn(language, 'rana');
    const view = caseOn(page, cases[first + 1].id, language);
    await view.open('work');
    await page.fill('#note-text', reason);
    await application.dataSource.query("update sessions set last_seen_at = last_seen_at - interval '16 minutes'");
    // That ended the test's own sessions as well.
    rana = await enter(application, 'rana');
    salma = await enter(application, 'salma');
    const send = page.locator('section[aria-labelledby=notes-title] button[type=submit]');
    await send.click();
    await page.waitForSelector('#password');
    expect(await page.locator('#note-text').isVisible()).toBe(false);
    await inOrder(page, `session-ended-${language}`);
    await fillIn(page, 'rana');
    await page.locator('#note-text').waitFor();
    expect(await page.inputValue('#note-text')).toBe(reason);
    await send.click();
    await page.locator('.notes li', { hasText: reason }).waitFor();
    await page.context().close();
  });

  it('warns two minutes before a session ends, and lets it go on', async () => {
    const page = await pageIn(browser, language);
    await page.clock.install();
    await page.goto(`${application.url}/console/`);
    await fillIn(page, 'rana');
    await page.locator('a.open').first().waitFor();
    await page.clock.runFor(11 * 60_000);
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.clock.runFor(70_000);
    await page.locator('dialog[open]', { hasText: say('session.ends_soon') }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, `session-ends-soon-${language}`);
    await page.locator('dialog[open] button').click();
    await page.waitForSelector('dialog[open]', { state: 'detached' });
    await page.clock.runFor(60_000);
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['a phone', phone],
    ['a small screen', { width: 1024, height: 768 }],
  ])('fits %s: lists and every part of a case without scrolling sideways', async (_, viewport) => {
    const page = await signedIn(language, 'rana', viewport);
    const { width } = viewport;
    await page.locator('a.open').first().waitFor();
    await inOrder(page, `queue-${language}-${width}`);
    await page.goto(`${application.url}/console/cases?whose=every`);
    await page.waitForSelector('table.case-list');
    await inOrder(page, `cases-${language}-${width}`);
    const view = caseOn(page, cases[first].id, language);
    for (const part of ['', 'links', 'timeline', 'work', 'contact', 'safety', 'disclosure'] as const) {
      await view.open(part);
      await inOrder(page, `case-${part || 'overview'}-${language}-${width}`);
    }
    const { id } = await suggestionOf(cases[first].reportId);
    await page.goto(`${application.url}/console/suggestions/${id}`);
    await page.waitForSelector('table.comparison');
    await inOrder(page, `pair-${language}-${width}`);
    await page.context().close();
  });
});
