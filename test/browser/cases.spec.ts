import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Client, signIn as signInAtInterface, startApplication } from '../support/application.js';
import { barriers, desktop, pageIn, picture, startBrowser } from '../support/browser.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(180_000);

const narrow = { width: 1024, height: 768 };

/** The words a person looks for, in each language of the console. */
const words = {
  ar: {
    cases: 'حالاتي',
    reason: 'أم اتصلت',
    hold: 'غرباء سألوا عنه',
    task: 'اطلب دفتر العائلة',
    note: 'ترد الأم مساءً',
    masked: 'مخفي',
    held: 'معلّقة للسلامة',
    missing: 'لم يتحقق بعد',
    nobody: 'لا أحد بهذا الاسم هنا',
    more: 'ضيّق بحثك',
  },
  en: {
    cases: 'My cases',
    reason: 'A mother called',
    hold: 'Strangers asked for him',
    task: 'Ask for the family booklet',
    note: 'The mother answers in the evening',
    masked: 'masked',
    held: 'Safety hold',
    missing: 'missing',
    nobody: 'Nobody of such a name here',
    more: 'Narrow your search',
  },
} as const;

type Application = Awaited<ReturnType<typeof startApplication>>;
let application: Application;
let browser: Browser;
let rana: Client;
const men = [0, 1].map(aMan);
const caseIds: string[] = [];

beforeAll(async () => {
  application = await startApplication();
  rana = await signInAtInterface(application.url, application.accounts[0]);
  for (const man of men) {
    const report = man.report();
    const filed = await rana.post('/v1/reports', {
      ...report,
      reporter: { ...report.reporter, name: 'Mona Athartest', contacts: [{ kind: 'phone', value: '0999 111 222' }] },
    });
    const found = (await rana.get(`/v1/reports/${filed.body.id}/case`)).body;
    caseIds.push(found.id);
    for (const action of ['begin_intake', 'open']) {
      const { revision } = (await rana.get(`/v1/cases/${found.id}`)).body;
      await rana.post(`/v1/cases/${found.id}/steps`, { action }, { 'if-match': `"${revision}"` });
    }
  }
  await rana.upload(csv(men.map((man, i) => man.row({ id: String(i) }))), aSource());
  await rana.upload(
    csv(Array.from({ length: 55 }, (_, at) => aMan(7).row({ id: `m${at}`, birth_date: String(1940 + at) }))),
    aSource(),
  );
  await application.settled();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

async function signedIn(language: keyof typeof words, viewport = desktop, account = application.accounts[0]) {
  const page = await pageIn(browser, language, viewport);
  await page.goto(`${application.url}/console/`);
  await page.fill('#account', account.login);
  await page.fill('#password', account.password);
  await page.click('main button[type=submit]');
  await page.locator('main h1').waitFor();
  await page.waitForSelector('.who');
  return page;
}

/** Nothing that axe finds, nothing that runs out of the window sideways, no name in address or title. */
async function inOrder(page: Page, name: string) {
  await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(decodeURIComponent(page.url()) + (await page.title())).not.toMatch(/Athartest|أثرتست|Samer|سامر|Mona/);
  await picture(page, name);
}

describe.each(['ar', 'en'] as const)('searching for a person in %s', (language) => {
  const text = words[language];

  it('asks for the reason once, finds him in both scripts and keeps the list for whoever comes back', async () => {
    const page = await signedIn(language);
    await page.locator('a.open').first().waitFor();
    await page.keyboard.press('Slash');
    await page.waitForSelector('#search-reason');
    await page.click('.search-reason button[type=submit]');
    expect(await page.locator('#search-reason').getAttribute('aria-invalid')).toBe('true');
    await inOrder(page, `search-reason-${language}`);
    await page.fill('#search-reason', text.reason);
    await page.click('.search-reason button[type=submit]');
    await page.waitForSelector('#name');
    await page.keyboard.press('Enter');
    expect(await page.locator('#name').getAttribute('aria-invalid')).toBe('true');
    await page.fill('#name', 'سامر وسيم أثرتست');
    await page.fill('#name_other', 'Samer Wasim');
    await page.keyboard.press('Enter');
    await page.waitForSelector('table.hits');
    const rows = page.locator('table.hits tbody tr');
    expect(await rows.count()).toBeGreaterThanOrEqual(2);
    await inOrder(page, `search-hits-${language}`);
    expect(await page.evaluate('document.activeElement.classList.contains("search-outcome")')).toBe(true);
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.hasAttribute("data-hit")')).toBe(true);
    await page.keyboard.press('l');
    await page.locator('a[href^="/console/cases/"]').first().click();
    await page.waitForSelector('.case-head');
    await page.goBack();
    await page.waitForSelector('table.hits');
    expect(await rows.count()).toBeGreaterThanOrEqual(2);
    const searches = await application.dataSource.query('select 1 from name_searches where reason = $1', [text.reason]);
    expect(searches).toHaveLength(1);
    await page.context().close();
  });

  it('says that there are more than fifty, and when nobody is found what to try', async () => {
    const page = await signedIn(language, narrow);
    await page.keyboard.press('Slash');
    await page.fill('#search-reason', text.reason);
    await page.click('.search-reason button[type=submit]');
    const man = aMan(7).row().full_name as string;
    await page.fill('#name', man);
    await page.keyboard.press('Enter');
    await page.locator('.notice', { hasText: text.more }).waitFor();
    expect(await page.locator('table.hits tbody tr').count()).toBe(50);
    await inOrder(page, `search-capped-${language}-1024`);
    await page.fill('#name', 'Xyzqw Qwertz');
    await page.press('#name', 'Enter');
    await page.locator('.search-outcome', { hasText: text.nobody }).waitFor();
    await inOrder(page, `search-nobody-${language}-1024`);
    await page.context().close();
  });
});

describe.each([
  ['ar', desktop, 0],
  ['en', narrow, 1],
] as const)('a case in %s', (language, viewport, which) => {
  const text = words[language];

  it('is found among the cases, taken over, and every part of it can be read and worked on', async () => {
    const page = await signedIn(language, viewport);
    await page.locator('a.open').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.locator('h1', { hasText: text.cases }).waitFor();
    await inOrder(page, `cases-mine-${language}`);
    await page.selectOption('select[name=whose]', 'every');
    await page.waitForSelector('table.case-list');
    await inOrder(page, `cases-${language}`);

    // Of many reports from one network: looked through apart from the others.
    await application.dataSource.query(
      'update reports set intake_flag = (id in (select report_id from case_reports where case_id = $1))',
      [caseIds[which]],
    );
    const flagged = page.locator(`table.case-list a[href$="/cases/${caseIds[which]}"]`);
    await page.selectOption('select[name=among_many]', 'true');
    await page.locator('table.case-list tbody tr').and(page.locator(':only-child')).waitFor();
    expect(await flagged.count()).toBe(1);
    await inOrder(page, `cases-among-many-${language}`);
    await page.selectOption('select[name=among_many]', 'false');
    await flagged.waitFor({ state: 'detached' });
    expect(await page.locator('table.case-list tbody tr').count()).toBeGreaterThan(0);
    await page.selectOption('select[name=whose]', 'nobody');
    await page.selectOption('select[name=among_many]', '');
    await flagged.waitFor();

    await page.goto(`${application.url}/console/cases/${caseIds[which]}`);
    await page.waitForSelector('.case-head');
    await page.waitForSelector('.answers');
    await inOrder(page, `case-overview-${language}`);

    const part = async (name: string) => {
      await page.click(`.case-parts a[href$="/${name}"]`);
      await page.waitForSelector(`.case-parts a[href$="/${name}"][aria-current=page]`);
    };
    await part('work');
    await page.locator('section button', { hasText: /إضافة مهمة|Add a task/ }).click();
    await page.fill('#task-title', text.task);
    await page.fill('#task-due', '2026-01-15');
    await page.locator('.step-form button.primary').first().click();
    await page.locator('.tasks li', { hasText: text.task }).waitFor();
    await page.fill('#note-text', text.note);
    await page.locator('section[aria-labelledby=notes-title] button[type=submit]').click();
    await page.locator('.notes li', { hasText: text.note }).waitFor();
    await inOrder(page, `case-work-${language}`);

    await part('links');
    await page.locator('section[aria-labelledby=links-suggestions] li a').first().waitFor();
    await inOrder(page, `case-links-${language}`);

    await part('contact');
    await page.locator('.reporters', { hasText: text.masked }).waitFor();
    await page.locator('.reporters button').click();
    await page.locator('.reporters textarea').fill(text.reason);
    await inOrder(page, `case-contact-masked-${language}`);
    await page.locator('.reporters button[type=submit]').click();
    await page.locator('.reporters', { hasText: '0999 111 222' }).waitFor();
    await picture(page, `case-contact-${language}`);

    await part('disclosure');
    await page.waitForSelector('#disclosures-title');
    await inOrder(page, `case-disclosure-empty-${language}`);
    await page.locator('section[aria-labelledby=disclosures-title] button').first().click();
    await page.selectOption('#plan-recipient', { index: 1 });
    await page.locator('.plan-fields button.primary').click();
    await page.locator('.guards [role=status]', { hasText: text.missing }).waitFor();
    const unmet = await page.locator('.guards .unmet').count();
    await page.selectOption('#channel', 'call');
    await page.fill('#trained_person', 'Huda Athartest');
    await page.check('[name=script_read]');
    await page.locator('.plan-fields button[type=submit]').click();
    await page
      .locator('.guards .unmet')
      .nth(unmet - 3)
      .waitFor({ state: 'detached' });
    expect(await page.locator('button', { hasText: /Approve as|الموافقة بصفة شخص/ }).count()).toBe(0);
    await inOrder(page, `case-disclosure-${language}`);

    await part('safety');
    await page.waitForSelector('#extortion-title');
    await page.locator('section[aria-labelledby=extortion-title] button').click();
    await inOrder(page, `case-safety-${language}`);

    await page.click('.case-parts a >> nth=0');
    await page.locator('#case-steps').waitFor();
    await page.locator('section[aria-labelledby=case-steps] button', { hasText: /safety hold|تعليق للسلامة/ }).click();
    await page.fill('#step-reason', text.hold);
    await page.locator('.step-form button.primary').click();
    await page.locator('.case-warnings', { hasText: text.held }).waitFor();
    await inOrder(page, `case-held-${language}`);

    await part('timeline');
    await page.locator('.timeline li', { hasText: text.hold }).waitFor();
    await inOrder(page, `case-timeline-${language}`);
    await page.context().close();
  });
});

describe('whoever does not reach a case', () => {
  it('reads that there is nothing at its address', async () => {
    const page = await signedIn('en', desktop, application.accounts[1]);
    await page.goto(`${application.url}/console/cases/${caseIds[0]}`);
    await page.locator('h1', { hasText: 'There is nothing at this address' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});
